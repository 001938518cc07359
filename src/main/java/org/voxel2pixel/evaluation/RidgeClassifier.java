// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Ridge regression onto one indicator a class, 1 for it and -1 for the others; the class with the
 * greatest prediction wins, the first of equals.
 *
 * <p>With centred examples {@code X} and indicators {@code Y}, the weights are {@code W = (X'X +
 * alpha I)^-1 X'Y}, computed as {@code X'(XX' + alpha I)^-1 Y} where there are fewer examples than
 * features; the penalty does not act on the means.
 */
final class RidgeClassifier {
  private final double[] mean; // [feature]
  private final double[] offset; // [class]
  private final DMatrixRMaj weights; // [feature][class]

  private RidgeClassifier(double[] mean, double[] offset, DMatrixRMaj weights) {
    this.mean = mean;
    this.offset = offset;
    this.weights = weights;
  }

  /**
   * @param rows {@code [example][feature]}
   * @param classes {@code [example]}, 0 to classCount - 1
   * @param alpha above 0
   */
  static RidgeClassifier fit(List<float[]> rows, int[] classes, int classCount, double alpha) {
    if (!(alpha > 0)) throw new IllegalArgumentException("alpha must be > 0, was " + alpha);
    int n = rows.size();
    int features = rows.get(0).length;
    DMatrixRMaj x = new DMatrixRMaj(n, features);
    for (int r = 0; r < n; r++) {
      for (int f = 0; f < features; f++) x.set(r, f, rows.get(r)[f]);
    }
    DMatrixRMaj y = new DMatrixRMaj(n, classCount);
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < classCount; c++) y.set(r, c, classes[r] == c ? 1 : -1);
    }
    double[] mean = centre(x);
    double[] offset = centre(y);
    return new RidgeClassifier(mean, offset, weights(x, y, alpha));
  }

  private static double[] centre(DMatrixRMaj matrix) {
    double[] mean = new double[matrix.numCols];
    for (int c = 0; c < mean.length; c++) {
      for (int r = 0; r < matrix.numRows; r++) mean[c] += matrix.get(r, c);
      mean[c] /= matrix.numRows;
      for (int r = 0; r < matrix.numRows; r++) matrix.add(r, c, -mean[c]);
    }
    return mean;
  }

  private static DMatrixRMaj weights(DMatrixRMaj x, DMatrixRMaj y, double alpha) {
    boolean dual = x.numRows < x.numCols;
    int size = Math.min(x.numRows, x.numCols);
    DMatrixRMaj gram = new DMatrixRMaj(size, size);
    DMatrixRMaj right = y;
    if (dual) {
      CommonOps_DDRM.multTransB(x, x, gram);
    } else {
      CommonOps_DDRM.multTransA(x, x, gram);
      right = new DMatrixRMaj(x.numCols, y.numCols);
      CommonOps_DDRM.multTransA(x, y, right);
    }
    for (int i = 0; i < size; i++) gram.add(i, i, alpha);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
    if (!solver.setA(gram)) {
      throw new IllegalStateException("the ridge matrix is not positive definite: alpha " + alpha);
    }
    DMatrixRMaj solution = new DMatrixRMaj(size, y.numCols);
    solver.solve(right, solution);
    if (!dual) return solution;
    DMatrixRMaj weights = new DMatrixRMaj(x.numCols, y.numCols);
    CommonOps_DDRM.multTransA(x, solution, weights);
    return weights;
  }

  int classOf(float[] row) {
    int best = 0;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < offset.length; c++) {
      double value = offset[c];
      for (int f = 0; f < row.length; f++) value += (row[f] - mean[f]) * weights.get(f, c);
      if (value > bestValue) {
        bestValue = value;
        best = c;
      }
    }
    return best;
  }
}
