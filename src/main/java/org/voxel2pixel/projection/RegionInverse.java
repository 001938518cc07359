// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/**
 * The regularised pseudo-inverse of one region's fields, in whichever of its two equal forms needs
 * the smaller square matrix:
 *
 * <pre>
 *   s = F' (F F' + lambda I)^-1 z     [voxel][voxel]
 *   s = (F' F + lambda I)^-1 F' z     [pixel][pixel], pixels that a field reaches
 * </pre>
 */
final class RegionInverse {
  private final SparseMatrix transposedFields; // F', pixels x all voxels
  private final int[] voxels;
  private final int[] pixels; // that a field reaches
  private final double lambda;
  private final Cholesky factor;

  RegionInverse(SparseMatrix transposedFields, int[] voxels, double relative, Progress progress) {
    this.transposedFields = transposedFields;
    this.voxels = voxels;
    this.pixels =
        IntStream.range(0, transposedFields.rowCount())
            .filter(p -> transposedFields.rowStart[p + 1] > transposedFields.rowStart[p])
            .toArray();
    this.lambda = relative * squares(transposedFields) / voxels.length;
    this.factor = Cholesky.of(square(progress), progress, "inverting fields");
  }

  /** Sum of all squares, which is the trace of {@code F F'} and so the sum of its eigenvalues. */
  private static double squares(SparseMatrix a) {
    double sum = 0;
    for (float value : a.value) sum += (double) value * value;
    return sum;
  }

  private double[][] square(Progress progress) {
    SparseMatrix fields = transposedFields.transposed();
    return byVoxels()
        ? Gram.lower(fields, transposedFields, voxels, lambda, progress)
        : Gram.lower(transposedFields, fields, pixels, lambda, progress);
  }

  private boolean byVoxels() {
    return voxels.length <= pixels.length;
  }

  /**
   * @param responses {@code [lag][voxel]}
   * @param lanes as of {@link LagProduct}
   * @return {@code [pixel * lanes + lag]}
   */
  double[] solve(float[][] responses, int lanes) {
    return byVoxels() ? solveByVoxels(responses, lanes) : solveByPixels(responses, lanes);
  }

  private double[] solveByVoxels(float[][] responses, int lanes) {
    double[][] b = new double[responses.length][voxels.length];
    for (int lag = 0; lag < b.length; lag++) {
      for (int i = 0; i < voxels.length; i++) b[lag][i] = responses[lag][voxels[i]];
    }
    factor.solve(b);
    double[] weights = new double[transposedFields.columnCount() * lanes];
    scatter(b, voxels, weights, lanes);
    return product(weights, lanes);
  }

  private double[] solveByPixels(float[][] responses, int lanes) {
    double[] painted = product(RegionProjection.sideBySide(responses, lanes), lanes);
    double[][] b = new double[responses.length][pixels.length];
    for (int lag = 0; lag < b.length; lag++) {
      for (int i = 0; i < pixels.length; i++) b[lag][i] = painted[pixels[i] * lanes + lag];
    }
    factor.solve(b);
    scatter(b, pixels, painted, lanes); // pixels that no field reaches are 0 already
    return painted;
  }

  private double[] product(double[] x, int lanes) {
    double[] y = new double[transposedFields.rowCount() * lanes];
    LagProduct.multiply(transposedFields, x, y, lanes);
    return y;
  }

  private static void scatter(double[][] b, int[] places, double[] lanesOf, int lanes) {
    for (int lag = 0; lag < b.length; lag++) {
      for (int i = 0; i < places.length; i++) lanesOf[places[i] * lanes + lag] = b[lag][i];
    }
  }

  SparseMatrix transposedFields() {
    return transposedFields;
  }

  double lambda() {
    return lambda;
  }

  long bytes() {
    return transposedFields.bytes()
        + Cholesky.bytes(factor.rowCount())
        + (long) Integer.BYTES * (voxels.length + pixels.length);
  }
}
