// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.awt.Color;

/**
 * A colour for each region, told apart by colour-blind eyes too: the palette of Okabe and Ito
 * (2008), Color Universal Design, its yellow and black last since they are the palest and the
 * darkest; then the same at half their light; from the 17th on hues alone.
 */
public final class RegionColours {
  private static final int[] OKABE_ITO = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0xF0E442
  };
  private static final double DARKER = 0.5;
  private static final float GOLDEN = 0.618034f; // hues that never meet

  private RegionColours() {}

  /**
   * @param region from 0
   */
  public static Color of(int region) {
    int palette = OKABE_ITO.length;
    if (region < palette) return new Color(OKABE_ITO[region]);
    if (region < 2 * palette) {
      int rgb = OKABE_ITO[region - palette];
      if (rgb == 0) return new Color(0x7F7F7F); // black has no darker one
      return new Color(darker(rgb >> 16), darker(rgb >> 8), darker(rgb));
    }
    return Color.getHSBColor(region * GOLDEN, 0.8f, 0.8f);
  }

  private static int darker(int channel) {
    return (int) Math.round((channel & 0xff) * DARKER);
  }

  /**
   * @param opacity 0 to 1
   */
  public static Color of(int region, double opacity) {
    Color solid = of(region);
    int alpha = (int) Math.round(255 * opacity);
    return new Color(solid.getRed(), solid.getGreen(), solid.getBlue(), alpha);
  }
}
