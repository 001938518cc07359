// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The selection language, on ten columns: 0 to 7 are voxels, 8 and 9 labels. Expected columns are
 * worked out by hand from the table below and from bdpy's operator table ({@code = 10; | & + - 5; @
 * 3}, all from the left).
 */
class RoiExpressionTest {
  private static final double NAN = Double.NaN;

  private static final ColumnMetadata COLUMNS =
      new ColumnMetadata() {
        private final Map<String, double[]> rows = new LinkedHashMap<>();

        {
          rows.put("VoxelData", new double[] {1, 1, 1, 1, 1, 1, 1, 1, NAN, NAN});
          rows.put("ROI_V1", new double[] {1, 1, 1, 0, 0, 0, 0, 0, NAN, NAN});
          rows.put("ROI_V1d", new double[] {0, 0, 0, 0, 0, 0, 0, 1, NAN, NAN});
          rows.put("ROI_V2", new double[] {0, 0, 1, 1, 1, 0, 0, 0, NAN, NAN});
          rows.put("ROI_LOC", new double[] {0, 0, 0, 0, 1, 1, 1, 0, NAN, NAN});
          rows.put("voxel_x", new double[] {-4, -2, 0, 2, 4, 6, 8, 10, NAN, NAN});
          rows.put("Stat P", new double[] {5, 1, 5, NAN, 9, 2, 5, -1, NAN, NAN});
          rows.put("Stat", new double[] {5, 1, 5, NAN, 9, 2, 5, -1, NAN, NAN});
          rows.put("Label", new double[] {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 1, 1});
        }

        @Override
        public String name() {
          return "table.h5";
        }

        @Override
        public List<String> keys() {
          return List.copyOf(rows.keySet());
        }

        @Override
        public int columnCount() {
          return 10;
        }

        @Override
        public double[] metadata(String key) {
          return rows.get(key);
        }
      };

  private static void assertSelects(String expression, Integer... expected) {
    boolean[] selected = RoiExpression.parse(expression).select(COLUMNS);
    List<Integer> found = new java.util.ArrayList<>();
    for (int c = 0; c < selected.length; c++) if (selected[c]) found.add(c);
    assertEquals(List.of(expected), found, expression);
  }

  @Test
  void aKeyAloneMeansThatItsValueIsOne() {
    assertSelects("ROI_V1", 0, 1, 2);
    assertSelects("ROI_V1 = 1", 0, 1, 2);
    assertSelects("ROI_V1=1.0", 0, 1, 2);
    assertSelects("Label", 8, 9);
    assertSelects("'ROI_V1'=1", 0, 1, 2);
    assertSelects("\"Stat P\" = 9", 4);
  }

  @Test
  void aColumnToWhichAKeyDoesNotApplyNeverMatches() {
    assertSelects("ROI_V1 = 0", 3, 4, 5, 6, 7);
    assertSelects("Stat < 100", 0, 1, 2, 4, 5, 6, 7);
  }

  @Test
  void valuesAreComparedWithNumbers() {
    assertSelects("voxel_x > 5.5", 5, 6, 7);
    assertSelects("voxel_x < -2", 0);
    assertSelects("voxel_x > -.25e1 & voxel_x < +1e0", 1, 2);
  }

  @Test
  void wildcardsTakeEveryKeyThatMatchesAsAWhole() {
    assertSelects("ROI_V*", 0, 1, 2, 3, 4, 7);
    assertSelects("*V1*", 0, 1, 2, 7);
    assertSelects("*_V1", 0, 1, 2);
    assertSelects("R*LOC = 1", 4, 5, 6);
  }

  @Test
  void operatorsCombineColumns() {
    assertSelects("ROI_V1 + ROI_V2", 0, 1, 2, 3, 4);
    assertSelects("ROI_V1 = 1 | ROI_V2 = 1", 0, 1, 2, 3, 4);
    assertSelects("ROI_V1 & ROI_V2", 2);
    assertSelects("ROI_V1 - ROI_V2", 0, 1);
    assertSelects("ROI_LOC @ ROI_V2", 4);
  }

  @Test
  void orAndAndWithoutBindEquallyFromTheLeftAndAtBindsLeast() {
    assertSelects("ROI_V1 + ROI_V2 & ROI_LOC", 4); // (V1 + V2) & LOC
    assertSelects("ROI_V1 + (ROI_V2 & ROI_LOC)", 0, 1, 2, 4);
    assertSelects("ROI_V1 - ROI_V2 + ROI_LOC", 0, 1, 4, 5, 6);
    assertSelects("ROI_V1 - (ROI_V2 + ROI_LOC)", 0, 1);
    assertSelects("ROI_V1 @ ROI_V2 + ROI_LOC", 2); // V1 @ (V2 + LOC)
  }

  @Test
  void topTakesTheGreatestValuesAndTheFirstOfEqualOnes() {
    assertSelects("Stat top 1", 4);
    assertSelects("Stat top 3", 0, 2, 4);
    assertSelects("Stat top 2 @ ROI_V1", 0, 2);
    assertSelects("Stat top 2 @ ROI_V1 + ROI_LOC", 0, 4);
    assertSelects("(Stat top 1) + ROI_V1", 0, 1, 2, 4);
    assertSelects("Stat top 2 & ROI_V1", 0); // the two best of all, then V1
    assertRefused(() -> RoiExpression.parse("Stat top 8").select(COLUMNS), "8 columns", "found 7");
    assertRefused(() -> RoiExpression.parse("None top 8").select(COLUMNS), "key None");
  }

  @Test
  void theKeysThatWereAskedForAreKnownAndThoseTakenAwayLeftOut() {
    assertEquals(
        Set.of("ROI_V1", "ROI_V1d", "ROI_LOC"),
        RoiExpression.parse("Stat top 2 @ ROI_V1* + ROI_LOC - ROI_V2").keys(COLUMNS));
  }

  @Test
  void anUnknownKeyIsRefusedWithThoseThatExist() {
    assertRefused(
        () -> RoiExpression.parse("ROI_V9 = 1").select(COLUMNS), "ROI_V9", "ROI_V1d", "Label");
    assertRefused(() -> RoiExpression.parse("ROI_X*").select(COLUMNS), "ROI_X*");
  }

  @Test
  void whatIsNoExpressionIsRefusedWithItsPosition() {
    assertRefused(() -> RoiExpression.parse(""), "character 1", "metadata key", "the end");
    assertRefused(() -> RoiExpression.parse("ROI_V1 + + ROI_V2"), "character 10", "metadata key");
    assertRefused(() -> RoiExpression.parse("ROI_V1 ROI_V2"), "character 8", "operator");
    assertRefused(() -> RoiExpression.parse("ROI_V1 = ROI_V2"), "character 10", "a number");
    assertRefused(() -> RoiExpression.parse("ROI_V1 = 1,5"), "character 11", "operator");
    assertRefused(() -> RoiExpression.parse("(ROI_V1 + ROI_V2"), "character 17", "parenthesis");
    assertRefused(() -> RoiExpression.parse("ROI_V1)"), "character 7", "operator");
    assertRefused(() -> RoiExpression.parse("ROI_V1 * ROI_V2"), "character 8", "operator");
    assertRefused(() -> RoiExpression.parse("*"), "character 1", "is &");
    assertRefused(() -> RoiExpression.parse("Stat top many"), "character 10", "whole number");
    assertRefused(() -> RoiExpression.parse("Stat* top 3"), "one key before top");
    assertRefused(() -> RoiExpression.parse("'ROI_V1"), "character 1");
    assertRefused(() -> RoiExpression.parse("(".repeat(100_000)), "parentheses");
  }
}
