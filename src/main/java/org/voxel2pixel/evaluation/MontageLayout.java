// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * Where the pairs of a montage go, in pixels of the page. Each pair is presented, reconstructed
 * side by side; pairs fill rows from the left.
 *
 * @param pairColumns pairs side by side
 * @param scale whole pixels of the page for a pixel of an image
 * @param cellWidthPx width of an image on the page
 * @param cellHeightPx height of an image on the page
 */
record MontageLayout(int pairColumns, int scale, int cellWidthPx, int cellHeightPx) {
  static final int MARGIN_PX = 8;
  static final int GAP_IN_PAIR_PX = 4;
  static final int GAP_BETWEEN_PAIRS_PX = 16;
  static final int GAP_BETWEEN_ROWS_PX = 8;
  static final int CAPTION_PX = PixelFont.HEIGHT_PX + 6;

  private static final int WANTED_CELL_PX = 96;
  private static final int WANTED_COLUMNS = 4;

  static MontageLayout of(int widthPx, int heightPx, int pairCount) {
    int scale = Math.max(1, Math.round(WANTED_CELL_PX / (float) Math.max(widthPx, heightPx)));
    int columns = Math.min(WANTED_COLUMNS, pairCount);
    return new MontageLayout(columns, scale, widthPx * scale, heightPx * scale);
  }

  /** An image narrower than its caption gets a column as wide as the caption. */
  private int columnWidthPx() {
    return Math.max(cellWidthPx, PixelFont.widthPx(Montage.RECONSTRUCTED));
  }

  private int pairWidthPx() {
    return 2 * columnWidthPx() + GAP_IN_PAIR_PX;
  }

  int pageWidthPx() {
    return 2 * MARGIN_PX
        + pairColumns * (pairWidthPx() + GAP_BETWEEN_PAIRS_PX)
        - GAP_BETWEEN_PAIRS_PX;
  }

  int pageHeightPx(int pairCount) {
    int rows = (pairCount + pairColumns - 1) / pairColumns;
    return 2 * MARGIN_PX
        + CAPTION_PX
        + rows * (cellHeightPx + GAP_BETWEEN_ROWS_PX)
        - GAP_BETWEEN_ROWS_PX;
  }

  int presentedLeftPx(int pair) {
    int column = pair % pairColumns;
    return MARGIN_PX + column * (pairWidthPx() + GAP_BETWEEN_PAIRS_PX);
  }

  int reconstructedLeftPx(int pair) {
    return presentedLeftPx(pair) + columnWidthPx() + GAP_IN_PAIR_PX;
  }

  int topPx(int pair) {
    int row = pair / pairColumns;
    return MARGIN_PX + CAPTION_PX + row * (cellHeightPx + GAP_BETWEEN_ROWS_PX);
  }
}
