// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.List;

/**
 * The five shapes of Miyawaki et al. (2008, Neuron 60:915), which Shen et al. (2019) showed in
 * eight colours: cells of a 10 x 10 grid that fills the screen, rows from the top, as the image
 * columns of that study's public data have them. In the order of the colour experiment's numbers in
 * ds001506.
 */
public enum ArtificialShape implements Figure {
  SQUARE("square", "..........", "..........", "...####...", "...####..."),
  SMALL_FRAME("small-frame", "..........", "..........", "...####...", "...#..#..."),
  LARGE_FRAME("large-frame", ".########.", ".########.", ".##....##.", ".##....##."),
  PLUS("plus", "....##....", "....##....", "....##....", ".########."),
  X("x", ".##....##.", ".###..###.", "..######..", "...####...");

  private static final int CELLS = 10;

  private final String label;
  private final List<String> upperHalf; // rows 1 to 4; row 0 is empty, rows 5 to 9 mirror 4 to 0

  ArtificialShape(String label, String... upperHalf) {
    this.label = label;
    this.upperHalf = List.of(upperHalf);
  }

  @Override
  public String label() {
    return label;
  }

  /** Whether a cell of the 10 x 10 grid is filled, column from the left, row from the top. */
  public boolean isFilled(int column, int row) {
    int fromEdge = Math.min(row, CELLS - 1 - row);
    return fromEdge > 0 && upperHalf.get(fromEdge - 1).charAt(column) == '#';
  }

  /** The pixel's area that is inside, exactly: edges on pixel borders stay sharp. */
  @Override
  public double cover(int x, int y, int sizePx) {
    double sum = 0;
    for (int row = firstCell(y, sizePx); row <= lastCell(y, sizePx); row++) {
      for (int column = firstCell(x, sizePx); column <= lastCell(x, sizePx); column++) {
        if (isFilled(column, row)) sum += overlap(x, column, sizePx) * overlap(y, row, sizePx);
      }
    }
    return sum;
  }

  private static int firstCell(int pixel, int sizePx) {
    return (int) ((long) pixel * CELLS / sizePx);
  }

  private static int lastCell(int pixel, int sizePx) {
    return (int) (((pixel + 1L) * CELLS - 1) / sizePx);
  }

  /** Share of a pixel's width that lies in a cell; in whole numbers but for the last division. */
  private static double overlap(int pixel, int cell, int sizePx) {
    long begin = Math.max((long) pixel * CELLS, (long) cell * sizePx);
    long end = Math.min((pixel + 1L) * CELLS, (cell + 1L) * sizePx);
    return (double) (end - begin) / CELLS;
  }
}
