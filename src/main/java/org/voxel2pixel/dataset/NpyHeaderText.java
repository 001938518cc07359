// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.NpyHeader.Order;

/**
 * Parses {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}: exactly these three
 * keys, each once, in any order, and nothing after the brace but white space.
 */
final class NpyHeaderText {
  private final Object file;
  private final String text;
  private int at;

  private String descr;
  private Order order;
  private int[] shape;

  NpyHeaderText(Object file, String text) {
    this.file = file;
    this.text = text;
  }

  NpyHeader parse(int dataOffset) {
    require('{');
    while (!accept('}')) {
      String key = quoted();
      require(':');
      readValue(key);
      if (!accept(',')) {
        require('}');
        break;
      }
    }
    skipSpace();
    if (at < text.length()) throw malformed();
    if (descr == null || order == null || shape == null) throw malformed();
    return new NpyHeader(type(), byteOrder(), order, shape, dataOffset);
  }

  private void readValue(String key) {
    if (key.equals("descr") && descr == null) {
      descr = readDescr();
    } else if (key.equals("fortran_order") && order == null) {
      order = readOrder();
    } else if (key.equals("shape") && shape == null) {
      shape = readShape();
    } else {
      throw malformed();
    }
  }

  private String readDescr() {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '[') {
      throw new BadInputException(
          file,
          "an array of numbers",
          "a structured array (several fields an element)",
          "save each field as its own array");
    }
    return quoted();
  }

  private Order readOrder() {
    if (acceptWord("True")) return Order.FORTRAN;
    if (acceptWord("False")) return Order.C;
    throw malformed();
  }

  private int[] readShape() {
    List<Integer> lengths = new ArrayList<>();
    require('(');
    while (!accept(')')) {
      lengths.add(length());
      if (!accept(',')) {
        require(')');
        break;
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  private int length() {
    skipSpace();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    if (from == at) throw malformed();
    try {
      return Integer.parseInt(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw new BadInputException(
          file,
          "dimensions below 2147483648",
          text.substring(from, at),
          "split the array into smaller ones",
          e);
    }
  }

  private NpyType type() {
    String code = descr.isEmpty() ? "" : descr.substring(1);
    if (code.startsWith("O")) {
      throw new BadInputException(
          file,
          "an array of numbers",
          "Python objects (pickle refused: it could run any program)",
          "convert it with astype('float32') and save it again");
    }
    return NpyType.ofCode(code)
        .orElseThrow(
            () ->
                new BadInputException(
                    file,
                    "float16, float32, float64, bool or an integer of 8 to 64 bits",
                    "dtype '" + descr + "'",
                    "convert it with astype('float32') and save it again"));
  }

  private ByteOrder byteOrder() {
    return switch (descr.charAt(0)) {
      case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> throw malformed();
    };
  }

  private String quoted() {
    skipSpace();
    if (at >= text.length()) throw malformed();
    char quote = text.charAt(at);
    int end = text.indexOf(quote, at + 1);
    if ((quote != '\'' && quote != '"') || end < 0) throw malformed();
    String word = text.substring(at + 1, end);
    at = end + 1;
    return word;
  }

  private void require(char wanted) {
    if (!accept(wanted)) throw malformed();
  }

  private boolean accept(char wanted) {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != wanted) return false;
    at++;
    return true;
  }

  private boolean acceptWord(String word) {
    skipSpace();
    if (!text.startsWith(word, at)) return false;
    at += word.length();
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) at++;
  }

  private BadInputException malformed() {
    return new BadInputException(
        file,
        "a header with exactly 'descr', 'fortran_order' and 'shape'",
        "at character " + at + " of \"" + text.substring(0, Math.min(80, text.length())) + "\"",
        "save the array with numpy.save");
  }
}
