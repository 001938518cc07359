// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/** Opens sets of pictures. */
public final class PictureSets {
  private PictureSets() {}

  /** What is there decides: a folder, a list of names (.txt, .tsv), or a TIFF stack. */
  public static PictureSet open(Path source) {
    throw new BadInputException(
        source, "a folder, a list or a TIFF stack", "none of them", "choose one of them");
  }

  /** The pictures in a folder and its subfolders, in natural order of their names. */
  public static PictureSet ofFolder(Path folder) {
    return open(folder);
  }

  /** The pictures that a list names, in its order. */
  public static PictureSet ofList(Path list) {
    return open(list);
  }

  /** The pages of a TIFF file. */
  public static PictureSet ofStack(Path tiff) {
    return open(tiff);
  }
}
