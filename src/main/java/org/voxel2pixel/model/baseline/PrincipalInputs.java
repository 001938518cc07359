// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.voxel2pixel.Progress;

/**
 * Singular value decomposition of standardised inputs, {@code Z = U diag(s) V'}, n examples by p
 * inputs, from the eigenvectors of {@code ZZ'} (n x n) or {@code Z'Z} (p x p), whichever is
 * smaller. Components whose s² is below 1e-10 of the largest are left out: the standardised columns
 * sum to zero, so there are at most n - 1.
 *
 * @param scores U, {@code [example][component]}
 * @param variances s², {@code [component]}, descending
 * @param axes V', {@code [component][input]}
 */
record PrincipalInputs(DMatrixRMaj scores, double[] variances, float[][] axes) {
  private static final double NEGLIGIBLE = 1e-10;
  private static final int BLOCK = 4;
  private static final int AT_ONCE = 256;

  /**
   * @param z {@code [example][input]}, standardised; at least one input varies
   */
  static PrincipalInputs of(float[][] z, Progress progress) {
    boolean dual = z.length <= z[0].length;
    float[][] rows = dual ? z : transposed(z);
    DMatrixRMaj gram = InnerProducts.of(rows, progress);
    int size = gram.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    boolean found =
        new Patience("eigenvectors of a " + size + " x " + size + " matrix", progress)
            .await(0, 1, () -> eigen.decompose(gram));
    if (!found) throw new IllegalStateException("no eigenvectors of the inner products");
    double[] all = new double[size];
    for (int k = 0; k < size; k++) all[k] = eigen.getEigenvalue(k).getReal();
    int[] order = kept(all);
    double[] variances = new double[order.length];
    float[][] own = new float[order.length][]; // eigenvectors: U' in the dual, V' in the primal
    double[][] exact = new double[order.length][];
    for (int k = 0; k < order.length; k++) {
      variances[k] = all[order[k]];
      exact[k] = eigen.getEigenVector(order[k]).data;
      own[k] = floats(exact[k]);
    }
    // The other side: V' = diag(1/s) U' Z, or U' = diag(1/s) V' Z'.
    double[][] other = combine(exact, variances, rows, progress);
    float[][] axes = dual ? floats(other) : own;
    return new PrincipalInputs(columns(dual ? exact : other, z.length), variances, axes);
  }

  private static int[] kept(double[] values) {
    double largest = 0;
    for (double value : values) largest = Math.max(largest, value);
    double least = NEGLIGIBLE * largest;
    return IntStream.range(0, values.length)
        .boxed()
        .filter(k -> values[k] > least)
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[][] combine(
      double[][] vectors, double[] variances, float[][] rows, Progress progress) {
    double[][] combined = new double[vectors.length][rows[0].length];
    Patience patience = new Patience("components", progress);
    for (int first = 0; first < vectors.length; first += AT_ONCE) {
      int from = first;
      int to = Math.min(first + AT_ONCE, vectors.length);
      patience.await(
          first,
          vectors.length,
          () -> {
            IntStream.range(0, (to - from + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(b -> combine(vectors, variances, rows, from + b * BLOCK, combined));
            return true;
          });
    }
    return combined;
  }

  /** Four sums from one reading of the rows. */
  private static void combine(
      double[][] vectors, double[] variances, float[][] rows, int first, double[][] combined) {
    int last = Math.min(first + BLOCK, vectors.length) - 1;
    double[] a = combined[first];
    double[] b = first + 1 <= last ? combined[first + 1] : new double[a.length];
    double[] c = first + 2 <= last ? combined[first + 2] : new double[a.length];
    double[] d = first + 3 <= last ? combined[first + 3] : new double[a.length];
    double[] weights = new double[BLOCK];
    for (int i = 0; i < rows.length; i++) {
      for (int k = first; k <= last; k++) {
        weights[k - first] = vectors[k][i] / Math.sqrt(variances[k]);
      }
      double wa = weights[0], wb = weights[1], wc = weights[2], wd = weights[3];
      float[] row = rows[i];
      for (int v = 0; v < row.length; v++) {
        double value = row[v];
        a[v] += wa * value;
        b[v] += wb * value;
        c[v] += wc * value;
        d[v] += wd * value;
      }
    }
  }

  private static DMatrixRMaj columns(double[][] vectors, int length) {
    DMatrixRMaj matrix = new DMatrixRMaj(length, vectors.length);
    for (int k = 0; k < vectors.length; k++) {
      for (int i = 0; i < length; i++) matrix.set(i, k, vectors[k][i]);
    }
    return matrix;
  }

  private static float[][] transposed(float[][] z) {
    float[][] turned = new float[z[0].length][z.length];
    for (int i = 0; i < z.length; i++) {
      for (int v = 0; v < z[i].length; v++) turned[v][i] = z[i][v];
    }
    return turned;
  }

  private static float[][] floats(double[][] vectors) {
    float[][] floats = new float[vectors.length][];
    for (int k = 0; k < vectors.length; k++) floats[k] = floats(vectors[k]);
    return floats;
  }

  private static float[] floats(double[] vector) {
    float[] floats = new float[vector.length];
    for (int i = 0; i < vector.length; i++) floats[i] = (float) vector[i];
    return floats;
  }
}
