// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;

/** A part of a {@link RoiExpression}: true or false for every column. */
sealed interface ColumnCondition {

  /** {@code [column]}. */
  boolean[] of(ColumnMetadata columns);

  /** Adds the keys that it asks for, with wildcards as written. */
  void addKeysTo(List<String> keys);

  /** How a key's value and a number are compared; NaN compares as false. */
  enum Comparison {
    EQUAL,
    LESS,
    GREATER;

    boolean holds(double value, double number) {
      return switch (this) {
        case EQUAL -> value == number;
        case LESS -> value < number;
        case GREATER -> value > number;
      };
    }
  }

  /** How two conditions are put together. */
  enum Combination {
    OR,
    AND,
    WITHOUT
  }

  /** {@code key = number}; with wildcards, of any key that matches. */
  record Compared(String key, Comparison comparison, double number) implements ColumnCondition {
    @Override
    public boolean[] of(ColumnMetadata columns) {
      boolean[] result = new boolean[columns.columnCount()];
      for (String match : matching(columns, key)) {
        double[] values = columns.metadata(match);
        for (int c = 0; c < result.length; c++) result[c] |= comparison.holds(values[c], number);
      }
      return result;
    }

    @Override
    public void addKeysTo(List<String> keys) {
      keys.add(key);
    }
  }

  /** The {@code count} columns where the key's value is greatest, of those that {@code within}. */
  record Top(String key, int count, List<ColumnCondition> within) implements ColumnCondition {
    @Override
    public boolean[] of(ColumnMetadata columns) {
      matching(columns, key);
      double[] values = columns.metadata(key).clone();
      for (ColumnCondition condition : within) {
        boolean[] allowed = condition.of(columns);
        for (int c = 0; c < values.length; c++) if (!allowed[c]) values[c] = Double.NaN;
      }
      int[] ranked =
          IntStream.range(0, values.length)
              .filter(c -> !Double.isNaN(values[c]))
              .boxed()
              .sorted((a, b) -> Double.compare(values[b], values[a])) // stable: first column first
              .mapToInt(c -> c)
              .toArray();
      if (ranked.length < count) {
        throw new BadInputException(
            columns.name(), count + " columns with a " + key, ranked.length + "", "ask for fewer");
      }
      boolean[] result = new boolean[values.length];
      Arrays.stream(ranked).limit(count).forEach(c -> result[c] = true);
      return result;
    }

    @Override
    public void addKeysTo(List<String> keys) {
      for (ColumnCondition condition : within) condition.addKeysTo(keys);
    }
  }

  /** Two conditions put together. */
  record Combined(Combination how, ColumnCondition left, ColumnCondition right)
      implements ColumnCondition {
    @Override
    public boolean[] of(ColumnMetadata columns) {
      boolean[] a = left.of(columns);
      boolean[] b = right.of(columns);
      for (int c = 0; c < a.length; c++) {
        a[c] =
            switch (how) {
              case OR -> a[c] || b[c];
              case AND -> a[c] && b[c];
              case WITHOUT -> a[c] && !b[c];
            };
      }
      return a;
    }

    @Override
    public void addKeysTo(List<String> keys) {
      left.addKeysTo(keys);
      if (how != Combination.WITHOUT) right.addKeysTo(keys);
    }
  }

  /**
   * The keys that a name with wildcards stands for.
   *
   * @throws BadInputException if there is none
   */
  static List<String> matching(ColumnMetadata columns, String key) {
    List<String> literals = Arrays.stream(key.split("\\*", -1)).map(Pattern::quote).toList();
    Pattern pattern = Pattern.compile(String.join(".*", literals));
    List<String> found = columns.keys().stream().filter(k -> pattern.matcher(k).matches()).toList();
    if (!found.isEmpty()) return found;
    throw new BadInputException(
        columns.name(),
        "a metadata key " + key,
        "the keys " + String.join(", ", columns.keys()),
        "name one of these");
  }
}
