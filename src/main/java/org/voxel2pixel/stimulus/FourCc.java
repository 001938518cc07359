// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/** The four letters with which AVI and MP4 name things. */
final class FourCc {
  private FourCc() {}

  /** The number as a big-endian reader sees it. */
  static int big(String name) {
    return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
  }

  /** The number as a little-endian reader sees it. */
  static int little(String name) {
    return Integer.reverseBytes(big(name));
  }

  /** For people: the letters, others as {@code ?}. */
  static String ofBig(int number) {
    StringBuilder name = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) {
      int letter = number >> shift & 0xFF;
      name.append(letter >= ' ' && letter < 127 ? (char) letter : '?');
    }
    return name.toString();
  }

  static String ofLittle(int number) {
    return ofBig(Integer.reverseBytes(number));
  }
}
