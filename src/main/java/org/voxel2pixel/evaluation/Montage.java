// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Presented images beside their reconstructions, for the eye and the figure: pairs in up to four
 * columns, captions above, gray separators. Images are enlarged by a whole factor, to about 96
 * pixels, each pixel repeated; values are {@code round(255 v)}, never stretched in contrast.
 */
public final class Montage {
  /** Pairs that one page holds at most, so that a page stays a picture that any program opens. */
  public static final int PAIRS_PER_PAGE = 48;

  static final String PRESENTED = "presented";
  static final String RECONSTRUCTED = "reconstructed";
  static final Color BACKGROUND = Color.WHITE;
  private static final Color INK = Color.BLACK;
  private static final Color SEPARATOR = new Color(0xC0C0C0);

  private Montage() {}

  /**
   * One page.
   *
   * @param which the images to show, by index, in this order; 1 to {@link #PAIRS_PER_PAGE} of them
   * @throws BadInputException if the sets do not pair up
   */
  public static BufferedImage of(ImageSet presented, ImageSet reconstructed, int[] which) {
    ImageSet.requirePairs(presented, reconstructed);
    requireIndices(which, presented.imageCount());
    MontageLayout layout =
        MontageLayout.of(presented.widthPx(), presented.heightPx(), which.length);
    BufferedImage page =
        new BufferedImage(
            layout.pageWidthPx(), layout.pageHeightPx(which.length), BufferedImage.TYPE_INT_RGB);
    drawFrame(page, layout);
    for (int pair = 0; pair < which.length; pair++) {
      int top = layout.topPx(pair);
      paint(page, presented, which[pair], layout, layout.presentedLeftPx(pair), top);
      paint(page, reconstructed, which[pair], layout, layout.reconstructedLeftPx(pair), top);
    }
    return page;
  }

  /** As many pages as {@code which} needs, at least one image. */
  public static List<BufferedImage> pages(ImageSet presented, ImageSet reconstructed, int[] which) {
    List<BufferedImage> pages = new ArrayList<>();
    for (int first = 0; first < which.length; first += PAIRS_PER_PAGE) {
      int end = Math.min(first + PAIRS_PER_PAGE, which.length);
      pages.add(of(presented, reconstructed, Arrays.copyOfRange(which, first, end)));
    }
    return pages;
  }

  /**
   * Indices that cut a set into {@code wanted} equal stretches and take the middle of each, in
   * order; all indices if the set is no larger.
   */
  public static int[] evenlySpread(int imageCount, int wanted) {
    if (imageCount < 1)
      throw new IllegalArgumentException("imageCount must be >= 1, was " + imageCount);
    if (wanted < 1) throw new IllegalArgumentException("wanted must be >= 1, was " + wanted);
    int count = Math.min(imageCount, wanted);
    int[] which = new int[count];
    for (int k = 0; k < count; k++) which[k] = (int) ((2L * k + 1) * imageCount / (2L * count));
    return which;
  }

  private static void drawFrame(BufferedImage page, MontageLayout layout) {
    Graphics2D graphics = page.createGraphics();
    try {
      graphics.setColor(BACKGROUND);
      graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
      for (int column = 0; column < layout.pairColumns(); column++) {
        graphics.setColor(INK);
        int left = layout.presentedLeftPx(column);
        PixelFont.draw(graphics, PRESENTED, left, MontageLayout.MARGIN_PX);
        int right = layout.reconstructedLeftPx(column);
        PixelFont.draw(graphics, RECONSTRUCTED, right, MontageLayout.MARGIN_PX);
        graphics.setColor(SEPARATOR);
        int middle = left - MontageLayout.GAP_BETWEEN_PAIRS_PX / 2;
        if (column > 0) graphics.fillRect(middle, 0, 1, page.getHeight());
      }
    } finally {
      graphics.dispose();
    }
  }

  private static void paint(
      BufferedImage page, ImageSet set, int index, MontageLayout layout, int left, int top) {
    float[] pixels = set.image(index);
    for (int y = 0; y < layout.cellHeightPx(); y++) {
      for (int x = 0; x < layout.cellWidthPx(); x++) {
        int pixel = y / layout.scale() * set.widthPx() + x / layout.scale();
        page.setRGB(left + x, top + y, rgb(pixels, pixel, set.channels()));
      }
    }
  }

  private static int rgb(float[] pixels, int pixel, int channels) {
    int first = pixel * channels;
    int red = Math.round(255 * pixels[first]);
    int green = channels == 1 ? red : Math.round(255 * pixels[first + 1]);
    int blue = channels == 1 ? red : Math.round(255 * pixels[first + 2]);
    return red << 16 | green << 8 | blue;
  }

  private static void requireIndices(int[] which, int imageCount) {
    if (which.length < 1 || which.length > PAIRS_PER_PAGE) {
      throw new IllegalArgumentException(
          "which must have 1 to " + PAIRS_PER_PAGE + " indices, had " + which.length);
    }
    for (int index : which) {
      if (index < 0 || index >= imageCount) {
        throw new IllegalArgumentException(
            "which must be indices 0 to " + (imageCount - 1) + ", had " + index);
      }
    }
  }
}
