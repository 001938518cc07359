// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.projection.ProjectionCases.GRID;
import static org.voxel2pixel.projection.ProjectionCases.field;
import static org.voxel2pixel.projection.ProjectionCases.image;
import static org.voxel2pixel.projection.ProjectionCases.ofV1;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.projection.ProjectionCases.Kind;
import org.voxel2pixel.visualfield.ReceptiveField;

/** What every projection promises. */
class VoxelProjectionTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aVoxelAtTheUpperRightLightsTheUpperRightMost(Kind kind) {
    VoxelFields fields = ofV1(field(5, 3, 0.9), field(-5, 3, 0.9), field(1, -3, 0.9));
    float[] rfs = image(kind.of(fields), new float[] {2, 0, 0});
    int upperRight = 0 * 6 + 5; // y * width + x, y = 0 the top row
    assertTrue(rfs[upperRight] > 0.1);
    for (float value : rfs) assertTrue(value <= rfs[upperRight] + 1e-6);
    for (int p = 0; p < rfs.length; p++) if (p % 6 < 4 || p / 6 > 1) assertEquals(0, rfs[p], 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void allLagsAtOnceAreBitwiseTheLagsOneByOne(Kind kind) {
    for (int lagCount : new int[] {1, 2, 4, 5, 7, 10}) {
      VoxelProjection projection = kind.of(ProjectionCases.random(90, lagCount, 3));
      float[][] responses = ProjectionCases.randomResponses(lagCount, 90, 4);
      int at = 3;
      float[] together = new float[at + projection.layout().valueCount() + 2];
      float[] oneByOne = together.clone();
      Arrays.fill(together, 9); // what lies outside the image stays, inside nothing does
      projection.projectLags(responses, together, at);
      for (int lag = lagCount - 1; lag >= 0; lag--) {
        projection.project(responses[lag], lag, oneByOne, at);
      }
      assertEquals(9, together[at - 1]);
      assertEquals(9, together[together.length - 2]);
      assertArrayEquals(
          Arrays.copyOfRange(oneByOne, at, oneByOne.length - 2),
          Arrays.copyOfRange(together, at, together.length - 2));
      assertTrue(IntStream.range(at, at + 9).anyMatch(i -> together[i] != 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLagOverwritesItsOwnChannelsOnly(Kind kind) {
    VoxelProjection projection = kind.of(ProjectionCases.random(90, 3, 3));
    float[] response = ProjectionCases.randomResponses(1, 90, 5)[0];
    float[] rfs = new float[projection.layout().valueCount()];
    Arrays.fill(rfs, 9);
    projection.project(response, 1, rfs, 0);
    for (int p = 0; p < GRID.pixelCount(); p++) {
      for (int channel = 0; channel < 9; channel++) {
        assertEquals(channel % 3 != 1, rfs[p * 9 + channel] == 9);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theProjectionIsLinear(Kind kind) {
    VoxelProjection projection = kind.of(ProjectionCases.random(90, 1, 3));
    float[][] responses = ProjectionCases.randomResponses(2, 90, 6);
    float[] both = new float[90];
    for (int v = 0; v < 90; v++) both[v] = 2 * responses[0][v] - 3 * responses[1][v];
    float[] of0 = image(projection, responses[0]);
    float[] of1 = image(projection, responses[1]);
    float[] ofBoth = image(projection, both);
    for (int i = 0; i < ofBoth.length; i++) {
      assertEquals(2 * of0[i] - 3 * of1[i], ofBoth[i], 3e-6 * (1 + Math.abs(ofBoth[i])));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "INVERSE", mode = EnumSource.Mode.EXCLUDE)
  void theSparseMatrixOfARegionHasTheSameNumbers(Kind kind) {
    SparseProjection projection = (SparseProjection) kind.of(ProjectionCases.random(300, 1, 3));
    float[] response = ProjectionCases.randomResponses(1, 300, 4)[0];
    float[] image = image(projection, response);
    double[] z = new double[300];
    for (int v = 0; v < 300; v++) z[v] = response[v];
    for (int roi = 0; roi < 3; roi++) {
      double[] product = projection.operator(roi).times(z);
      for (int p = 0; p < 24; p++) {
        assertEquals(product[p], image[p * 3 + roi], 1e-6 * (1 + Math.abs(product[p])));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> projection.operator(3));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "INVERSE", mode = EnumSource.Mode.EXCLUDE)
  void twoHundredVoxelsOnOnePixelAreTheirMeanOrTheirSum(Kind kind) {
    List<Optional<ReceptiveField>> fields = Collections.nCopies(200, field(1, 1, 1));
    VoxelFields all =
        new VoxelFields(GRID, List.of("V1"), Collections.nCopies(200, "V1"), fields, 1);
    float[] response = new float[200];
    for (int v = 0; v < 200; v++) response[v] = v; // mean 99.5
    float[] image = image(kind.of(all), response);
    assertEquals(kind == Kind.SUM ? 19_900 : 99.5, image[1 * 6 + 3], 1e-4);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void pixelsThatNoFieldReachesAreZero(Kind kind) {
    VoxelProjection projection = kind.of(ofV1(field(-5, 3, 0.9), field(-3, 3, 0.9)));
    float[] coverage = projection.coverage(0);
    float[] rfs = image(projection, new float[] {1, 1});
    for (int p = 0; p < rfs.length; p++) {
      int x = p % 6;
      if (x > 2) assertEquals(0, coverage[p]); // 2.7 degrees right of -3 is left of x = 0
      if (coverage[p] == 0) assertEquals(0, rfs[p]);
    }
    assertTrue(coverage[0] > 0 && rfs[0] != 0);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void voxelsWithoutFieldOrOfOtherRegionsMayBeAnything(Kind kind) {
    VoxelFields fields =
        new VoxelFields(
            GRID,
            List.of("V1"),
            List.of("V1", "V1", "MT", "V1"),
            List.of(field(1, 1, 1), Optional.empty(), field(1, 1, 1), field(7, 1, 1)),
            1);
    String message = assertThrows(BadInputException.class, () -> kind.of(fields)).getMessage();
    assertTrue(message.contains("1 of 2 centres off the screen"), message);
    VoxelFields four =
        new VoxelFields(
            GRID,
            List.of("V1"),
            List.of("V1", "V1", "V1", "V1", "V1", "V1", "MT"),
            List.of(
                field(1, 1, 1),
                field(1, 1, 1),
                field(1, 1, 1),
                field(1, 1, 1),
                field(7, 1, 1),
                Optional.empty(),
                field(1, 1, 1)),
            1);
    VoxelProjection projection = kind.of(four);
    assertEquals(4, projection.usedVoxelCount());
    assertEquals(1, projection.offScreenCount());
    float nan = Float.NaN;
    float[] rfs = image(projection, new float[] {3, 3, 3, 3, nan, nan, nan});
    for (float value : rfs) assertTrue(Float.isFinite(value));
    assertTrue(rfs[1 * 6 + 3] > 0);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aUsedVoxelThatIsNotFiniteIsRefusedBeforeAnythingIsWritten(Kind kind) {
    VoxelProjection projection = kind.of(ofV1(field(1, 1, 1), field(3, 1, 1)));
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      float[] rfs = new float[24];
      Arrays.fill(rfs, 9);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> projection.project(new float[] {1, bad}, 0, rfs, 0))
              .getMessage();
      assertTrue(message.contains("voxel 1"), message);
      for (float value : rfs) assertEquals(9, value);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void lengthsThatDoNotFitAreRefused(Kind kind) {
    VoxelProjection projection = kind.of(ProjectionCases.random(90, 2, 3));
    float[] response = new float[90];
    float[] rfs = new float[24 * 6];
    refused(() -> projection.project(new float[89], 0, rfs, 0));
    refused(() -> projection.project(response, 2, rfs, 0));
    refused(() -> projection.project(response, -1, rfs, 0));
    refused(() -> projection.project(response, 0, rfs, 1));
    refused(() -> projection.project(response, 0, rfs, -1));
    refused(() -> projection.project(response, 0, new float[rfs.length - 1], 0));
    refused(() -> projection.projectLags(new float[][] {response}, rfs, 0));
    refused(() -> projection.projectLags(new float[][] {response, new float[91]}, rfs, 0));
    refused(() -> projection.projectLags(new float[][] {response, response}, rfs, 1));
    refused(() -> projection.coverage(3));
    refused(() -> projection.coverage(-1));
  }

  private static void refused(Executable call) {
    assertThrows(IllegalArgumentException.class, call);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRegionWithoutVoxelsIsRefusedByName(Kind kind) {
    VoxelFields fields =
        new VoxelFields(
            GRID,
            List.of("V1", "V3"),
            List.of("V1", "V2"),
            List.of(field(1, 1, 1), field(1, 1, 1)),
            1);
    String message = assertThrows(BadInputException.class, () -> kind.of(fields)).getMessage();
    assertTrue(message.contains("region V3"), message);
    assertTrue(message.contains("choose among [V1, V2]"), message);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSummaryTellsRuleRegionsAndCounts(Kind kind) {
    String summary = kind.of(ProjectionCases.random(90, 2, 3)).summary();
    assertTrue(
        summary.contains("81 voxels of V1, V2, V3 on 6 x 4 pixels of 2.000 degrees"), summary);
    assertTrue(summary.contains("0 centres off the screen"), summary);
    String rule =
        switch (kind) {
          case FIXED -> "mean of the voxels on a pixel";
          case MEAN -> "mean of the voxels by Gaussian fields, cut at 3.0 sigma";
          case SUM -> "sum of the voxels by Gaussian fields, cut at 3.0 sigma";
          case INVERSE ->
              "inverse of Gaussian fields cut at 3.0 sigma, lambda 3.0 mean eigenvalues";
        };
    assertTrue(summary.contains(rule), summary);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void imagesDoNotDependOnWhoElseProjects(Kind kind) {
    VoxelProjection projection = kind.of(ProjectionCases.random(90, 5, 3));
    List<float[][]> responses =
        IntStream.range(0, 40).mapToObj(s -> ProjectionCases.randomResponses(5, 90, s)).toList();
    List<float[]> alone = responses.stream().map(r -> image(projection, r)).toList();
    List<float[]> together = responses.parallelStream().map(r -> image(projection, r)).toList();
    for (int s = 0; s < 40; s++) assertArrayEquals(alone.get(s), together.get(s));
  }
}
