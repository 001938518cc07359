// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.awt.Graphics2D;
import java.util.Map;

/**
 * A face of 5 x 7 pixels, and two below the line, with the few letters that a montage needs. Java's
 * own fonts fail on headless machines without a font configuration, and differ from machine to
 * machine where they do not.
 */
final class PixelFont {
  static final int HEIGHT_PX = 9;
  private static final int ADVANCE_PX = 6;

  /** Rows from the top, each five bits, the leftmost the highest. */
  private static final Map<Character, int[]> GLYPHS =
      Map.ofEntries(
          Map.entry('c', new int[] {0, 0, 0b01110, 0b10000, 0b10000, 0b10001, 0b01110}),
          Map.entry('d', new int[] {1, 1, 0b01101, 0b10011, 0b10001, 0b10001, 0b01111}),
          Map.entry('e', new int[] {0, 0, 0b01110, 0b10001, 0b11111, 0b10000, 0b01110}),
          Map.entry('n', new int[] {0, 0, 0b10110, 0b11001, 0b10001, 0b10001, 0b10001}),
          Map.entry('o', new int[] {0, 0, 0b01110, 0b10001, 0b10001, 0b10001, 0b01110}),
          Map.entry(
              'p', new int[] {0, 0, 0b11110, 0b10001, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000}),
          Map.entry('r', new int[] {0, 0, 0b10110, 0b11001, 0b10000, 0b10000, 0b10000}),
          Map.entry('s', new int[] {0, 0, 0b01110, 0b10000, 0b01110, 0b00001, 0b11110}),
          Map.entry('t', new int[] {0b01000, 0b01000, 0b11100, 0b01000, 0b01000, 0b01001, 0b00110}),
          Map.entry('u', new int[] {0, 0, 0b10001, 0b10001, 0b10001, 0b10011, 0b01101}));

  private PixelFont() {}

  static int widthPx(String text) {
    return text.length() * ADVANCE_PX - 1;
  }

  /** Draws in the current colour, {@code (left, top)} being the upper left of the first letter. */
  static void draw(Graphics2D graphics, String text, int left, int top) {
    for (int letter = 0; letter < text.length(); letter++) {
      int[] rows = GLYPHS.get(text.charAt(letter));
      if (rows == null) throw new IllegalArgumentException("no glyph for " + text.charAt(letter));
      for (int y = 0; y < rows.length; y++) {
        for (int x = 0; x < 5; x++) {
          if ((rows[y] >> (4 - x) & 1) == 1) {
            graphics.fillRect(left + letter * ADVANCE_PX + x, top + y, 1, 1);
          }
        }
      }
    }
  }
}
