// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;

/**
 * One column of a BData file: {@code stimulus_id}, or {@code Label[1]} where a key applies to
 * several columns, counted from 0 as in the published scripts' {@code get('Label')[:, 1]}.
 *
 * @param key a metadata key
 * @param index which of its columns, or {@link #ONLY}
 */
record ColumnName(String key, int index) {
  /** The key must apply to one column. */
  static final int ONLY = -1;

  private static final Pattern INDEXED = Pattern.compile("(.+)\\[([0-9]{1,9})\\]");

  static ColumnName of(String text) {
    String name = text.strip();
    Matcher indexed = INDEXED.matcher(name);
    if (!indexed.matches()) return new ColumnName(name, ONLY);
    return new ColumnName(indexed.group(1).strip(), Integer.parseInt(indexed.group(2)));
  }

  /**
   * Its place in a file.
   *
   * @throws BadInputException if the key does not exist, or which of its columns is open
   */
  int columnIn(BDataFile file) {
    int[] columns = file.columns(key);
    if (index == ONLY && columns.length == 1) return columns[0];
    if (index != ONLY && index < columns.length) return columns[index];
    String found = columns.length + " columns where " + key + " is 1";
    String remedy =
        columns.length > 1
            ? "name one of " + key + "[0] to " + key + "[" + (columns.length - 1) + "]"
            : columns.length == 1 ? "name it " + key : "name another key";
    throw new BadInputException(file.name(), "one column " + this, found, remedy);
  }

  @Override
  public String toString() {
    return index == ONLY ? key : key + "[" + index + "]";
  }
}
