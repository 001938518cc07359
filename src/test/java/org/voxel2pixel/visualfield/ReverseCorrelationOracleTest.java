// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;

/**
 * Fields and held-out r2 against src/test/python/visualfield_reverse_correlation.py, which keeps
 * every sample and builds every candidate's drive, where we keep sums.
 */
class ReverseCorrelationOracleTest {
  private static final PixelGrid GRID = new PixelGrid(12, 9, 6);
  private static final int SAMPLES = 90;
  private static final int VOXELS = 7;

  private long state = 1;

  private double uniform() {
    state = (1664525L * state + 1013904223L) & 0xffffffffL;
    return (state >> 8) / (double) (1 << 24) - 0.5;
  }

  @Test
  void asTheOracleFindsOnPlainPixels() throws URISyntaxException {
    compare(
        "plain",
        new ReverseCorrelationSettings(
            3, 12, List.of(0.75, 1.25, 2.0), Polarity.POSITIVE, PixelScaling.CENTRED));
  }

  @Test
  void asTheOracleFindsOnAveragedStandardisedPixelsWithEitherSign() throws URISyntaxException {
    compare(
        "reduced",
        new ReverseCorrelationSettings(
            4, 5, List.of(0.5, 0.8, 1.2, 2.0), Polarity.EITHER, PixelScaling.STANDARDISED));
  }

  private void compare(String name, ReverseCorrelationSettings settings) throws URISyntaxException {
    ReverseCorrelation estimate = new ReverseCorrelation(GRID, VOXELS, SAMPLES, settings);
    for (int s = 0; s < SAMPLES; s++) addSample(estimate);
    ReceptiveFieldTable found = estimate.estimate(Progress.silent());
    ReceptiveFieldTable expected =
        ReceptiveFieldTable.read(
            Path.of(getClass().getResource("reverse_correlation_" + name + ".tsv").toURI()));
    for (int v = 0; v < VOXELS; v++) {
      assertEquals(expected.field(v).isPresent(), found.field(v).isPresent(), "voxel " + v);
      if (found.field(v).isEmpty()) continue;
      FittedField a = expected.field(v).get();
      FittedField b = found.field(v).get();
      assertEquals(a.field().xDeg(), b.field().xDeg(), 1e-6, "x of voxel " + v);
      assertEquals(a.field().yDeg(), b.field().yDeg(), 1e-6, "y of voxel " + v);
      assertEquals(a.field().sigmaDeg(), b.field().sigmaDeg(), 1e-6, "sigma of voxel " + v);
      assertEquals(a.r2(), b.r2(), 1e-6, "r2 of voxel " + v);
    }
  }

  /** The script's {@code series()}, line for line. */
  private void addSample(ReverseCorrelation estimate) {
    double[] raw = new double[12 * 9];
    for (int p = 0; p < raw.length; p++) raw[p] = uniform();
    double[] smooth = new double[raw.length];
    float[] stimulus = new float[raw.length];
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 12; x++) {
        double right = raw[y * 12 + (x + 1) % 12];
        double below = raw[(y + 1) % 9 * 12 + x];
        smooth[y * 12 + x] = x == 0 ? 0.25 : (raw[y * 12 + x] + right + below) / 4;
        stimulus[y * 12 + x] = (float) smooth[y * 12 + x];
      }
    }
    float[] response = new float[VOXELS];
    for (int v = 0; v < VOXELS; v++) {
      int cy = (2 * v + 1) % 7;
      int cx = (5 * v + 1) % 10;
      double drive = 0;
      for (int y = cy; y < cy + 3; y++) {
        for (int x = cx; x < cx + 3; x++) drive += smooth[y * 12 + x];
      }
      response[v] = (float) ((v == 3 ? -drive : drive) + v * uniform());
    }
    response[6] = 0.5f;
    estimate.add(response, stimulus);
  }
}
