// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

class TrialClassificationTest {

  /** A line of numpy's table: run, kind, prediction at alpha 1, at alpha 100, features. */
  private static List<String[]> table(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TrialClassificationTest.class.getResourceAsStream(name + ".tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.split("\t")).toList();
    }
  }

  private static float[] features(String[] line) {
    float[] features = new float[line.length - 4];
    for (int f = 0; f < features.length; f++) features[f] = Float.parseFloat(line[f + 4]);
    return features;
  }

  @ParameterizedTest
  @CsvSource({"ridge_wide, 1, 2", "ridge_wide, 100, 3", "ridge_tall, 1, 2", "ridge_tall, 100, 3"})
  void tellsTheKindsThatNumpyTells(String name, double alpha, int column) throws IOException {
    List<String[]> lines = table(name);
    List<String> classes = List.of("a", "b", "c");
    int[] expected = new int[9];
    List<float[]> rows = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (String[] line : lines) {
      rows.add(features(line));
      runs.add(line[0]);
      kinds.add(line[1]);
      expected[classes.indexOf(line[1]) * 3 + classes.indexOf(line[column])]++;
    }
    TrialClassification result =
        TrialClassification.leaveOneRunOut(rows, kinds, runs, alpha, Progress.silent());
    assertEquals(classes, result.classes());
    assertArrayEquals(expected, result.confusion());
    assertTrue(result.accuracy() < 1, "a fixture that is all right would hide errors");
  }

  @Test
  void accuracyIsTheDiagonalAndChanceTheMostFrequentKind() {
    TrialClassification result = new TrialClassification(List.of("a", "b"), new int[] {3, 1, 2, 2});
    assertEquals(5 / 8.0, result.accuracy());
    assertEquals(0.5, result.chance());
    assertEquals(0.75, new TrialClassification(List.of("a", "b"), new int[] {3, 3, 2, 0}).chance());
  }

  @Test
  void aSingleRunOrKindIsRefused() {
    List<float[]> rows = List.of(new float[] {1}, new float[] {2});
    assertRefused(rows, List.of("a", "b"), List.of("r", "r"), "2 runs");
    assertRefused(rows, List.of("a", "a"), List.of("r", "s"), "2 kinds");
    assertRefused(rows, List.of("a", "b"), List.of("r", "s"), "a in r alone");
  }

  private static void assertRefused(
      List<float[]> rows, List<String> kinds, List<String> runs, String expected) {
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> TrialClassification.leaveOneRunOut(rows, kinds, runs, 1, Progress.silent()));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }
}
