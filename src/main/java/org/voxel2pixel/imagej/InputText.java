// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;
import org.voxel2pixel.BadInputException;

/**
 * Reads and writes an input's value as text, strictly: what is no number is an error, not 0, and
 * what is no choice is an error, not the first one. Numbers have a decimal point in every locale.
 */
final class InputText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private InputText() {}

  /**
   * The value that {@code text} means for {@code item}, within its range and choices; null for an
   * empty text where a file or an image is asked for.
   */
  static Object read(ModuleItem<?> item, String text) {
    Object value = convert(item, text);
    check(item, value);
    return value;
  }

  /** Checks a value against the item's range and choices. */
  static void check(ModuleItem<?> item, Object value) {
    if (value == null) return;
    boolean fits =
        CommandInputs.hasChoices(item)
            ? item.getChoices().contains(value)
            : !(value instanceof Number number) || inRange(item, number);
    if (!fits) throw bad(item, write(value));
  }

  /** The text that {@link #read} turns back into {@code value}. */
  static String write(Object value) {
    if (value instanceof ImagePlus image) return image.getTitle();
    return value == null ? "" : value.toString();
  }

  /** What the item takes, for people: "a number from 0.1 to 10". */
  static String expected(ModuleItem<?> item) {
    if (CommandInputs.hasChoices(item)) return "one of " + joined(item.getChoices());
    if (item.getType().isEnum()) {
      return "one of " + joined(Arrays.asList(item.getType().getEnumConstants()));
    }
    if (CommandInputs.isBoolean(item)) return "true or false";
    if (CommandInputs.isImage(item)) return "the title or ID of an open image";
    if (CommandInputs.isFile(item)) {
      return "directory".equals(item.getWidgetStyle()) ? "a folder" : "a file";
    }
    if (!CommandInputs.isNumber(item)) return "a text";
    return (CommandInputs.isWholeNumber(item) ? "a whole number" : "a number") + range(item);
  }

  private static Object convert(ModuleItem<?> item, String text) {
    if (CommandInputs.isNumber(item)) return number(item, text);
    if (CommandInputs.isBoolean(item)) return truth(item, text);
    if (CommandInputs.isFile(item)) return text.isEmpty() ? null : file(item, text);
    if (CommandInputs.isImage(item)) return text.isEmpty() ? null : image(item, text);
    if (item.getType().isEnum()) return constant(item, text);
    return text;
  }

  private static Number number(ModuleItem<?> item, String text) {
    if (!NUMBER.matcher(text).matches()) throw bad(item, text);
    BigDecimal exact = new BigDecimal(text);
    Class<?> type = Types.box(item.getType());
    if (type == Double.class) return exact.doubleValue();
    if (type == Float.class) return exact.floatValue();
    try {
      BigInteger whole = exact.toBigIntegerExact();
      if (type == Long.class) return whole.longValueExact();
      if (type == Integer.class) return whole.intValueExact();
      return type == Short.class ? (Number) whole.shortValueExact() : whole.byteValueExact();
    } catch (ArithmeticException e) {
      throw bad(item, text);
    }
  }

  /** A macro's true and false are the numbers 1 and 0. */
  private static Boolean truth(ModuleItem<?> item, String text) {
    if (text.equalsIgnoreCase("true") || text.equals("1")) return true;
    if (text.equalsIgnoreCase("false") || text.equals("0")) return false;
    throw bad(item, text);
  }

  /** A relative path starts at the working directory. */
  private static File file(ModuleItem<?> item, String text) {
    try {
      return new File(text).toPath().toAbsolutePath().toFile();
    } catch (InvalidPathException e) {
      throw new BadInputException(
          "option " + CommandInputs.key(item),
          "a path that this system can name (its encoding is "
              + System.getProperty("sun.jnu.encoding")
              + ")",
          "\"" + text + "\"",
          "rename the file, or set the environment variable LC_ALL=C.UTF-8",
          e);
    }
  }

  private static ImagePlus image(ModuleItem<?> item, String text) {
    ImagePlus byTitle = WindowManager.getImage(text);
    if (byTitle != null) return byTitle;
    ImagePlus byId =
        text.matches("-\\d{1,9}") ? WindowManager.getImage(Integer.parseInt(text)) : null;
    if (byId == null) throw bad(item, text);
    return byId;
  }

  private static Object constant(ModuleItem<?> item, String text) {
    for (Object constant : item.getType().getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) return constant;
    }
    throw bad(item, text);
  }

  private static boolean inRange(ModuleItem<?> item, Number value) {
    double v = value.doubleValue();
    if (!Double.isFinite(v)) return false;
    boolean belowMin = item.getMinimumValue() instanceof Number min && v < min.doubleValue();
    boolean aboveMax = item.getMaximumValue() instanceof Number max && v > max.doubleValue();
    return !belowMin && !aboveMax;
  }

  private static String range(ModuleItem<?> item) {
    Object min = item.getMinimumValue();
    Object max = item.getMaximumValue();
    if (min != null && max != null) return " from " + min + " to " + max;
    if (min != null) return " of at least " + min;
    return max == null ? "" : " of at most " + max;
  }

  private static String joined(List<?> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }

  private static BadInputException bad(ModuleItem<?> item, String found) {
    return new BadInputException(
        "option " + CommandInputs.key(item),
        expected(item),
        found.isEmpty() ? "nothing" : "\"" + found + "\"",
        "correct it, or leave it out for its default where it has one");
  }
}
