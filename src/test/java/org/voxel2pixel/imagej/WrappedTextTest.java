// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WrappedTextTest {

  @Test
  void linesEndAtBlanksAndNothingIsLost() {
    String text = "expected ".repeat(30).strip();
    String wrapped = WrappedText.of(text);
    assertEquals(text, wrapped.replace('\n', ' '));
    assertEquals(3, wrapped.lines().count());
    wrapped.lines().forEach(line -> assertEquals(true, line.length() <= 100, line));
  }

  @Test
  void aLongPathIsBrokenAndShortTextStaysAsItIs() {
    String path = "/a".repeat(130);
    assertEquals(path, WrappedText.of(path).replace("\n", ""));
    assertEquals(3, WrappedText.of(path).lines().count());
    assertEquals("short\nlines", WrappedText.of("short\nlines"));
    assertEquals("x".repeat(100), WrappedText.of("x".repeat(100)));
  }
}
