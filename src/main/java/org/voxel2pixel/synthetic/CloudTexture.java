// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * A coloured 1/f texture, as natural scenes have: two fields of value noise, each the sum over
 * octaves {@code k = 0..4} of smooth random lattices of {@code 2^(k+1)} cells with amplitude {@code
 * 2^-k}, lead from a middle colour towards two others. It repeats at the tile's borders, so it can
 * drift for ever.
 */
final class CloudTexture {
  private static final int TILE = 64;
  private static final int OCTAVE_COUNT = 5;

  private final float[] red = new float[TILE * TILE]; // [y * TILE + x], each colour
  private final float[] green = new float[TILE * TILE];
  private final float[] blue = new float[TILE * TILE];

  CloudTexture(Colour middle, Colour first, Colour second, RandomGenerator random) {
    double[] towardsFirst = cloud(random);
    double[] towardsSecond = cloud(random);
    for (int p = 0; p < TILE * TILE; p++) {
      double a = towardsFirst[p];
      double b = towardsSecond[p];
      red[p] = blend(middle.red(), first.red(), second.red(), a, b);
      green[p] = blend(middle.green(), first.green(), second.green(), a, b);
      blue[p] = blend(middle.blue(), first.blue(), second.blue(), a, b);
    }
  }

  private static float blend(double middle, double first, double second, double a, double b) {
    double value = middle + a * (first - middle) + b * (second - middle);
    return (float) Math.min(1, Math.max(0, value));
  }

  /** The colour at tile coordinates, one tile a unit, by bilinear interpolation. */
  Colour at(double u, double v) {
    double x = (u - Math.floor(u)) * TILE;
    double y = (v - Math.floor(v)) * TILE;
    int x0 = (int) x % TILE;
    int y0 = (int) y % TILE;
    int upper = y0 * TILE;
    int lower = (y0 + 1) % TILE * TILE;
    int x1 = (x0 + 1) % TILE;
    double fx = x - Math.floor(x);
    double fy = y - Math.floor(y);
    return new Colour(
        between(red, upper + x0, upper + x1, lower + x0, lower + x1, fx, fy),
        between(green, upper + x0, upper + x1, lower + x0, lower + x1, fx, fy),
        between(blue, upper + x0, upper + x1, lower + x0, lower + x1, fx, fy));
  }

  private static double between(
      float[] tile, int p00, int p01, int p10, int p11, double fx, double fy) {
    double upper = tile[p00] + fx * (tile[p01] - tile[p00]);
    double lower = tile[p10] + fx * (tile[p11] - tile[p10]);
    return upper + fy * (lower - upper);
  }

  private static double[] cloud(RandomGenerator random) {
    double[] sum = new double[TILE * TILE];
    for (int octave = 0; octave < OCTAVE_COUNT; octave++) {
      int cells = 2 << octave;
      double amplitude = 1.0 / (1 << octave);
      double[] lattice = random.doubles((long) cells * cells, -amplitude, amplitude).toArray();
      for (int y = 0; y < TILE; y++) {
        for (int x = 0; x < TILE; x++) sum[y * TILE + x] += smooth(lattice, cells, x, y);
      }
    }
    return sum;
  }

  private static double smooth(double[] lattice, int cells, int x, int y) {
    double u = (double) x * cells / TILE;
    double v = (double) y * cells / TILE;
    int left = (int) u;
    int top = (int) v;
    double fx = ease(u - left);
    double fy = ease(v - top);
    int right = (left + 1) % cells;
    int bottom = (top + 1) % cells;
    double upper = lattice[top * cells + left] * (1 - fx) + lattice[top * cells + right] * fx;
    double lower = lattice[bottom * cells + left] * (1 - fx) + lattice[bottom * cells + right] * fx;
    return upper + fy * (lower - upper);
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
