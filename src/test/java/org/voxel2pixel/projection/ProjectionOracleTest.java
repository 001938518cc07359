// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Images and coverage against dense formulas in numpy, src/test/python/projection_operators.py. */
class ProjectionOracleTest {
  private static final double CUT = 3;
  private static final double LEAST = 0.3;
  private static final double RELATIVE_LAMBDA = 0.5;

  private record Case(String name, PixelGrid grid, int lagCount) {}

  private static final List<Case> CASES =
      List.of(
          new Case("voxels", new PixelGrid(13, 9, 6.5), 3),
          new Case("pixels", new PixelGrid(7, 5, 7.0), 2));

  static Stream<Arguments> caseAndProjection() {
    return CASES.stream()
        .flatMap(c -> Stream.of("mean", "sum", "inverse").map(name -> Arguments.of(c, name)));
  }

  @ParameterizedTest
  @MethodSource("caseAndProjection")
  void imagesAgreeWithNumpy(Case c, String name) throws IOException {
    VoxelProjection projection = projection(c, name);
    double[][] expected = rows(c.name + "_" + name);
    float[] rfs = new float[projection.layout().valueCount()];
    projection.projectLags(responses(c), rfs, 0);
    double largest = Stream.of(expected).mapToDouble(ProjectionOracleTest::largest).max().orElse(0);
    for (int p = 0; p < c.grid.pixelCount(); p++) {
      for (int channel = 0; channel < projection.channelCount(); channel++) {
        assertEquals(
            expected[p][channel],
            rfs[p * projection.channelCount() + channel],
            1e-6 * largest,
            "pixel " + p + ", channel " + channel);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseAndProjection")
  void coverageAgreesWithNumpy(Case c, String name) throws IOException {
    VoxelProjection projection = projection(c, name);
    double[][] expected = rows(c.name + "_" + name + "_coverage");
    for (int roi = 0; roi < 2; roi++) {
      float[] coverage = projection.coverage(roi);
      for (int p = 0; p < c.grid.pixelCount(); p++) {
        assertEquals(expected[p][roi], coverage[p], 1e-6 * (1 + expected[p][roi]), "pixel " + p);
      }
    }
  }

  private static VoxelProjection projection(Case c, String name) throws IOException {
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (String[] row : cells(c.name + "_fields")) {
      rois.add(row[0]);
      double[] field = numbers(row, 1);
      fields.add(
          Double.isNaN(field[2])
              ? Optional.empty()
              : Optional.of(new ReceptiveField(field[0], field[1], field[2])));
    }
    VoxelFields all = new VoxelFields(c.grid, List.of("V2", "V1"), rois, fields, c.lagCount);
    return switch (name) {
      case "mean" ->
          GaussianProjection.of(
              all, new GaussianSettings(PixelWeighting.WEIGHTED_MEAN, CUT, LEAST));
      case "sum" ->
          GaussianProjection.of(all, new GaussianSettings(PixelWeighting.WEIGHTED_SUM, CUT, 0));
      default ->
          InverseProjection.of(all, new InverseSettings(RELATIVE_LAMBDA, CUT), Progress.silent());
    };
  }

  private static float[][] responses(Case c) throws IOException {
    double[][] rows = rows(c.name + "_responses");
    float[][] responses = new float[rows.length][rows[0].length];
    for (int lag = 0; lag < rows.length; lag++) {
      for (int v = 0; v < rows[lag].length; v++) responses[lag][v] = (float) rows[lag][v];
    }
    return responses;
  }

  private static double[][] rows(String name) throws IOException {
    return cells(name).stream().map(row -> numbers(row, 0)).toArray(double[][]::new);
  }

  private static double[] numbers(String[] row, int from) {
    return Stream.of(row)
        .skip(from)
        .mapToDouble(cell -> cell.equals("nan") ? Double.NaN : Double.parseDouble(cell))
        .toArray();
  }

  private static double largest(double[] row) {
    double largest = 0;
    for (double value : row) largest = Math.max(largest, Math.abs(value));
    return largest;
  }

  private static List<String[]> cells(String name) throws IOException {
    try (InputStream in = ProjectionOracleTest.class.getResourceAsStream(name + ".tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> line.split("\t")).toList();
    }
  }
}
