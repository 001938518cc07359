// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Locale;

/**
 * The eight colours of the artificial images, in the order of their numbers in ds001506. Names are
 * the experiment's; the values that its screen was sent are not in the public text, so ours are the
 * display's pure colours.
 */
public enum ArtificialColour {
  RED(255, 0, 0),
  GREEN(0, 255, 0),
  BLUE(0, 0, 255),
  YELLOW(255, 255, 0),
  MAGENTA(255, 0, 255),
  CYAN(0, 255, 255),
  WHITE(255, 255, 255),
  BLACK(0, 0, 0);

  private final int[] rgb;

  ArtificialColour(int red, int green, int blue) {
    this.rgb = new int[] {red, green, blue};
  }

  /** As in file names and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Red, green or blue, 0 to 255. */
  public int value(int channel) {
    return rgb[channel];
  }
}
