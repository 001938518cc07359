// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * The penalty whose held-out squared error over all pixels is least, the greater of equals.
 *
 * <p>A part G of the training examples is held out, whole groups at a time, and the rest predicts
 * it; no fit is made for that: with {@code H = U diag(s² / (s² + λp)) U' + 11'/n}, the errors are
 * exactly
 *
 * <pre>
 *   e[G] = (I - H[G,G])^-1 (Y - HY)[G]
 * </pre>
 *
 * <p>The means are those of the examples not held out; the scales are those of all training
 * examples.
 *
 * @param lambda the choice
 * @param lambdas what there was to choose from
 * @param heldOutError mean squared error of each
 */
record PenaltyChoice(double lambda, double[] lambdas, double[] heldOutError) {

  /**
   * @param inputs the examples' components
   * @param penaltyUnit p
   * @param targets {@code [example][pixel]}, centred
   * @param groups {@code [example]}; the n-th group that appears is held out with part {@code n mod
   *     innerFolds}
   */
  static PenaltyChoice of(
      PrincipalInputs inputs,
      int penaltyUnit,
      DMatrixRMaj targets,
      int[] groups,
      RidgeSettings settings,
      Progress progress) {
    double[] lambdas = settings.lambdas();
    if (lambdas.length == 1) return new PenaltyChoice(lambdas[0], lambdas, new double[] {0});
    List<int[]> parts = parts(groups, settings.innerFolds());
    DMatrixRMaj projected = new DMatrixRMaj(inputs.scores().numCols, targets.numCols); // U'Y
    CommonOps_DDRM.multTransA(inputs.scores(), targets, projected);
    Patience patience = new Patience("choosing the penalty", progress);
    double[] error = new double[lambdas.length];
    int best = 0;
    for (int k = 0; k < lambdas.length; k++) {
      double penalty = lambdas[k] * penaltyUnit;
      error[k] =
          patience.await(
              k, lambdas.length, () -> error(inputs, penalty, targets, projected, parts));
      if (error[k] <= error[best]) best = k;
    }
    return new PenaltyChoice(lambdas[best], lambdas, error);
  }

  /** Whether the choice is the least or the greatest there was, and so perhaps not the best. */
  boolean atTheEnd() {
    return lambdas.length > 1 && (lambda == lambdas[0] || lambda == lambdas[lambdas.length - 1]);
  }

  private static List<int[]> parts(int[] groups, int innerFolds) {
    Map<Integer, Integer> order = new HashMap<>();
    List<List<Integer>> members = new ArrayList<>();
    for (int f = 0; f < innerFolds; f++) members.add(new ArrayList<>());
    for (int i = 0; i < groups.length; i++) {
      int next = order.size();
      Integer ordinal = order.putIfAbsent(groups[i], next);
      members.get((ordinal == null ? next : ordinal) % innerFolds).add(i);
    }
    if (order.size() < 2) {
      throw new BadInputException(
          "ridge",
          "training examples of at least two pictures or runs, to choose the penalty by holding one"
              + " out",
          "one alone",
          "give one penalty, such as override=[lambdas=[1]]");
    }
    return members.stream()
        .filter(part -> !part.isEmpty())
        .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static double error(
      PrincipalInputs inputs,
      double penalty,
      DMatrixRMaj y,
      DMatrixRMaj projected,
      List<int[]> parts) {
    DMatrixRMaj u = inputs.scores();
    DMatrixRMaj shrunk = u.copy(); // U diag(s² / (s² + λp))
    for (int k = 0; k < u.numCols; k++) {
      double shrinkage = inputs.variances()[k] / (inputs.variances()[k] + penalty);
      for (int i = 0; i < u.numRows; i++) shrunk.set(i, k, u.get(i, k) * shrinkage);
    }
    double[] squares =
        parts.parallelStream()
            .mapToDouble(
                part ->
                    heldOutError(
                        rows(u, part), rows(shrunk, part), projected, rows(y, part), u.numRows))
            .toArray();
    double sum = 0;
    for (double square : squares) sum += square; // in order: equal input, equal bits
    return sum / ((double) y.numRows * y.numCols);
  }

  private static double heldOutError(
      DMatrixRMaj u, DMatrixRMaj shrunk, DMatrixRMaj projected, DMatrixRMaj y, int n) {
    DMatrixRMaj residual = y.copy();
    CommonOps_DDRM.multAdd(-1, shrunk, projected, residual);
    DMatrixRMaj rest = new DMatrixRMaj(u.numRows, u.numRows); // I - H[G,G]
    CommonOps_DDRM.multTransB(-1, shrunk, u, rest);
    for (int i = 0; i < rest.getNumElements(); i++) rest.data[i] -= 1.0 / n;
    for (int i = 0; i < rest.numRows; i++) rest.add(i, i, 1);
    DMatrixRMaj error = new DMatrixRMaj(y.numRows, y.numCols);
    if (!CommonOps_DDRM.solve(rest, residual, error)) {
      throw new IllegalStateException("the held-out errors have no solution");
    }
    double sum = 0;
    for (double e : error.data) sum += e * e;
    return sum;
  }

  private static DMatrixRMaj rows(DMatrixRMaj matrix, int[] which) {
    DMatrixRMaj rows = new DMatrixRMaj(which.length, matrix.numCols);
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(
          matrix.data, which[i] * matrix.numCols, rows.data, i * matrix.numCols, matrix.numCols);
    }
    return rows;
  }
}
