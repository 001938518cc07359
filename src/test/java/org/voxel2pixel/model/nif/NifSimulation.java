// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.PrfResponses;

/**
 * Voxels whose fields are known, by formula: grey frames with up to seven textured patches at
 * random places; each voxel answers, one volume later, to the squared deviation from grey under its
 * Gaussian, with noise.
 */
record NifSimulation(List<List<float[]>> runs, List<List<Truth>> regions, List<NifRegion> bold) {
  static final int SIDE = 16;
  static final PixelGrid SCREEN = new PixelGrid(SIDE, SIDE, 8);
  private static final double SIGMA_PX = 1.5;
  private static final double NOISE_SD = 0.3;

  /** Centre in pixels, y downward. */
  record Truth(double xPx, double yPx) {}

  static NifSimulation of(List<List<Truth>> regions, int runCount, int volumes, long seed) {
    Random random = new Random(seed);
    List<List<float[]>> runs = new ArrayList<>();
    for (int run = 0; run < runCount; run++) {
      List<float[]> frames = new ArrayList<>();
      for (int t = 0; t < volumes; t++) frames.add(patches(random));
      runs.add(frames);
    }
    List<NifRegion> bold = new ArrayList<>();
    for (int r = 0; r < regions.size(); r++) {
      bold.add(new NifRegion("V" + (r + 1), responses(runs, regions.get(r), random)));
    }
    return new NifSimulation(runs, regions, bold);
  }

  private static float[] patches(Random random) {
    float[] frame = new float[SIDE * SIDE];
    Arrays.fill(frame, 0.5f);
    for (int n = random.nextInt(8); n > 0; n--) {
      int left = random.nextInt(SIDE + 3) - 3;
      int top = random.nextInt(SIDE + 3) - 3;
      for (int y = Math.max(0, top); y < Math.min(SIDE, top + 4); y++) {
        for (int x = Math.max(0, left); x < Math.min(SIDE, left + 4); x++) {
          frame[y * SIDE + x] = random.nextBoolean() ? 1 : 0;
        }
      }
    }
    return frame;
  }

  private static PrfResponses responses(
      List<List<float[]>> runs, List<Truth> voxels, Random random) {
    List<float[]> bold = new ArrayList<>();
    for (List<float[]> run : runs) {
      float[] values = new float[run.size() * voxels.size()];
      for (int v = 0; v < voxels.size(); v++) {
        double[] clean = new double[run.size()];
        for (int t = 1; t < clean.length; t++) clean[t] = drive(run.get(t - 1), voxels.get(v));
        for (int t = 0; t < clean.length; t++) {
          double noise = NOISE_SD * random.nextGaussian();
          values[t * voxels.size() + v] = (float) (100 + clean[t] + noise);
        }
      }
      bold.add(values);
    }
    return PrfResponses.of(voxels.size(), bold);
  }

  private static double drive(float[] frame, Truth voxel) {
    double sum = 0;
    for (int p = 0; p < frame.length; p++) {
      double dx = p % SIDE - voxel.xPx();
      double dy = p / SIDE - voxel.yPx();
      double weight = Math.exp(-(dx * dx + dy * dy) / (2 * SIGMA_PX * SIGMA_PX));
      sum += weight * (frame[p] - 0.5) * (frame[p] - 0.5);
    }
    return sum;
  }

  /** The same responses to the same frames seen in a mirror, left and right exchanged. */
  NifSimulation mirrored() {
    List<List<float[]>> mirrored = new ArrayList<>();
    for (List<float[]> run : runs) {
      List<float[]> frames = new ArrayList<>();
      for (float[] frame : run) {
        float[] other = new float[frame.length];
        for (int p = 0; p < other.length; p++) {
          other[p] = frame[p / SIDE * SIDE + SIDE - 1 - p % SIDE];
        }
        frames.add(other);
      }
      mirrored.add(frames);
    }
    return new NifSimulation(mirrored, regions, bold);
  }

  NifFrames frames() {
    NifFrames.Builder builder = NifFrames.builder(SCREEN, SIDE);
    for (List<float[]> run : runs) {
      builder.startRun();
      run.forEach(builder::add);
    }
    return builder.build();
  }
}
