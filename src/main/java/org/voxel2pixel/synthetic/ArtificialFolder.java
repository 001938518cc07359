// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FrameFile;

/** Artificial images as PNG files with a table of what each shows. */
public final class ArtificialFolder {
  /** The table: {@code file, type, colour, shape}, one line an image. */
  public static final String TABLE = "stimuli.tsv";

  private static final String HEADER = "file\ttype\tcolour\tshape\n";

  private ArtificialFolder() {}

  /**
   * Writes into a folder that exists.
   *
   * @param sizePx side of each image
   */
  public static void write(List<ArtificialImage> images, int sizePx, Path folder, Progress progress)
      throws IOException {
    StringBuilder table = new StringBuilder(HEADER);
    for (int n = 0; n < images.size(); n++) {
      progress.checkCancelled();
      progress.report("drawing artificial images", n, images.size());
      ArtificialImage image = images.get(n);
      Path file = folder.resolve(image.name() + ".png");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        FrameFile.writePng(image.draw(sizePx), out);
      }
      table.append(file.getFileName()).append('\t').append(image.type());
      table.append('\t').append(image.colour().label()).append('\t').append(image.shape());
      table.append('\n');
    }
    Files.writeString(folder.resolve(TABLE), table);
  }
}
