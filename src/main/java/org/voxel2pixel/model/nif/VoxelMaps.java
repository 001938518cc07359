// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * The spatial maps of a region's voxels and the receptive fields that they describe.
 *
 * <p>The map of voxel v over a layer's rows y and columns x is {@code M(y, x) = sum_k a_k Uy_k(y)
 * Ux_k(x)}, each {@code Uy_k} and {@code Ux_k} summing to 1. With the power p its moments are
 *
 * <pre>
 *   mean x = sum M^p X(x) / sum M^p                        likewise y; sums over rows and columns
 *   sigma^2 = p (sum M^p (X(x) - mean x)^2 / sum M^p + likewise y) / 2 + variance within a pixel
 * </pre>
 *
 * with {@code X(x)} the pixel's position ({@link PooledAxis}). Of p = 1 this is the centre of mass,
 * which what is left of a flat map draws to the middle and widens; p = 2 makes little of that, and
 * since a Gaussian's p-th power is a Gaussian of {@code sigma^2 / p}, sigma means the same.
 *
 * <p>What the kernels before the readout see around a pixel is not counted in. Free kernels that
 * training makes lopsided shift all fields of a region alike, of 3 x 3 pixels by at most one pixel
 * of each layer up to it; symmetric ones shift nothing.
 */
final class VoxelMaps {
  private final NifNetwork.Maps maps;
  private final PooledAxis columns;
  private final PooledAxis rows;
  private final int ranks;
  private final int voxels;
  private final double power;

  VoxelMaps(
      NifNetwork.Maps maps,
      PooledAxis columns,
      PooledAxis rows,
      int ranks,
      int voxels,
      double power) {
    this.maps = maps;
    this.columns = columns;
    this.rows = rows;
    this.ranks = ranks;
    this.voxels = voxels;
    this.power = power;
  }

  /** {@code M}, flat {@code [y][x]}. */
  float[] map(int voxel) {
    float[] map = new float[rows.length() * columns.length()];
    for (int k = 0; k < ranks; k++) {
      int kv = k * voxels + voxel;
      for (int y = 0; y < rows.length(); y++) {
        double row = maps.amplitudes()[kv] * (double) maps.rows()[kv * rows.length() + y];
        for (int x = 0; x < columns.length(); x++) {
          map[y * columns.length() + x] += row * maps.columns()[kv * columns.length() + x];
        }
      }
    }
    return map;
  }

  /**
   * Whether the voxel's map is 0 everywhere, as its amplitudes may become where it is not driven.
   */
  boolean isEmpty(int voxel) {
    float[] map = map(voxel);
    return !(map[peak(map)] > 0);
  }

  /**
   * @param voxel whose map is not empty
   * @param screen where the frames were seen
   * @param reduction what brought them to the network's input
   */
  ReceptiveField field(int voxel, FieldCentre centre, PixelGrid screen, AreaReduction reduction) {
    float[] map = map(voxel);
    double[] x = moments(map, columns, Along.X);
    double[] y = moments(map, rows, Along.Y);
    double xDegPerPx = screen.degPerPx() * screen.widthPx() / reduction.width;
    double yDegPerPx = screen.degPerPx() * screen.heightPx() / reduction.height;
    double variance = (x[1] * xDegPerPx * xDegPerPx + y[1] * yDegPerPx * yDegPerPx) / 2;
    double xPx = x[0];
    double yPx = y[0];
    if (centre == FieldCentre.ARG_MAX) {
      int peak = peak(map);
      xPx = columns.centrePx(peak % columns.length());
      yPx = rows.centrePx(peak / columns.length());
    }
    return new ReceptiveField(
        screen.xDeg(reduction.xPx(xPx)), screen.yDeg(reduction.yPx(yPx)), Math.sqrt(variance));
  }

  private enum Along {
    X,
    Y
  }

  /** Mean and variance of the position along an axis, in input pixels. */
  private double[] moments(float[] map, PooledAxis axis, Along along) {
    double peak = map[peak(map)]; // keeps powers of small numbers from vanishing
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int p = 0; p < map.length; p++) {
      double w = Math.pow(map[p] / peak, power);
      double at = axis.centrePx(along == Along.X ? p % columns.length() : p / columns.length());
      sum += w;
      first += w * at;
      second += w * at * at;
    }
    double mean = first / sum;
    double variance = Math.max(0, second / sum - mean * mean);
    return new double[] {mean, power * variance + axis.varianceWithinPx2()};
  }

  private static int peak(float[] map) {
    int peak = 0;
    for (int p = 1; p < map.length; p++) {
      if (map[p] > map[peak]) peak = p;
    }
    return peak;
  }
}
