// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class FixedRfProjectionTest {
  private static final PixelGrid GRID = new PixelGrid(6, 4, 12); // 2 degrees a pixel

  private static Optional<ReceptiveField> at(double xDeg, double yDeg) {
    return Optional.of(new ReceptiveField(xDeg, yDeg, 1));
  }

  private static String[] regions(String... names) {
    return names;
  }

  @Test
  void aFieldAtTheUpperRightLightsThePixelAtTheUpperRight() {
    FixedRfProjection projection =
        FixedRfProjection.of(GRID, List.of("V1"), regions("V1"), List.of(at(5, 3)), 1);
    float[] rfs = new float[24];
    projection.project(new float[] {2}, 0, rfs, 0);
    float[] expected = new float[24];
    expected[0 * 6 + 5] = 2; // [y * width + x], y = 0 the top row
    assertArrayEquals(expected, rfs);
  }

  @Test
  void voxelsOnOnePixelAreAveragedForEachRegion() {
    FixedRfProjection projection =
        FixedRfProjection.of(
            GRID,
            List.of("V1", "V2"),
            regions("V1", "V2", "V1", "V1"),
            List.of(at(0.5, 0.5), at(0.6, 0.4), at(1.5, 1.5), at(-5, -3)),
            1);
    float[] rfs = new float[48];
    projection.project(new float[] {1, 10, 4, 7}, 0, rfs, 0);
    assertEquals(2.5f, rfs[projection.layout().index(3, 1, 0)]);
    assertEquals(10f, rfs[projection.layout().index(3, 1, 1)]);
    assertEquals(7f, rfs[projection.layout().index(0, 3, 0)]);
    assertEquals(3, nonZeroCount(rfs));
    assertEquals(2, projection.coverage(0)[1 * 6 + 3]);
    assertEquals(1, projection.coverage(0)[3 * 6 + 0]);
    assertEquals(3, sum(projection.coverage(0)));
    assertEquals(1, sum(projection.coverage(1)));
    assertEquals(4, projection.usedVoxelCount());
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) sum += value;
    return sum;
  }

  private static long nonZeroCount(float[] values) {
    int count = 0;
    for (float value : values) if (value != 0) count++;
    return count;
  }

  @Test
  void channelsAreGroupedByRegionThenLag() {
    FixedRfProjection projection =
        FixedRfProjection.of(
            GRID, List.of("V2", "V1"), regions("V1", "V2"), List.of(at(1, 1), at(1, 1)), 3);
    assertEquals(
        List.of("V2 lag0", "V2 lag1", "V2 lag2", "V1 lag0", "V1 lag1", "V1 lag2"),
        projection.channelNames());
    assertEquals(6, projection.channelCount());
    int offset = 5;
    float[] rfs = new float[offset + 24 * 6];
    for (int lag = 0; lag < 3; lag++) {
      projection.project(new float[] {10 + lag, 20 + lag}, lag, rfs, offset);
    }
    int pixel = offset + (1 * 6 + 3) * 6; // by hand: x (1 + 6) / 2 -> 3, y (4 - 1) / 2 -> 1
    assertArrayEquals(
        new float[] {20, 21, 22, 10, 11, 12}, Arrays.copyOfRange(rfs, pixel, pixel + 6));
    assertEquals(6, nonZeroCount(rfs));
  }

  @Test
  void aLagOverwritesItsOwnChannelsOnly() {
    FixedRfProjection projection =
        FixedRfProjection.of(GRID, List.of("V1"), regions("V1"), List.of(at(1, 1)), 2);
    float[] rfs = new float[24 * 2];
    Arrays.fill(rfs, 9);
    projection.project(new float[] {3}, 1, rfs, 0);
    for (int p = 0; p < 24; p++) {
      assertEquals(9, rfs[2 * p]);
      assertEquals(p == 1 * 6 + 3 ? 3 : 0, rfs[2 * p + 1]);
    }
  }

  @Test
  void theProjectionIsLinear() {
    Random random = new Random(3);
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    String[] rois = new String[200];
    for (int v = 0; v < 200; v++) {
      rois[v] = "V" + (1 + random.nextInt(3));
      fields.add(at(random.nextDouble() * 11.9 - 5.9, random.nextDouble() * 7.9 - 3.9));
    }
    FixedRfProjection projection =
        FixedRfProjection.of(GRID, List.of("V1", "V2", "V3"), rois, fields, 1);
    float[] a = new float[200];
    float[] b = new float[200];
    float[] both = new float[200];
    for (int v = 0; v < 200; v++) {
      a[v] = (float) random.nextGaussian();
      b[v] = (float) random.nextGaussian();
      both[v] = 2 * a[v] - 3 * b[v];
    }
    float[] ofA = new float[72];
    float[] ofB = new float[72];
    float[] ofBoth = new float[72];
    projection.project(a, 0, ofA, 0);
    projection.project(b, 0, ofB, 0);
    projection.project(both, 0, ofBoth, 0);
    for (int i = 0; i < 72; i++) assertEquals(2 * ofA[i] - 3 * ofB[i], ofBoth[i], 1e-5);
    double painted = 0;
    double shown = 0;
    for (int v = 0; v < 200; v++) shown += a[v];
    for (int r = 0; r < 3; r++) {
      for (int p = 0; p < 24; p++) painted += projection.coverage(r)[p] * ofA[p * 3 + r];
    }
    assertEquals(shown, painted, 1e-3); // mean times count: no voxel lost or seen twice
  }

  @Test
  void voxelsWithoutFieldOrOfOtherRegionsAreNotUsed() {
    FixedRfProjection projection =
        FixedRfProjection.of(
            GRID,
            List.of("V1"),
            regions("V1", "V1", "MT"),
            List.of(at(1, 1), Optional.empty(), at(1, 1)),
            1);
    float[] rfs = new float[24];
    projection.project(new float[] {3, Float.NaN, Float.NaN}, 0, rfs, 0);
    assertEquals(3, rfs[1 * 6 + 3]);
    assertEquals(1, projection.usedVoxelCount());
  }

  @Test
  void aUsedVoxelThatIsNotANumberIsRefusedByIndex() {
    FixedRfProjection projection =
        FixedRfProjection.of(
            GRID, List.of("V1"), regions("V1", "V1"), List.of(at(1, 1), at(3, 1)), 1);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> projection.project(new float[] {1, bad}, 0, new float[24], 0))
              .getMessage();
      assertTrue(message.contains("voxel 1"), message);
    }
  }

  @Test
  void aFewCentresOffTheScreenAreCountedAndManyRefused() {
    String[] five = regions("V1", "V1", "V1", "V1", "V1");
    FixedRfProjection projection =
        FixedRfProjection.of(
            GRID,
            List.of("V1"),
            five,
            List.of(at(1, 1), at(1, 1), at(1, 1), at(1, 1), at(7, 0)),
            1);
    assertEquals(1, projection.offScreenCount());
    assertEquals(4, projection.usedVoxelCount());
    String message =
        assertThrows(
                BadInputException.class,
                () ->
                    FixedRfProjection.of(
                        GRID,
                        List.of("V1"),
                        five,
                        List.of(at(1, 1), at(1, 1), at(1, 1), at(0, 5), at(7, 0)),
                        1))
            .getMessage();
    assertTrue(message.contains("2 of 5 centres off the screen"), message);
  }

  @Test
  void aRegionWithoutVoxelsIsRefused() {
    String message = refusal(List.of("V1", "V3"), regions("V1", "V2"), at(1, 1), at(1, 1));
    assertTrue(message.contains("region V3"), message);
    assertTrue(message.contains("choose among [V1, V2]"), message);
    message = refusal(List.of("V1"), regions("V1", "V2"), Optional.empty(), at(1, 1));
    assertTrue(message.contains("none among its 1 voxels"), message);
    refusal(List.of("V1", "V1"), regions("V1", "V1"), at(1, 1), at(1, 1));
    refusal(List.of(), regions("V1", "V1"), at(1, 1), at(1, 1));
  }

  private static String refusal(
      List<String> rois,
      String[] roiOfVoxel,
      Optional<ReceptiveField> first,
      Optional<ReceptiveField> second) {
    return assertThrows(
            BadInputException.class,
            () -> FixedRfProjection.of(GRID, rois, roiOfVoxel, List.of(first, second), 1))
        .getMessage();
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    FixedRfProjection projection =
        FixedRfProjection.of(GRID, List.of("V1"), regions("V1"), List.of(at(1, 1)), 2);
    float[] one = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> projection.project(new float[2], 0, new float[48], 0));
    assertThrows(
        IllegalArgumentException.class, () -> projection.project(one, 0, new float[47], 0));
    assertThrows(
        IllegalArgumentException.class, () -> projection.project(one, 0, new float[48], 1));
    assertThrows(
        IllegalArgumentException.class, () -> projection.project(one, 2, new float[48], 0));
    assertThrows(
        IllegalArgumentException.class, () -> projection.project(one, -1, new float[48], 0));
    assertThrows(IllegalArgumentException.class, () -> projection.coverage(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> FixedRfProjection.of(GRID, List.of("V1"), regions("V1", "V1"), List.of(at(1, 1)), 1));
  }

  /** One index a voxel and at most three a pixel of a region: nowhere near a map a voxel. */
  @Test
  void theOperatorIsSparse() {
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    String[] rois = new String[10_000];
    Arrays.fill(rois, "V1");
    Random random = new Random(5);
    for (int v = 0; v < rois.length; v++) {
      fields.add(at(random.nextDouble() * 11.9 - 5.9, random.nextDouble() * 7.9 - 3.9));
    }
    FixedRfProjection projection = FixedRfProjection.of(GRID, List.of("V1"), rois, fields, 5);
    assertEquals(4 * (10_000 + 25 + 24 + 24), projection.bytes());
  }
}
