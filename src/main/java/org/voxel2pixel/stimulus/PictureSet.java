// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.List;

/**
 * Pictures by name, in a declared order, never in the order in which a file system happens to list
 * them. {@link PictureSets} opens one. Not for several threads at once.
 */
public interface PictureSet extends AutoCloseable {

  /** The pictures' names, each once, in the declared order; at least one. */
  List<String> names();

  /**
   * A picture's pixels.
   *
   * @throws org.voxel2pixel.BadInputException if there is no such name or the picture is refused
   */
  RgbFrame picture(String name);

  /** What was converted in the pictures read so far (see {@link FrameFile}), a line a kind. */
  List<String> warnings();

  /** Lets the files go. Closing twice does no harm. */
  @Override
  void close();
}
