// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MontageTest {

  /** Image i is red i / 100 and green x / 255, or twice that where reconstructed. */
  private static ImageSet ramps(int count, int sizePx, int factor) {
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[sizePx * sizePx * 3];
      for (int p = 0; p < sizePx * sizePx; p++) {
        image[3 * p] = i / 100f;
        image[3 * p + 1] = factor * (p % sizePx) / 255f;
        image[3 * p + 2] = factor * (p / sizePx) / 255f;
      }
      images.add(image);
    }
    return new ImageSet(sizePx, sizePx, 3, images);
  }

  private static int rgb(int red, int green, int blue) {
    return 0xFF000000 | red << 16 | green << 8 | blue;
  }

  @Test
  void repeatsEachPixelAndKeepsItsValue() {
    int[] which = {3, 0, 9, 7, 5};
    BufferedImage page = Montage.of(ramps(10, 48, 1), ramps(10, 48, 2), which);
    MontageLayout layout = MontageLayout.of(48, 48, 5);
    assertEquals(96, layout.cellWidthPx());
    for (int pair = 0; pair < which.length; pair++) {
      int red = Math.round(255 * (which[pair] / 100f));
      for (int[] at : new int[][] {{0, 0}, {1, 1}, {2, 0}, {95, 95}, {37, 12}}) {
        int y = layout.topPx(pair) + at[1];
        int left = page.getRGB(layout.presentedLeftPx(pair) + at[0], y);
        int right = page.getRGB(layout.reconstructedLeftPx(pair) + at[0], y);
        assertEquals(rgb(red, at[0] / 2, at[1] / 2), left);
        assertEquals(rgb(red, at[0] / 2 * 2, at[1] / 2 * 2), right);
      }
    }
  }

  @Test
  void pairsStandInFourColumnsAndTheNextRowBelow() {
    MontageLayout layout = MontageLayout.of(48, 48, 5);
    assertEquals(layout.presentedLeftPx(0), layout.presentedLeftPx(4));
    assertEquals(layout.topPx(0), layout.topPx(3));
    assertEquals(layout.topPx(0) + 96 + MontageLayout.GAP_BETWEEN_ROWS_PX, layout.topPx(4));
    assertEquals(4 * (2 * 96 + 4) + 3 * 16 + 2 * 8, layout.pageWidthPx());
  }

  @Test
  void captionsStandAboveTheImagesInBlackOnWhite() {
    BufferedImage page = Montage.of(ramps(2, 48, 1), ramps(2, 48, 2), new int[] {0});
    MontageLayout layout = MontageLayout.of(48, 48, 1);
    int presentedInk = ink(page, layout.presentedLeftPx(0), layout.topPx(0));
    int reconstructedInk = ink(page, layout.reconstructedLeftPx(0), layout.topPx(0));
    assertTrue(presentedInk > 50, "ink " + presentedInk);
    assertTrue(reconstructedInk > presentedInk, "ink " + reconstructedInk);
    assertEquals(0xFFFFFFFF, page.getRGB(0, 0));
  }

  private static int ink(BufferedImage page, int left, int bottom) {
    int black = 0;
    for (int y = 0; y < bottom; y++) {
      for (int x = left; x < left + 96; x++) {
        if (page.getRGB(x, y) == 0xFF000000) black++;
      }
    }
    return black;
  }

  @Test
  void grayAndLargeAndTinyImagesHaveTheirPlace() {
    List<float[]> gray = List.of(new float[] {0, 0.5f, 1, 0.2f, 0.4f, 0.6f}, new float[6]);
    ImageSet set = new ImageSet(3, 2, 1, gray);
    BufferedImage page = Montage.of(set, set, new int[] {0});
    MontageLayout layout = MontageLayout.of(3, 2, 1);
    assertEquals(32, layout.scale());
    int y = layout.topPx(0) + 31;
    assertEquals(rgb(128, 128, 128), page.getRGB(layout.presentedLeftPx(0) + 40, y));
    assertEquals(rgb(51, 51, 51), page.getRGB(layout.presentedLeftPx(0), y + 1));
    assertEquals(1, MontageLayout.of(227, 227, 4).scale());
    assertEquals(1, MontageLayout.of(96, 96, 4).scale());
  }

  @Test
  void aThousandPairsArePagedAndASinglePageIsCapped() {
    ImageSet set = ramps(60, 4, 1);
    int[] all = Montage.evenlySpread(60, 1000);
    List<BufferedImage> pages = Montage.pages(set, set, all);
    assertEquals(2, pages.size());
    assertTrue(pages.get(0).getHeight() > pages.get(1).getHeight());
    assertThrows(IllegalArgumentException.class, () -> Montage.of(set, set, all));
    assertThrows(IllegalArgumentException.class, () -> Montage.of(set, set, new int[] {60}));
  }

  @Test
  void choosesImagesEvenlySpreadOverTheSet() {
    assertArrayEquals(new int[] {12, 37, 62, 87}, Montage.evenlySpread(100, 4));
    assertArrayEquals(new int[] {0, 1, 2}, Montage.evenlySpread(3, 12));
    assertArrayEquals(IntStream.of(1, 3, 5).toArray(), Montage.evenlySpread(7, 3));
  }
}
