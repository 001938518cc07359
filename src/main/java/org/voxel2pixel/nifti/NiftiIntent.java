// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.charset.StandardCharsets;

/**
 * What the numbers of a file are: the standard's intent_code, and a name of one's own. Source:
 * nifti1.h, "interpretation of voxel data".
 *
 * @param code 0 none, 2 correlation, 3 t, 5 z, 1001 an estimate, 1002 labels...
 * @param name at most 15 characters of Latin-1
 */
public record NiftiIntent(int code, String name) {
  public static final NiftiIntent NONE = new NiftiIntent(0, "");

  private static final int LONGEST_NAME = HeaderField.INTENT_NAME.count() - 1;

  public NiftiIntent {
    if (code < 0 || code > Short.MAX_VALUE) {
      throw new IllegalArgumentException("code must be in 0..32767, was " + code);
    }
    boolean storable = StandardCharsets.ISO_8859_1.newEncoder().canEncode(name);
    if (!storable || name.length() > LONGEST_NAME || name.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "name must be at most " + LONGEST_NAME + " characters of Latin-1, was " + name);
    }
  }

  /** A value estimated from data, such as a receptive field's size (1001). */
  public static NiftiIntent estimate(String name) {
    return new NiftiIntent(1001, name);
  }

  /** Whole numbers that name regions (1002). */
  public static NiftiIntent label(String name) {
    return new NiftiIntent(1002, name);
  }
}
