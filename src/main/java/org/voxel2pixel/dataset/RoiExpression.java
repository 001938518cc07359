// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a BData file, in the language of bdpy's {@code BData.select} and of
 * BrainDecoderToolbox2's {@code select_feature}:
 *
 * <ul>
 *   <li>{@code ROI_V1}: the key's value is 1; the same as {@code ROI_V1 = 1}. Also {@code <} and
 *       {@code >}. A column to which the key does not apply (NaN) never matches, not even {@code =
 *       0}; current bdpy, which compares "is 1" with 0, would take it.
 *   <li>{@code ROI_*}: any key that matches, {@code *} standing for any characters.
 *   <li>{@code A | B} or {@code A + B}: either; {@code A & B}: both; {@code A - B}: A without B.
 *       These bind equally and from the left: {@code A + B & C} is {@code (A + B) & C}.
 *   <li>{@code Stat top 500}: the 500 columns of greatest value, the first of equal ones; {@code
 *       Stat top 500 @ ROI_V1}: of those in V1. {@code A @ B} without {@code top}: both.
 *   <li>{@code @} binds least, comparisons most, parentheses group. A name with spaces or operators
 *       in it stands in quotes.
 * </ul>
 */
public final class RoiExpression {
  private final String text;
  private final ColumnCondition condition;

  private RoiExpression(String text, ColumnCondition condition) {
    this.text = text;
    this.condition = condition;
  }

  /**
   * Reads an expression.
   *
   * @throws org.voxel2pixel.BadInputException naming the position of what is wrong
   */
  public static RoiExpression parse(String text) {
    return new RoiExpression(text, RoiExpressionParser.parse(text));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /**
   * Which columns are meant, {@code [column]}.
   *
   * @throws org.voxel2pixel.BadInputException if a key does not exist
   */
  boolean[] select(ColumnMetadata columns) {
    return condition.of(columns);
  }

  /** The keys that it asks for, wildcards resolved, those after {@code -} left out. */
  Set<String> keys(ColumnMetadata columns) {
    List<String> written = new ArrayList<>();
    condition.addKeysTo(written);
    Set<String> keys = new LinkedHashSet<>();
    for (String key : written) keys.addAll(ColumnCondition.matching(columns, key));
    return keys;
  }
}
