// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

/** Text in lines that fit a small screen; ImageJ's message boxes do not wrap. */
public final class WrappedText {
  private static final int MOST_CHARACTERS = 100;

  private WrappedText() {}

  /**
   * The text with line ends at blanks, so that a line has at most 100 characters; a longer word,
   * such as a path, is broken.
   */
  public static String of(String text) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (!wrapped.isEmpty()) wrapped.append('\n');
      int from = 0;
      while (line.length() - from > MOST_CHARACTERS) {
        int blank = line.lastIndexOf(' ', from + MOST_CHARACTERS);
        int to = blank > from ? blank : from + MOST_CHARACTERS;
        wrapped.append(line, from, to).append('\n');
        from = blank > from ? to + 1 : to;
      }
      wrapped.append(line, from, line.length());
    }
    return wrapped.toString();
  }
}
