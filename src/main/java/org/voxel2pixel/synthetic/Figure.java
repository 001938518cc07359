// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** What an artificial image shows on its background, in one colour. */
interface Figure {

  /** As in file names and tables. */
  String label();

  /**
   * The share of a pixel that the figure covers, 0 to 1.
   *
   * @param x column from the left
   * @param y row from the top
   * @param sizePx of the whole square image
   */
  double cover(int x, int y, int sizePx);
}
