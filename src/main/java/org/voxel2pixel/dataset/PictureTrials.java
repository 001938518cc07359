// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.stimulus.PictureSet;
import org.voxel2pixel.stimulus.PictureSets;
import org.voxel2pixel.stimulus.RgbFrame;

/** The pictures of a folder, a list or a TIFF stack, the n-th for the n-th trial. */
final class PictureTrials implements TrialPictures, AutoCloseable {
  private final PictureSet pictures;
  private final List<String> names;

  PictureTrials(Path source) {
    pictures = PictureSets.open(source);
    names = pictures.names();
  }

  @Override
  public int count() {
    return names.size();
  }

  @Override
  public RgbFrame frame(int trial) {
    return pictures.picture(names.get(trial));
  }

  @Override
  public String name(int trial) {
    return names.get(trial);
  }

  @Override
  public void close() {
    pictures.close();
  }
}
