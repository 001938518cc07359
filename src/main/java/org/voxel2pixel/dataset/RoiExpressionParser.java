// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.ColumnCondition.Combination;
import org.voxel2pixel.dataset.ColumnCondition.Combined;
import org.voxel2pixel.dataset.ColumnCondition.Compared;
import org.voxel2pixel.dataset.ColumnCondition.Comparison;
import org.voxel2pixel.dataset.ColumnCondition.Top;

/**
 * Recursive descent over the text of a {@link RoiExpression}:
 *
 * <pre>
 * expression = chain {"@" chain}
 * chain      = term {("|" | "+" | "&amp;" | "-") term}
 * term       = "(" expression ")" | name [("=" | "&lt;" | "&gt;") number | "top" count]
 * </pre>
 */
final class RoiExpressionParser {
  private static final int DEEPEST = 50;
  private static final int SHOWN = 200;
  private static final char END = '\0';
  private static final Pattern NAME = Pattern.compile("[^\\s()=|&+\\-@<>\"']+");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"|'([^']+)'");
  private static final Pattern TOP = Pattern.compile("top(?=\\s|$)");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;
  private int depth;

  private RoiExpressionParser(String text) {
    this.text = text;
  }

  static ColumnCondition parse(String text) {
    RoiExpressionParser parser = new RoiExpressionParser(text);
    ColumnCondition condition = parser.expression();
    if (parser.next() != END) throw parser.wrong("an operator | + & - @ or the end");
    return condition;
  }

  /** The next character that is no space, not taken yet. */
  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    return at < text.length() ? text.charAt(at) : END;
  }

  private ColumnCondition expression() {
    ColumnCondition left = chain();
    while (next() == '@') {
      at++;
      left = within(left, chain());
    }
    return left;
  }

  private static ColumnCondition within(ColumnCondition left, ColumnCondition right) {
    if (!(left instanceof Top top)) return new Combined(Combination.AND, left, right);
    List<ColumnCondition> within = new ArrayList<>(top.within());
    within.add(right);
    return new Top(top.key(), top.count(), List.copyOf(within));
  }

  private ColumnCondition chain() {
    ColumnCondition left = term();
    while (true) {
      Combination how;
      switch (next()) {
        case '|', '+' -> how = Combination.OR;
        case '&' -> how = Combination.AND;
        case '-' -> how = Combination.WITHOUT;
        default -> {
          return left;
        }
      }
      at++;
      left = new Combined(how, left, term());
    }
  }

  private ColumnCondition term() {
    if (next() != '(') return condition();
    if (++depth > DEEPEST) throw wrong("at most " + DEEPEST + " parentheses in each other");
    at++;
    ColumnCondition inside = expression();
    if (next() != ')') throw wrong("a closing parenthesis");
    at++;
    depth--;
    return inside;
  }

  private ColumnCondition condition() {
    String key = name();
    Comparison comparison;
    switch (next()) {
      case '=' -> comparison = Comparison.EQUAL;
      case '<' -> comparison = Comparison.LESS;
      case '>' -> comparison = Comparison.GREATER;
      default -> {
        if (take(TOP).isEmpty()) return new Compared(key, Comparison.EQUAL, 1);
        if (key.contains("*")) throw wrong("one key before top, not " + key);
        String count = take(COUNT).orElseThrow(() -> wrong("a whole number after top"));
        return new Top(key, Integer.parseInt(count), List.of());
      }
    }
    at++;
    String number = take(NUMBER).orElseThrow(() -> wrong("a number"));
    return new Compared(key, comparison, Double.parseDouble(number));
  }

  private String name() {
    Optional<String> quoted = take(QUOTED);
    if (quoted.isPresent()) return quoted.get().substring(1, quoted.get().length() - 1);
    int start = at;
    String name = take(NAME).orElseThrow(() -> wrong("a metadata key or an opening parenthesis"));
    if (name.chars().allMatch(c -> c == '*')) {
      at = start;
      throw wrong("a key; * only stands in names such as ROI_*, \"and\" is &");
    }
    return name;
  }

  /** Takes what matches at the next character that is no space, if anything does. */
  private Optional<String> take(Pattern pattern) {
    next();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) return Optional.empty();
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  private BadInputException wrong(String expected) {
    String found = next() == END ? "the end" : "\"" + shortened(text.substring(at)) + "\"";
    return new BadInputException(
        "selection \"" + shortened(text) + "\", character " + (at + 1),
        expected,
        found,
        "write it such as ROI_VC = 1 or ROI_V1 + ROI_V2");
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
