// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.PrfResponses;
import org.voxel2pixel.visualfield.ReceptiveField;

class NifFitTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  private static NifSettings settings(int epochs) {
    return new NifSettings(
        "test",
        NifSimulation.SIDE,
        1,
        2,
        List.of(6, 6),
        List.of(2, 2),
        3,
        NifSettings.Kernels.POINT_SYMMETRIC,
        NifSettings.Nonlinearity.RELU,
        1,
        0.02,
        0.02,
        0.9,
        0.999,
        1e-10,
        1,
        32,
        8,
        epochs,
        1,
        0.1,
        2,
        FieldCentre.CENTRE_OF_MASS,
        7);
  }

  private static NifResult fit(NifSimulation simulation, int epochs) {
    return NifFit.fit(
        simulation.frames(), simulation.bold(), settings(epochs), OPTIONS, Progress.silent());
  }

  private static List<NifSimulation.Truth> scattered(int count, long seed) {
    Random random = new Random(seed);
    List<NifSimulation.Truth> truths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      truths.add(
          new NifSimulation.Truth(1.5 + 12 * random.nextDouble(), 1.5 + 12 * random.nextDouble()));
    }
    return truths;
  }

  private static List<ReceptiveField> fields(NifResult result, int region, FieldCentre centre) {
    return result.fields(region, centre).stream().map(f -> f.orElseThrow().field()).toList();
  }

  private static <T> double[] each(List<T> items, ToDoubleFunction<T> value) {
    return items.stream().mapToDouble(value).toArray();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** Degrees right of the middle, 7.5 px, at 0.5 degrees a pixel. */
  private static double xDeg(NifSimulation.Truth truth) {
    return (truth.xPx() - 7.5) * 0.5;
  }

  /** Degrees above the middle. */
  private static double yDeg(NifSimulation.Truth truth) {
    return (7.5 - truth.yPx()) * 0.5;
  }

  @Test
  void knownFieldsAreRecoveredInBothLayers() {
    NifSimulation simulation =
        NifSimulation.of(List.of(scattered(16, 1), scattered(12, 2)), 2, 250, 3);
    NifResult result = fit(simulation, 40);
    for (int region = 0; region < 2; region++) {
      List<NifSimulation.Truth> truth = simulation.regions().get(region);
      for (FieldCentre centre : FieldCentre.values()) {
        List<ReceptiveField> found = fields(result, region, centre);
        double x = correlation(each(truth, NifFitTest::xDeg), each(found, ReceptiveField::xDeg));
        double y = correlation(each(truth, NifFitTest::yDeg), each(found, ReceptiveField::yDeg));
        assertTrue(x > 0.8 && y > 0.8, region + " " + centre + ": " + x + ", " + y);
      }
      double r = Arrays.stream(result.heldOutR(region)).average().orElseThrow();
      assertTrue(r > 0.7, "mean held-out r " + r);
    }
  }

  @Test
  void aVoxelAtUpperRightHasItsFieldAtUpperRight() {
    List<NifSimulation.Truth> truth = new ArrayList<>(scattered(5, 4));
    truth.add(new NifSimulation.Truth(12, 2)); // column 12 of 16, row 2 of 16
    NifSimulation simulation = NifSimulation.of(List.of(truth), 1, 330, 5);
    NifResult result = fit(simulation, 30);
    for (FieldCentre centre : FieldCentre.values()) {
      ReceptiveField field = fields(result, 0, centre).get(5);
      assertEquals(2.25, field.xDeg(), 0.8, centre + ": " + field);
      assertEquals(2.75, field.yDeg(), 0.8, centre + ": " + field);
    }
    float[] map = result.map(0, 5); // [y][x], 8 x 8
    int peak = 0;
    for (int p = 0; p < map.length; p++) if (map[p] > map[peak]) peak = p;
    assertTrue(peak % 8 >= 5 && peak / 8 <= 2, "peak at column " + peak % 8 + ", row " + peak / 8);
  }

  @Test
  void mirroredFramesGiveMirroredFields() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(10, 6)), 1, 330, 7);
    List<ReceptiveField> fields = fields(fit(simulation, 30), 0, FieldCentre.CENTRE_OF_MASS);
    List<ReceptiveField> mirrored =
        fields(fit(simulation.mirrored(), 30), 0, FieldCentre.CENTRE_OF_MASS);
    double[] x = each(fields, ReceptiveField::xDeg);
    double[] y = each(fields, ReceptiveField::yDeg);
    assertTrue(correlation(x, each(mirrored, ReceptiveField::xDeg)) < -0.95);
    assertTrue(correlation(y, each(mirrored, ReceptiveField::yDeg)) > 0.95);
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedDoesNot() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(3, 8)), 1, 80, 9);
    NifResult first = fit(simulation, 2);
    NifResult second = fit(simulation, 2);
    assertArrayEquals(first.map(0, 1), second.map(0, 1));
    assertArrayEquals(first.heldOutR(0), second.heldOutR(0));
    assertArrayEquals(first.epochLosses(), second.epochLosses());
    NifSettings other = SettingsJson.override(settings(2), Map.of("seed", "8"));
    NifResult third =
        NifFit.fit(simulation.frames(), simulation.bold(), other, OPTIONS, Progress.silent());
    assertFalse(Arrays.equals(first.map(0, 1), third.map(0, 1)));
  }

  @Test
  void thereAreAsManyEpochsAsTheLeastStepsTakeAndTheStepsFallInTheLastPartAlone() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(3, 8)), 1, 80, 9);
    List<double[]> losses = new ArrayList<>();
    for (String decayFrom : List.of("1", "0.5")) {
      // two steps an epoch: seven take four epochs, and from the sixth step on they are smaller
      NifSettings settings =
          SettingsJson.override(settings(1), Map.of("leastSteps", "7", "decayFrom", decayFrom));
      losses.add(
          NifFit.fit(simulation.frames(), simulation.bold(), settings, OPTIONS, Progress.silent())
              .epochLosses());
    }
    assertEquals(4, losses.get(0).length);
    for (int epoch = 0; epoch < 4; epoch++) {
      assertEquals(epoch < 3, losses.get(0)[epoch] == losses.get(1)[epoch], "epoch " + epoch);
    }
  }

  @Test
  void aConstantVoxelHasNoFieldAndR2IsThePositiveCorrelationSquared() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(2, 10)), 1, 80, 11);
    float[] bold = new float[80 * 3];
    float[] two = new float[80 * 2];
    simulation.bold().get(0).responses().read(0, 0, 2, two);
    for (int t = 0; t < 80; t++) {
      bold[3 * t] = two[2 * t];
      bold[3 * t + 1] = 812.3f;
      bold[3 * t + 2] = two[2 * t + 1];
    }
    NifRegion region = new NifRegion("V1", PrfResponses.of(3, List.of(bold)));
    NifResult result =
        NifFit.fit(simulation.frames(), List.of(region), settings(1), OPTIONS, Progress.silent());
    List<Optional<FittedField>> fields = result.fields(0, FieldCentre.CENTRE_OF_MASS);
    assertTrue(fields.get(1).isEmpty());
    for (int v = 0; v < 3; v += 2) {
      double r = Math.max(0, result.heldOutR(0)[v]);
      assertEquals(r * r, fields.get(v).orElseThrow().r2(), 1e-12);
    }
    assertEquals(2, result.table().fieldCount());
  }

  @Test
  void responsesOfOtherRunsThanTheFramesAreRefused() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(2, 12)), 2, 60, 13);
    List<NifRegion> shorter =
        List.of(new NifRegion("V1", PrfResponses.of(2, List.of(new float[120], new float[118]))));
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () ->
                NifFit.fit(simulation.frames(), shorter, settings(1), OPTIONS, Progress.silent()));
    assertTrue(e.getMessage().contains("V1: expected 60 volumes in run 1"), e.getMessage());
    assertTrue(e.getMessage().contains("found 59"), e.getMessage());
  }

  @Test
  void aResponseThatIsNoNumberIsRefusedWithItsPlace() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(2, 12)), 1, 60, 13);
    float[] bold = new float[120];
    bold[2 * 31 + 1] = Float.NaN;
    List<NifRegion> regions = List.of(new NifRegion("V1", PrfResponses.of(2, List.of(bold))));
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () ->
                NifFit.fit(simulation.frames(), regions, settings(1), OPTIONS, Progress.silent()));
    assertTrue(e.getMessage().contains("NaN at voxel 1, volume 31 of run 0"), e.getMessage());
  }

  @Test
  void itStopsWithinAStepWhenAskedTo() {
    NifSimulation simulation = NifSimulation.of(List.of(scattered(2, 14)), 1, 80, 15);
    List<Long> reported = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            assertEquals(2 * 5, total); // volumes 2 to 70 train: two batches of 32 an epoch
            reported.add(done);
          }

          @Override
          public boolean isCancelled() {
            return reported.size() == 3;
          }
        };
    assertThrows(
        CancelledException.class,
        () -> NifFit.fit(simulation.frames(), simulation.bold(), settings(5), OPTIONS, progress));
    assertEquals(List.of(1L, 2L, 3L), reported);
  }
}
