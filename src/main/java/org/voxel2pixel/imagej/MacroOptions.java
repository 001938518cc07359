// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * The options of a macro's {@code run("Command...", "options")}: words separated by blanks, each a
 * {@code key}, a {@code key=value}, a {@code key=[value with blanks]} or a {@code key='value'}.
 * Brackets inside brackets must pair; between quotes anything but a quote may stand. Keys are
 * compared in lower case. ImageJ's own {@code Macro.getValue} is not used: it finds the key {@code
 * size} inside {@code x_size=} and overlooks keys that nobody asked for.
 *
 * @param values key in lower case to value; empty for a key without {@code =}
 */
record MacroOptions(Map<String, Optional<String>> values) {
  private static final String FORM = "key=value or key=[value with blanks]";

  MacroOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static MacroOptions parse(String text) {
    return new MacroOptions(new Parser(text).parse());
  }

  /** The value as it must stand behind {@code key=} for {@link #parse} to read it back. */
  static String quote(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(Character::isWhitespace);
    if (plain && value.charAt(0) != '[' && value.charAt(0) != '\'') return value;
    if (bracketsPair(value)) return "[" + value + "]";
    if (value.indexOf('\'') < 0) return "'" + value + "'";
    throw new BadInputException(
        "value " + value,
        "a text that a macro can hold",
        "blanks, a quote and brackets that do not pair",
        "rename it");
  }

  private static boolean bracketsPair(String value) {
    int depth = 0;
    for (char c : value.toCharArray()) {
      if (c == '[') depth++;
      if (c == ']' && --depth < 0) return false;
    }
    return depth == 0;
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Map<String, Optional<String>> parse() {
      Map<String, Optional<String>> values = new LinkedHashMap<>();
      for (skipBlanks(); at < text.length(); skipBlanks()) {
        String key = key();
        if (values.put(key, value(key)) != null) {
          throw new BadInputException(
              "option " + key, "each key once", "it twice", "leave one of the two out");
        }
      }
      return values;
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private String key() {
      int start = at;
      while (at < text.length() && !blankOrEquals(text.charAt(at))) at++;
      if (start == at) {
        throw new BadInputException("options", FORM, "a = without a key", "remove the blank at it");
      }
      return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private static boolean blankOrEquals(char c) {
      return c == '=' || Character.isWhitespace(c);
    }

    private Optional<String> value(String key) {
      if (at == text.length() || text.charAt(at) != '=') return Optional.empty();
      at++;
      if (at == text.length()) return Optional.of("");
      return switch (text.charAt(at)) {
        case '[' -> Optional.of(enclosed(key, closingBracket(key)));
        case '\'' -> Optional.of(enclosed(key, closingQuote(key)));
        default -> Optional.of(word());
      };
    }

    private String word() {
      int start = at;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) at++;
      return text.substring(start, at);
    }

    private int closingBracket(String key) {
      int depth = 0;
      for (int i = at; i < text.length(); i++) {
        if (text.charAt(i) == '[') depth++;
        if (text.charAt(i) == ']' && --depth == 0) return i;
      }
      throw new BadInputException(
          "option " + key, FORM, "a [ without its ]", "close it, or write " + key + "='...'");
    }

    private int closingQuote(String key) {
      int end = text.indexOf('\'', at + 1);
      if (end < 0) {
        throw new BadInputException(
            "option " + key, FORM, "a ' without its second", "write " + key + "=[...]");
      }
      return end;
    }

    private String enclosed(String key, int end) {
      String value = text.substring(at + 1, end);
      at = end + 1;
      if (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        throw new BadInputException(
            "option " + key,
            "a blank after the closing " + text.charAt(end),
            "\"" + text.substring(at) + "\"",
            "write " + key + "='...' where the value holds brackets that do not pair");
      }
      return value;
    }
  }
}
