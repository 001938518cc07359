// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/**
 * The volumes of a fold turned into fewer rows with the same sums of squares and products: as many
 * as the stimulus has independent directions, at most one a pixel. Sweeping bars need less than
 * half of their volumes, and a film of hours is fitted as fast as one of minutes. With S the
 * stimulus series, {@code [volume][pixel]}, and y a voxel's response, both without drift,
 *
 * <pre>
 *   SᵀS = L Lᵀ     (Cholesky, largest pivot first, down to 1e-9 of the largest)
 *   S = Q Lᵀ,      Qᵀ y = z,      L z = Sᵀ y
 * </pre>
 *
 * A linear prediction {@code q = S G} becomes the row {@code Lᵀ G = Qᵀ q}; {@code q·q} and {@code
 * q·y} stay what they were, since q lies in the span of Q. Immutable.
 */
final class FoldCompression {
  private static final double LEAST_PIVOT = 1e-9;
  private static final int GRAM_VOLUMES = 256; // at a time; a multiple of 4

  private final float[][] series; // [pixel][volume of the fold], without drift
  private final int[] pivots; // [row]: its pixel
  private final double[][] factor; // [pixel][row], L

  FoldCompression(float[][] series, Progress progress) {
    this.series = series;
    double[][] rest = gram(series, progress);
    int pixelCount = series.length;
    double[] diagonal = new double[pixelCount];
    for (int p = 0; p < pixelCount; p++) diagonal[p] = rest[p][p];
    double least = LEAST_PIVOT * Arrays.stream(diagonal).max().orElse(0);
    int most = Math.min(pixelCount, series[0].length);
    factor = new double[pixelCount][most];
    int[] order = new int[most];
    int rank = 0;
    for (; rank < most; rank++) {
      progress.checkCancelled();
      int pivot = greatest(diagonal);
      if (!(diagonal[pivot] > least)) break;
      order[rank] = pivot;
      addColumn(rest[pivot], pivot, rank, diagonal);
    }
    pivots = Arrays.copyOf(order, rank);
  }

  private static int greatest(double[] values) {
    int greatest = 0;
    for (int n = 1; n < values.length; n++) if (values[n] > values[greatest]) greatest = n;
    return greatest;
  }

  /** Column {@code row} of L: what earlier columns leave of the pivot's products, over its root. */
  private void addColumn(double[] products, int pivot, int row, double[] diagonal) {
    double root = Math.sqrt(diagonal[pivot]);
    double[] ofPivot = factor[pivot];
    IntStream.range(0, factor.length)
        .parallel()
        .filter(p -> diagonal[p] != 0)
        .forEach(
            p -> {
              double left = products[p];
              double[] ofPixel = factor[p];
              for (int n = 0; n < row; n++) left -= ofPixel[n] * ofPivot[n];
              if (p != pivot) {
                ofPixel[row] = left / root;
                diagonal[p] = Math.max(0, diagonal[p] - ofPixel[row] * ofPixel[row]);
              }
            });
    ofPivot[row] = root;
    diagonal[pivot] = 0; // done: its later products are 0
  }

  /** SᵀS in double: what float would round off must not look like directions of its own. */
  private static double[][] gram(float[][] series, Progress progress) {
    int pixelCount = series.length;
    double[][] gram = new double[pixelCount][pixelCount];
    for (int start = 0; start < series[0].length; start += GRAM_VOLUMES) {
      progress.checkCancelled();
      double[][] volumes = volumes(series, start);
      IntStream.range(0, pixelCount)
          .parallel()
          .forEach(
              p -> {
                double[] own = new double[GRAM_VOLUMES];
                for (int v = 0; v < GRAM_VOLUMES; v++) own[v] = volumes[v][p];
                for (int v = 0; v < GRAM_VOLUMES; v += 4) {
                  VectorLoops.addFour(
                      own, v, volumes[v], volumes[v + 1], volumes[v + 2], volumes[v + 3], gram[p]);
                }
              });
    }
    return gram;
  }

  /** {@code [volume from start][pixel]}, 0 beyond the end. */
  private static double[][] volumes(float[][] series, int start) {
    double[][] volumes = new double[GRAM_VOLUMES][series.length];
    int count = Math.min(GRAM_VOLUMES, series[0].length - start);
    for (int p = 0; p < series.length; p++) {
      for (int v = 0; v < count; v++) volumes[v][p] = series[p][start + v];
    }
    return volumes;
  }

  int rowCount() {
    return pivots.length;
  }

  /** What stands for a pixel's series, copied to {@code rows} from an index on. */
  void rowsOfPixel(int pixel, float[] rows, int from) {
    for (int n = 0; n < pivots.length; n++) rows[from + n] = (float) factor[pixel][n];
  }

  /**
   * What stands for responses.
   *
   * @param volumes {@code [volume of the fold][voxel]}, without drift
   * @param rows {@code [from + row][voxel]}, overwritten
   */
  void rowsOf(float[][] volumes, float[][] rows, int from) {
    int count = volumes[0].length;
    RowProducts products = new RowProducts(count);
    double[][] z = new double[pivots.length][count];
    for (int n = 0; n < pivots.length; n++) {
      double[] left = z[n];
      products.of(series[pivots[n]], 0, volumes.length, volumes, left);
      double[] ofPivot = factor[pivots[n]];
      for (int m = 0; m < n; m++) {
        double share = ofPivot[m];
        double[] before = z[m];
        for (int v = 0; v < count; v++) left[v] -= share * before[v];
      }
      for (int v = 0; v < count; v++) {
        left[v] /= ofPivot[n];
        rows[from + n][v] = (float) left[v];
      }
    }
  }
}
