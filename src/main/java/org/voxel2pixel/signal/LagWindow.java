// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

/**
 * Which volumes answer to a stimulus: {@code onset + first} to {@code onset + last}, both included.
 *
 * @param first volumes after the stimulus's onset; 0 or more, for a response cannot precede it
 * @param last not before first
 */
public record LagWindow(int first, int last) {

  public LagWindow {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "a lag window needs 0 <= first <= last, was " + first + ".." + last);
    }
  }

  /** Volumes in the window. */
  public int count() {
    return last - first + 1;
  }
}
