// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.projection.ProjectionCases.field;
import static org.voxel2pixel.projection.ProjectionCases.image;
import static org.voxel2pixel.projection.ProjectionCases.ofV1;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class GaussianProjectionTest {
  private static final GaussianSettings WHOLE_MEAN =
      new GaussianSettings(PixelWeighting.WEIGHTED_MEAN, 3, 0);

  private static GaussianProjection mean(VoxelFields fields) {
    return GaussianProjection.of(fields, WHOLE_MEAN);
  }

  private static GaussianProjection sum(VoxelFields fields) {
    return GaussianProjection.of(fields, GaussianSettings.sum());
  }

  /** Both centres are at pixels' centres: (3, 1) is 1, 1 degrees, (4, 1) is 3, 1. */
  @Test
  void aPixelIsTheMeanWeightedByTheFields() {
    VoxelFields fields = ofV1(field(1, 1, 2), field(3, 1, 1));
    float[] image = image(mean(fields), new float[] {6, -3});
    double first = 1;
    double second = Math.exp(-2 * 2 / 2.0); // 2 degrees off, sigma 1
    assertEquals((first * 6 - second * 3) / (first + second), image[1 * 6 + 3], 1e-6);
    first = Math.exp(-2 * 2 / 8.0); // 2 degrees off, sigma 2
    second = 1;
    assertEquals((first * 6 - second * 3) / (first + second), image[1 * 6 + 4], 1e-6);
    assertEquals(6, image[1 * 6 + 1], 1e-6); // 6 degrees from the second, but 4 from the first
    assertEquals(0, image[3 * 6]); // 7.2 degrees from the first, 8.9 from the second
  }

  @Test
  void aPixelIsTheSumWeightedByTheFields() {
    VoxelFields fields = ofV1(field(1, 1, 2), field(3, 1, 1));
    float[] image = image(sum(fields), new float[] {6, -3});
    assertEquals(6 - 3 * Math.exp(-2), image[1 * 6 + 3], 1e-6);
    assertEquals(6 * Math.exp(-0.5) - 3, image[1 * 6 + 4], 1e-6);
  }

  @Test
  void theMeanOfEqualResponsesIsThatResponseWhereverAFieldReaches() {
    GaussianProjection projection = mean(ProjectionCases.random(90, 1, 8));
    float[] response = new float[90];
    Arrays.fill(response, -2.5f);
    float[] image = image(projection, response);
    for (int roi = 0; roi < 3; roi++) {
      float[] coverage = projection.coverage(roi);
      for (int p = 0; p < coverage.length; p++) {
        assertEquals(coverage[p] > 0 ? -2.5 : 0, image[p * 3 + roi], 1e-6);
      }
    }
  }

  /** Summed over pixels, each voxel counts with the volume of its field: nothing gets lost. */
  @Test
  void theSumKeepsTheEnergyOfEachVoxel() {
    VoxelFields fields = ofV1(field(0.3, -0.2, 1.1), field(0.5, 0.1, 1.2));
    float[] response = {1.5f, -4};
    double expected = 0;
    for (int v = 0; v < 2; v++) {
      double x = v == 0 ? 0.3 : 0.5;
      double y = v == 0 ? -0.2 : 0.1;
      double sigma = v == 0 ? 1.1 : 1.2;
      for (int p = 0; p < 24; p++) { // degrees of pixel centres by hand
        double d = Math.hypot(-5 + 2 * (p % 6) - x, 3 - 2 * (p / 6) - y);
        if (d <= 3 * sigma) expected += response[v] * Math.exp(-d * d / (2 * sigma * sigma));
      }
    }
    double shown = 0;
    for (float value : image(sum(fields), response)) shown += value;
    assertEquals(expected, shown, 1e-5);
  }

  @Test
  void pixelsBelowTheLeastWeightStayZero() {
    VoxelFields fields = ofV1(field(1, 1, 2));
    GaussianProjection projection =
        GaussianProjection.of(fields, new GaussianSettings(PixelWeighting.WEIGHTED_MEAN, 3, 0.5));
    float[] image = image(projection, new float[] {7});
    assertEquals(7, image[1 * 6 + 4], 1e-6); // exp(-0.5) = 0.61
    assertEquals(0, image[2 * 6 + 4]); // exp(-1) = 0.37
    assertEquals(Math.exp(-1), projection.coverage(0)[2 * 6 + 4], 1e-6);
    assertEquals(5, projection.operator(0).entryCount());
  }

  @ParameterizedTest
  @EnumSource(PixelWeighting.class)
  void theOperatorHasTheSameNumbers(PixelWeighting weighting) {
    GaussianProjection projection =
        GaussianProjection.of(
            ProjectionCases.random(90, 1, 8), new GaussianSettings(weighting, 2, 0.2));
    float[] response = ProjectionCases.randomResponses(1, 90, 9)[0];
    float[] image = image(projection, response);
    for (int roi = 0; roi < 3; roi++) {
      SparseMatrix operator = projection.operator(roi);
      assertEquals(24, operator.rowCount());
      assertEquals(90, operator.columnCount());
      double[] z = new double[90];
      for (int v = 0; v < 90; v++) z[v] = response[v];
      double[] product = operator.times(z);
      for (int p = 0; p < 24; p++) assertEquals((float) product[p], image[p * 3 + roi]);
    }
  }

  @Test
  void aFieldBetweenPixelsDoesNotVanishHoweverSmall() {
    GaussianProjection projection = mean(ofV1(field(2, 2, 0.001))); // at a corner of 4 pixels
    float[] image = image(projection, new float[] {4});
    for (int p : new int[] {0 * 6 + 3, 0 * 6 + 4, 1 * 6 + 3, 1 * 6 + 4}) assertEquals(4, image[p]);
    assertEquals(
        List.of("1 voxels with a sigma below half a pixel, painted with 1.000 degrees"),
        projection.warnings());
  }

  @Test
  void fieldsWiderThanTheScreenAreLeftOutAndCounted() {
    GaussianProjection projection =
        mean(ofV1(field(1, 1, 1), field(3, 1, 12.5), field(3, 1, Double.POSITIVE_INFINITY)));
    assertEquals(1, projection.usedVoxelCount());
    assertEquals(
        List.of(
            "2 voxels left out: their sigma is above 12.00 degrees, the larger side of the screen"),
        projection.warnings());
    float[] image = image(projection, new float[] {4, Float.NaN, Float.NaN});
    assertEquals(4, image[1 * 6 + 3], 1e-6);
    String message =
        assertThrows(BadInputException.class, () -> mean(ofV1(field(1, 1, 13)))).getMessage();
    assertTrue(message.contains("region V1"), message);
    assertTrue(message.contains("sigma up to 12.0 degrees"), message);
  }

  @Test
  void sizesThatLookLikeAnotherUnitAreWarnedOf() {
    List<String> warnings = mean(ofV1(field(1, 1, 1), field(1, 1, 4), field(1, 1, 5))).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("FWHM"), warnings.get(0));
    assertTrue(warnings.get(0).contains("sigma of 4.000 degrees"), warnings.get(0));
    assertEquals(List.of(), mean(ofV1(field(1, 1, 1), field(1, 1, 2))).warnings());
  }

  @Test
  void theEstimateIsTheMemoryAndWorkThatItTakes() {
    VoxelFields fields = ProjectionCases.random(600, 5, 8);
    ProjectionEstimate estimate = GaussianProjection.estimate(fields, WHOLE_MEAN);
    GaussianProjection projection = mean(fields);
    assertEquals(projection.bytes(), estimate.keptBytes());
    long entries = 0;
    for (int roi = 0; roi < 3; roi++) entries += projection.operator(roi).entryCount();
    assertEquals(5 * entries, estimate.multiplyAdds());
    assertTrue(estimate.keptBytes() > 8 * entries);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.4, 6.1, Double.NaN, -3})
  void aCutOutOfRangeIsRefused(double cutSigmas) {
    String message =
        assertThrows(
                BadInputException.class,
                () -> new GaussianSettings(PixelWeighting.WEIGHTED_SUM, cutSigmas, 0))
            .getMessage();
    assertTrue(message.contains("1.5 to 6.0 sigma"), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aLeastWeightOutOfRangeIsRefused(double minWeight) {
    String message =
        assertThrows(
                BadInputException.class,
                () -> new GaussianSettings(PixelWeighting.WEIGHTED_SUM, 3, minWeight))
            .getMessage();
    assertTrue(message.contains("least weight"), message);
  }
}
