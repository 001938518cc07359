// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

/**
 * The volumes after a stimulus that are read as its response: lags {@code first..last}, in volumes.
 *
 * @param first earliest lag
 * @param last latest lag, {@code last >= first}
 */
public record LagWindow(int first, int last) {

  public LagWindow {
    if (last < first) {
      throw new IllegalArgumentException(
          "last must be >= first, was first " + first + ", last " + last);
    }
  }

  /** Number of lags, {@code last - first + 1}. */
  public int count() {
    return last - first + 1;
  }
}
