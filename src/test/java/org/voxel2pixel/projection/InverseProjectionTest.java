// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.projection.ProjectionCases.field;
import static org.voxel2pixel.projection.ProjectionCases.image;
import static org.voxel2pixel.projection.ProjectionCases.ofV1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class InverseProjectionTest {

  private static InverseProjection inverse(VoxelFields fields, double relativeLambda) {
    return InverseProjection.of(fields, new InverseSettings(relativeLambda, 3), Progress.silent());
  }

  /** A field that reaches one pixel only makes F one number, so that s = z / (1 + lambda). */
  @Test
  void oneVoxelOnOnePixelIsShrunkByLambda() {
    InverseProjection projection =
        InverseProjection.of(
            ofV1(field(1, 1, 1)), new InverseSettings(0.25, 1.5), Progress.silent());
    float[] image = image(projection, new float[] {10});
    for (int p = 0; p < 24; p++) assertEquals(p == 1 * 6 + 3 ? 8 : 0, image[p], 1e-6);
    assertEquals(0.25, projection.lambda(0), 1e-7);
  }

  /**
   * Without noise and almost without lambda, the image explains the responses that it came from.
   */
  @Test
  void theImageExplainsTheResponses() {
    VoxelFields fields =
        ofV1(field(1, 1, 1.1), field(-3, 1, 1.5), field(3.5, -2, 1.2), field(-4, -2.6, 2));
    InverseProjection projection = inverse(fields, 1e-6);
    float[] response = {1, -2, 0.5f, 3};
    float[] image = image(projection, response);
    double[] s = new double[24];
    for (int p = 0; p < 24; p++) s[p] = image[p];
    double[] explained = projection.transposedFields(0).transposedTimes(s);
    for (int v = 0; v < 4; v++) assertEquals(response[v], explained[v], 1e-4);
  }

  /** s minimises |z - F s|^2 + lambda |s|^2, so its gradient F'(z - F s) - lambda s vanishes. */
  @ParameterizedTest
  @ValueSource(ints = {30, 300}) // fewer voxels than pixels, and more, in blocks
  void theImageIsTheMinimum(int voxelCount) {
    InverseProjection projection = inverse(ProjectionCases.random(voxelCount, 1, 5), 0.7);
    float[] response = ProjectionCases.randomResponses(1, voxelCount, 6)[0];
    float[] image = image(projection, response);
    for (int roi = 0; roi < 3; roi++) {
      SparseMatrix transposed = projection.transposedFields(roi);
      double[] s = new double[24];
      for (int p = 0; p < 24; p++) s[p] = image[p * 3 + roi];
      double[] rest = transposed.transposedTimes(s);
      for (int v = 0; v < voxelCount; v++) {
        boolean used = v % 3 == roi && v % 10 != 9;
        rest[v] = used ? response[v] - rest[v] : 0;
      }
      double[] gradient = transposed.times(rest);
      for (int p = 0; p < 24; p++) {
        assertEquals(projection.lambda(roi) * s[p], gradient[p], 2e-6);
      }
    }
  }

  @Test
  void fieldsSumUpToOne() {
    InverseProjection projection = inverse(ProjectionCases.random(90, 1, 5), 1);
    for (int roi = 0; roi < 3; roi++) {
      double sum = 0;
      for (float value : projection.coverage(roi)) sum += value;
      assertEquals(27, sum, 1e-5); // 81 voxels with a field, a third each
    }
  }

  @Test
  void lambdaIsRelativeToTheMeanEigenvalue() {
    VoxelFields fields = ProjectionCases.random(90, 1, 5);
    InverseProjection projection = inverse(fields, 2);
    double squares = 0;
    for (float value : projection.transposedFields(1).values()) squares += value * value;
    assertEquals(2 * squares / 27, projection.lambda(1), 1e-6);
  }

  /** Fixed projections paint both voxels alike; an inverse tells them apart. */
  @Test
  void overlappingFieldsAreTakenApart() {
    VoxelFields fields = ofV1(field(-1, 1, 2), field(1, 1, 2));
    float[] image = image(inverse(fields, 0.01), new float[] {1, -1});
    assertTrue(image[1 * 6 + 2] > 1, "was " + image[1 * 6 + 2]); // more than the response itself
    assertEquals(-image[1 * 6 + 3], image[1 * 6 + 2], 1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 1500})
  void theEstimateIsTheMemoryAndWorkThatItTakes(int voxelCount) {
    VoxelFields fields = ProjectionCases.random(voxelCount, 5, 8);
    ProjectionEstimate estimate = InverseProjection.estimate(fields, InverseSettings.standard());
    InverseProjection projection =
        InverseProjection.of(fields, InverseSettings.standard(), Progress.silent());
    assertEquals(projection.bytes(), estimate.keptBytes());
    long perLag = 0;
    long largest = 0;
    for (int roi = 0; roi < 3; roi++) {
      long entries = projection.transposedFields(roi).entryCount();
      long n = Math.min(24, voxelCount / 3 * 9 / 10);
      perLag += entries + n * n;
      largest = Math.max(largest, 8 * (voxelCount + 1) + 8 * entries);
    }
    assertEquals(5 * perLag, estimate.multiplyAdds());
    assertEquals(largest, estimate.peakBytes() - estimate.keptBytes());
  }

  /** 54 voxels are two blocks of rows, of which the overlap is made first, then the factor. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void itReportsAndCanBeCancelled(int afterReports) {
    AtomicInteger reports = new AtomicInteger();
    Progress progress =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            assertTrue(done >= 0 && done <= total, stage + " " + done + " of " + total);
            reports.incrementAndGet();
          }

          @Override
          public boolean isCancelled() {
            return reports.get() >= afterReports;
          }
        };
    VoxelFields three = ProjectionCases.random(60, 1, 8);
    List<String> one = three.roiOfVoxel().stream().map(roi -> "V1").toList();
    PixelGrid fine = new PixelGrid(18, 12, 12);
    VoxelFields fields = new VoxelFields(fine, List.of("V1"), one, three.fields(), 1);
    assertThrows(
        CancelledException.class,
        () -> InverseProjection.of(fields, InverseSettings.standard(), progress));
    assertEquals(afterReports, reports.get());
  }

  @Test
  void fieldsWiderThanTheScreenAreLeftOut() {
    InverseProjection projection = inverse(ofV1(field(1, 1, 1), field(3, 1, 13)), 1);
    assertEquals(1, projection.usedVoxelCount());
    assertEquals(1, projection.warnings().size());
  }

  @Test
  void moreMemoryThanThereIsIsRefusedBeforeItIsTaken() {
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < 20; v++) {
      rois.add("V1");
      fields.add(field(1, 1, 2));
    }
    VoxelFields all = new VoxelFields(ProjectionCases.GRID, List.of("V1"), rois, fields, 1);
    ProjectionEstimate estimate = InverseProjection.estimate(all, InverseSettings.standard());
    estimate.requireMemory("inverse", estimate.peakBytes());
    String message =
        assertThrows(
                BadInputException.class,
                () -> estimate.requireMemory("inverse", estimate.peakBytes() - 1))
            .getMessage();
    assertTrue(message.contains("give Java more memory"), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1e7})
  void aLambdaOutOfRangeIsRefused(double relativeLambda) {
    String message =
        assertThrows(BadInputException.class, () -> new InverseSettings(relativeLambda, 3))
            .getMessage();
    assertTrue(message.contains("lambda"), message);
  }
}
