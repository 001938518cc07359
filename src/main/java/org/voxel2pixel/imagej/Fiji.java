// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import org.scijava.Context;

/**
 * Tells Fiji (ImageJ2 with imagej-legacy) from plain ImageJ. Fiji finds images, opens dialogs,
 * records and shows progress by itself; there, our stand-ins for plain ImageJ keep still.
 */
final class Fiji {
  private static final String LEGACY_SERVICE = "net.imagej.legacy.LegacyService";

  private Fiji() {}

  static boolean owns(Context context) {
    return context.getService(LEGACY_SERVICE) != null;
  }
}
