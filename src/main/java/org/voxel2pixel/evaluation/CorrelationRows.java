// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.List;
import org.voxel2pixel.Progress;

/**
 * The correlation of every reconstruction with every presented image, a row at a time, so that the
 * N x N matrix is never held.
 *
 * <p>With {@code x̂ = (x - mean x) / |x - mean x|} for a reconstruction and a presented image y,
 * {@code r = Σ x̂ y / |y - mean y|}: since x̂ sums to zero, y need not be centred, and only four
 * reconstructions at a time are held in double. Every sum runs in the order of the values, wherever
 * a pair falls: equal images give equal bits, so ties are ties, and the number of threads does not
 * matter. N² · values multiplications.
 */
final class CorrelationRows {
  private static final int BLOCK = 4;
  private static final long MULTIPLICATIONS_BETWEEN_REPORTS = 1_000_000_000L;

  private final List<float[]> presented;
  private final List<float[]> reconstructed;
  private final double[] presentedNorm; // [image], NaN where constant

  /** Takes one row; called once for each reconstruction, from several threads, in any order. */
  @FunctionalInterface
  interface RowConsumer {
    /**
     * @param r {@code r[presented image]}, NaN where either is constant; not to be kept
     */
    void accept(int reconstruction, double[] r);
  }

  CorrelationRows(List<float[]> presented, List<float[]> reconstructed) {
    this.presented = presented;
    this.reconstructed = reconstructed;
    this.presentedNorm = presented.stream().mapToDouble(CorrelationRows::norm).toArray();
  }

  void forEach(RowConsumer consumer, Progress progress) {
    int blockCount = (reconstructed.size() + BLOCK - 1) / BLOCK;
    long costOfBlock = (long) BLOCK * presented.size() * presented.get(0).length;
    int atOnce = (int) Math.min(blockCount, MULTIPLICATIONS_BETWEEN_REPORTS / costOfBlock);
    ParallelChunks.of(blockCount, atOnce)
        .run("correlating images", progress, block -> correlate(block * BLOCK, consumer));
  }

  private void correlate(int first, RowConsumer consumer) {
    int last = Math.min(first + BLOCK, reconstructed.size()) - 1;
    double[][] unit = new double[BLOCK][]; // the last block repeats its last row
    for (int i = 0; i < BLOCK; i++) unit[i] = unit(reconstructed.get(Math.min(first + i, last)));
    double[][] r = new double[BLOCK][presented.size()];
    for (int j = 0; j < presented.size(); j += 2) {
      correlatePair(unit, j, Math.min(j + 1, presented.size() - 1), r);
    }
    for (int i = first; i <= last; i++) consumer.accept(i, r[i - first]);
  }

  /** Eight sums side by side: as many as stay in registers. */
  private void correlatePair(double[][] unit, int p, int q, double[][] r) {
    double[] a = unit[0];
    double[] b = unit[1];
    double[] c = unit[2];
    double[] d = unit[3];
    float[] yp = presented.get(p);
    float[] yq = presented.get(q);
    double ap = 0, aq = 0, bp = 0, bq = 0, cp = 0, cq = 0, dp = 0, dq = 0;
    for (int v = 0; v < yp.length; v++) {
      double vp = yp[v];
      double vq = yq[v];
      ap += a[v] * vp;
      aq += a[v] * vq;
      bp += b[v] * vp;
      bq += b[v] * vq;
      cp += c[v] * vp;
      cq += c[v] * vq;
      dp += d[v] * vp;
      dq += d[v] * vq;
    }
    double[] sumsP = {ap, bp, cp, dp};
    double[] sumsQ = {aq, bq, cq, dq};
    for (int i = 0; i < BLOCK; i++) {
      r[i][p] = sumsP[i] / presentedNorm[p];
      r[i][q] = sumsQ[i] / presentedNorm[q];
    }
  }

  private static double norm(float[] values) {
    return Pixels.isConstant(values) ? Double.NaN : Pixels.normAround(Pixels.mean(values), values);
  }

  /** Centred and of length 1; all NaN for a constant image. */
  private static double[] unit(float[] values) {
    double mean = Pixels.mean(values);
    double norm = norm(values);
    double[] unit = new double[values.length];
    for (int v = 0; v < unit.length; v++) unit[v] = (values[v] - mean) / norm;
    return unit;
  }
}
