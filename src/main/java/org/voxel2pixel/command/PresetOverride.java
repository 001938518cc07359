// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Locale;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;

/**
 * A field of a dialog that may be left to the preset: a choice at {@link #PRESET}, or a text that
 * is empty. Numbers have a decimal point in every locale.
 *
 * @param option its key, for messages
 * @param text what stands in the field
 */
record PresetOverride(String option, String text) {
  /** The choice that leaves a value to the preset. */
  static final String PRESET = "preset";

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,9}\\.?\\d{0,9}|\\.\\d{1,9})");

  PresetOverride {
    text = text == null ? "" : text.strip();
  }

  /** Whether the preset's value is meant. */
  boolean isLeft() {
    return text.isEmpty() || text.equals(PRESET);
  }

  /** A whole number in a range. */
  int whole(int preset, int least, int most) {
    if (isLeft()) return preset;
    int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : least - 1;
    if (number >= least && number <= most) return number;
    throw refused("a whole number from " + least + " to " + most);
  }

  /** A number in a range. */
  double number(double preset, double least, double most) {
    if (isLeft()) return preset;
    double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (number >= least && number <= most) return number;
    throw refused("a number from " + least + " to " + most);
  }

  /** The constant whose name is the text, in lower case and with hyphens. */
  <E extends Enum<E>> E choice(Class<E> type, E preset) {
    return isLeft() ? preset : Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Refuses a value that would not be used. */
  void requireLeft(String because) {
    if (isLeft()) return;
    throw new BadInputException(
        "option " + option, "nothing, for " + because, "\"" + text + "\"", "leave it out");
  }

  private BadInputException refused(String expected) {
    return new BadInputException(
        "option " + option,
        expected + ", or nothing for the preset's value",
        "\"" + text + "\"",
        "correct it");
  }
}
