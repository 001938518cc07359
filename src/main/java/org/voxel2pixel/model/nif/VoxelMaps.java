// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * The spatial maps of a region's voxels and the receptive fields that they describe.
 *
 * <p>The map of voxel v over a layer's rows y and columns x is {@code M(y, x) = sum_k a_k Uy_k(y)
 * Ux_k(x)}, each {@code Uy_k} and {@code Ux_k} summing to 1. Its moments are
 *
 * <pre>
 *   mean x = sum_k a_k sum_x Ux_k(x) X(x) / sum_k a_k                    likewise y
 *   sigma^2 = (variance of x + variance of y) / 2
 * </pre>
 *
 * with {@code X(x)} the pixel's position ({@link PooledAxis}) and the variance within a pixel
 * counted in. What the kernels before the readout see around a pixel is not: where training makes
 * them lopsided, all fields of a region are shifted alike, in region r (from 1) with 3 x 3 kernels
 * by at most {@code 2^r} input pixels.
 */
final class VoxelMaps {
  private final NifNetwork.Maps maps;
  private final PooledAxis columns;
  private final PooledAxis rows;
  private final int ranks;
  private final int voxels;

  VoxelMaps(NifNetwork.Maps maps, PooledAxis columns, PooledAxis rows, int ranks, int voxels) {
    this.maps = maps;
    this.columns = columns;
    this.rows = rows;
    this.ranks = ranks;
    this.voxels = voxels;
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
   * @param screen where the frames were seen
   * @param reduction what brought them to the network's input
   */
  ReceptiveField field(int voxel, FieldCentre centre, PixelGrid screen, AreaReduction reduction) {
    double[] x = moments(voxel, columns, maps.columns());
    double[] y = moments(voxel, rows, maps.rows());
    double xDegPerPx = screen.degPerPx() * screen.widthPx() / reduction.width;
    double yDegPerPx = screen.degPerPx() * screen.heightPx() / reduction.height;
    double variance = (x[1] * xDegPerPx * xDegPerPx + y[1] * yDegPerPx * yDegPerPx) / 2;
    double xPx = x[0];
    double yPx = y[0];
    if (centre == FieldCentre.ARG_MAX) {
      int peak = peak(map(voxel));
      xPx = columns.centrePx(peak % columns.length());
      yPx = rows.centrePx(peak / columns.length());
    }
    return new ReceptiveField(
        screen.xDeg(reduction.xPx(xPx)), screen.yDeg(reduction.yPx(yPx)), Math.sqrt(variance));
  }

  /** Mean and variance of the position along an axis, in input pixels. */
  private double[] moments(int voxel, PooledAxis axis, float[] weights) {
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int k = 0; k < ranks; k++) {
      int kv = k * voxels + voxel;
      for (int i = 0; i < axis.length(); i++) {
        double w = maps.amplitudes()[kv] * (double) weights[kv * axis.length() + i];
        double at = axis.centrePx(i);
        sum += w;
        first += w * at;
        second += w * at * at;
      }
    }
    double mean = first / sum;
    return new double[] {mean, Math.max(0, second / sum - mean * mean) + axis.varianceWithinPx2()};
  }

  private static int peak(float[] map) {
    int peak = 0;
    for (int p = 1; p < map.length; p++) {
      if (map[p] > map[peak]) peak = p;
    }
    return peak;
  }
}
