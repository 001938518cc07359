// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/** Text such as {@code degree=1 confounds=motion}, strict: no unknown key, no key twice. */
final class KeyValueText {
  private KeyValueText() {}

  /**
   * @param what the option, for messages
   * @param keys all that may stand there
   */
  static Map<String, String> parse(String what, String text, List<String> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    if (text.isBlank()) return values;
    for (String word : text.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw refused(what, word, "key=value without spaces", "write it so");
      }
      String key = word.substring(0, equals);
      if (!keys.contains(key)) throw refused(what, word, "the keys " + keys, "name one of these");
      if (values.put(key, word.substring(equals + 1)) != null) {
        throw refused(what, text, key + " once", "take one away");
      }
    }
    return values;
  }

  static double number(String what, Map<String, String> values, String key, double whenMissing) {
    if (!values.containsKey(key)) return whenMissing;
    try {
      double number = Double.parseDouble(values.get(key));
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException e) {
      throw new BadInputException(
          what, key + " as a number", values.get(key), "write it with a point", e);
    }
    throw refused(what, values.get(key), key + " as a finite number", "correct it");
  }

  static int integer(String what, Map<String, String> values, String key, int whenMissing) {
    double number = number(what, values, key, whenMissing);
    if (number == Math.rint(number) && Math.abs(number) < 1e9) return (int) number;
    throw refused(what, values.get(key), key + " as a whole number", "correct it");
  }

  static BadInputException refused(String what, String found, String expected, String remedy) {
    return new BadInputException(what, expected, "\"" + found + "\"", remedy);
  }
}
