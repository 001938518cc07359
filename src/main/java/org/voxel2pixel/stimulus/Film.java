// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import java.util.List;

/**
 * A film: pictures with the times at which they come on. {@link FilmFile} opens one, {@link
 * FrameTiming} says which frame is on the screen when. Not for several threads at once.
 */
public interface Film extends AutoCloseable {

  /** The file that was opened. */
  Path file();

  /** Pixels in a row, of every frame, as it is shown (cropped and upright). */
  int widthPx();

  /** Pixels in a column, of every frame, as it is shown. */
  int heightPx();

  /** Frames to show, at least 1; a frame that is shown twice in a row may count twice. */
  int frameCount();

  /**
   * When a frame comes on, in seconds from the film's start. It grows strictly with {@code n}; the
   * steps need not be equal.
   *
   * @param n {@code 0 <= n < frameCount()}
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  double frameSec(int n);

  /** When the last frame goes off, in seconds from the film's start. */
  double durationSec();

  /**
   * A frame's pixels. Any order will do; ascending order is fast, since most frames are stored as
   * differences to earlier ones.
   *
   * @param n {@code 0 <= n < frameCount()}
   * @throws IndexOutOfBoundsException if there is no such frame
   * @throws org.voxel2pixel.BadInputException if the frame is damaged; the message has its number
   */
  RgbFrame frame(int n);

  /** What is odd but usable, a line each with the file's name. */
  List<String> warnings();

  /** Lets the file go. Closing twice does no harm. */
  @Override
  void close();
}
