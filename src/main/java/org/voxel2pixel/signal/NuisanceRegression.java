// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRPDecomposition_F64;
import org.voxel2pixel.BadInputException;

/**
 * Removes from each voxel of one run what its mean, slow drift and confounds (head motion,
 * white-matter signal, ...) explain: with the columns of Q an orthonormal basis of {@code [1,
 * P_1(t) ... P_degree(t), confounds]},
 *
 * <pre>
 *   residual = y - Q · (Qᵀ · y)
 * </pre>
 *
 * P_n are the Legendre polynomials over the run, t from -1 at its first volume to 1 at its last.
 * These residuals are the least-squares ones, of everything at once and not step by step.
 *
 * <p>Confounds that polynomials and other confounds explain already (twins, constants) add nothing
 * and are {@link #dropped}: those whose part outside the polynomials, and then outside the
 * confounds picked before it by column-pivoted QR, is less than 1e-7 of it. What is left of a voxel
 * that was explained up to rounding (a constant one) is set to exactly 0. A voxel's mean over the
 * run can be kept: {@code residual + mean}. Immutable and thread-safe.
 */
public final class NuisanceRegression {
  private static final double REDUNDANT = 1e-7;

  /** Of a voxel's root sum of squares; float data that do vary leave more than 1e-9 of it. */
  private static final double ROUNDING = 1e-11;

  /** Values in double at a time, 8 MB. */
  private static final int BLOCK_VALUES = 1 << 20;

  /** What becomes of a voxel's mean over the run. */
  public enum Mean {
    /** The residuals alone; their mean is 0. */
    REMOVED,

    /** The mean is added to the residuals again, in double: for {@link PercentSignalChange}. */
    KEPT
  }

  private final int volumeCount;
  private final List<double[]> basis; // orthonormal, [volume]
  private final List<String> dropped;

  private NuisanceRegression(int volumeCount, List<double[]> basis, List<String> dropped) {
    this.volumeCount = volumeCount;
    this.basis = basis;
    this.dropped = List.copyOf(dropped);
  }

  /**
   * @param polynomialDegree 0 removes the mean only, 1 also a line, and so on
   * @param confounds {@code [confound][volume]}; may be empty
   * @param confoundNames one a confound
   * @throws BadInputException if a confound is not as long as the run or holds NaN or an infinity,
   *     or if the run has fewer than 2 volumes more than there are regressors
   */
  public static NuisanceRegression of(
      int volumeCount, int polynomialDegree, double[][] confounds, List<String> confoundNames) {
    if (volumeCount < 1 || polynomialDegree < 0 || confounds.length != confoundNames.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "volumeCount must be >= 1, was %d; polynomialDegree >= 0, was %d; confoundNames one"
                  + " for each of %d confounds, was %d",
              volumeCount,
              polynomialDegree,
              confounds.length,
              confoundNames.size()));
    }
    requireEnoughVolumes(volumeCount, polynomialDegree, confounds.length);
    for (int c = 0; c < confounds.length; c++) {
      requireSound(confounds[c], confoundNames.get(c), volumeCount);
    }
    List<double[]> basis = new ArrayList<>();
    for (double[] polynomial : legendre(volumeCount, polynomialDegree)) {
      projectOut(polynomial, basis); // on a grid they are only nearly orthogonal
      basis.add(scaledBy(polynomial, 1 / norm(polynomial)));
    }
    List<String> dropped = new ArrayList<>();
    addConfounds(basis, confounds, confoundNames, dropped);
    return new NuisanceRegression(volumeCount, basis, dropped);
  }

  private static void requireEnoughVolumes(int volumeCount, int degree, int confoundCount) {
    int regressorCount = 1 + degree + confoundCount;
    if (volumeCount >= regressorCount + 2) return;
    throw new BadInputException(
        "nuisance regression",
        "at least " + (regressorCount + 2) + " volumes for " + regressorCount + " regressors",
        String.format(
            Locale.ROOT,
            "%d volumes (1 mean, polynomials up to degree %d, %d confounds)",
            volumeCount,
            degree,
            confoundCount),
        "use fewer confounds or a lower degree");
  }

  private static void requireSound(double[] confound, String name, int volumeCount) {
    if (confound.length != volumeCount) {
      throw new BadInputException(
          "confound " + name,
          volumeCount + " values, one a volume",
          confound.length + " values",
          "give the confounds of this run");
    }
    for (int t = 0; t < volumeCount; t++) {
      if (!Double.isFinite(confound[t])) {
        throw new BadInputException(
            "confound " + name,
            "finite numbers",
            confound[t] + " at volume " + t,
            "leave it out, or fill the first value of a derivative with 0");
      }
    }
  }

  /** P_0 .. P_degree at t = -1 .. 1, by (n + 1) P_{n+1} = (2n + 1) t P_n - n P_{n-1}. */
  private static List<double[]> legendre(int volumeCount, int degree) {
    List<double[]> polynomials = new ArrayList<>();
    for (int n = 0; n <= degree; n++) polynomials.add(new double[volumeCount]);
    for (int v = 0; v < volumeCount; v++) {
      double t = 2.0 * v / (volumeCount - 1) - 1;
      double before = 0;
      double now = 1;
      for (int n = 0; n <= degree; n++) {
        polynomials.get(n)[v] = now;
        double next = ((2 * n + 1) * t * now - n * before) / (n + 1);
        before = now;
        now = next;
      }
    }
    return polynomials;
  }

  private static void addConfounds(
      List<double[]> basis, double[][] confounds, List<String> names, List<String> dropped) {
    List<double[]> columns = new ArrayList<>();
    List<String> columnNames = new ArrayList<>();
    for (int c = 0; c < confounds.length; c++) {
      double norm = norm(confounds[c]);
      double[] column = norm > 0 ? scaledBy(confounds[c], 1 / norm) : confounds[c];
      column = column.clone();
      projectOut(column, basis);
      double outside = norm(column);
      if (outside < REDUNDANT) {
        dropped.add(names.get(c));
      } else {
        columns.add(scaledBy(column, 1 / outside));
        columnNames.add(names.get(c));
      }
    }
    if (!columns.isEmpty()) addIndependent(basis, columns, columnNames, dropped);
  }

  private static void addIndependent(
      List<double[]> basis, List<double[]> columns, List<String> names, List<String> dropped) {
    DMatrixRMaj matrix = new DMatrixRMaj(columns.get(0).length, columns.size());
    for (int c = 0; c < columns.size(); c++) {
      for (int t = 0; t < matrix.numRows; t++) matrix.set(t, c, columns.get(c)[t]);
    }
    QRPDecomposition_F64<DMatrixRMaj> qr =
        DecompositionFactory_DDRM.qrp(matrix.numRows, matrix.numCols);
    qr.setSingularThreshold(REDUNDANT);
    if (!qr.decompose(matrix)) throw new IllegalStateException("QR of the confounds failed");
    DMatrixRMaj q = qr.getQ(null, true);
    for (int n = 0; n < columns.size(); n++) {
      if (n < qr.getRank()) {
        double[] direction = new double[q.numRows];
        for (int t = 0; t < q.numRows; t++) direction[t] = q.get(t, n);
        basis.add(direction);
      } else {
        dropped.add(names.get(qr.getColPivots()[n]));
      }
    }
  }

  /** Twice, because what once leaves of the basis in a nearly explained column is rounding. */
  private static void projectOut(double[] column, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] direction : basis) {
        double share = 0;
        for (int t = 0; t < column.length; t++) share += direction[t] * column[t];
        for (int t = 0; t < column.length; t++) column[t] -= share * direction[t];
      }
    }
  }

  private static double norm(double[] column) {
    double sum = 0;
    for (double value : column) sum += value * value;
    return Math.sqrt(sum);
  }

  private static double[] scaledBy(double[] column, double factor) {
    double[] scaled = new double[column.length];
    for (int t = 0; t < column.length; t++) scaled[t] = factor * column[t];
    return scaled;
  }

  /** Names of the confounds that add nothing to the polynomials and the other confounds. */
  public List<String> dropped() {
    return dropped;
  }

  /** Directions that are removed: mean, polynomials, and the confounds that were not dropped. */
  public int rank() {
    return basis.size();
  }

  /** As below, with {@link Mean#REMOVED}. */
  public void removeFrom(float[] run, int voxelCount) {
    removeFrom(run, voxelCount, Mean.REMOVED);
  }

  /**
   * Replaces a run by its residuals, in place; beside it, some 10 MB are needed.
   *
   * @param run {@code [volume * voxelCount + voxel]}
   * @throws BadInputException if a value is NaN or infinite; the run is then unchanged
   */
  public void removeFrom(float[] run, int voxelCount, Mean mean) {
    if (voxelCount < 1 || run.length != Math.multiplyExact((long) volumeCount, voxelCount)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run must have %d volumes x %d voxels, was %d values",
              volumeCount,
              voxelCount,
              run.length));
    }
    RunShape.requireFinite(run, voxelCount);
    int blockVoxels = Math.max(1, BLOCK_VALUES / volumeCount);
    for (int first = 0; first < voxelCount; first += blockVoxels) {
      int count = Math.min(blockVoxels, voxelCount - first);
      removeFromBlock(run, voxelCount, first, count, mean);
    }
  }

  private void removeFromBlock(float[] run, int voxelCount, int first, int count, Mean mean) {
    double[] y = new double[volumeCount * count]; // [volume * count + voxel]
    for (int t = 0; t < volumeCount; t++) {
      for (int v = 0; v < count; v++) y[t * count + v] = run[t * voxelCount + first + v];
    }
    double[] before = sumsOfSquares(y, count);
    double[] offsets = mean == Mean.KEPT ? means(y, count) : new double[count];
    double[] shares = new double[count];
    for (double[] direction : basis) {
      Arrays.fill(shares, 0);
      for (int t = 0; t < volumeCount; t++) {
        for (int v = 0; v < count; v++) shares[v] += direction[t] * y[t * count + v];
      }
      for (int t = 0; t < volumeCount; t++) {
        for (int v = 0; v < count; v++) y[t * count + v] -= shares[v] * direction[t];
      }
    }
    double[] after = sumsOfSquares(y, count);
    for (int t = 0; t < volumeCount; t++) {
      for (int v = 0; v < count; v++) {
        boolean rounding = after[v] <= ROUNDING * ROUNDING * before[v];
        double residual = rounding ? 0 : y[t * count + v];
        run[t * voxelCount + first + v] = (float) (residual + offsets[v]);
      }
    }
  }

  private double[] means(double[] y, int count) {
    double[] means = new double[count];
    for (int n = 0; n < y.length; n += count) {
      for (int v = 0; v < count; v++) means[v] += y[n + v];
    }
    for (int v = 0; v < count; v++) means[v] /= volumeCount;
    return means;
  }

  private static double[] sumsOfSquares(double[] y, int count) {
    double[] sums = new double[count];
    for (int n = 0; n < y.length; n += count) {
      for (int v = 0; v < count; v++) sums[v] += y[n + v] * y[n + v];
    }
    return sums;
  }
}
