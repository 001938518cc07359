// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Sums of products of a prediction, its derivatives and a voxel's data over some rows: all that a
 * step of {@link FieldRefinement} needs to know of them.
 *
 * @param ofColumns {@code [a][b]} for columns a and b: the prediction, then its derivatives
 * @param withData {@code [a]}
 */
record Moments(double[][] ofColumns, double[] withData) {

  /** Rows to use: all but those from {@code skipFrom} to {@code skipTo}. */
  record Rows(int count, int skipFrom, int skipTo) {

    static Rows all(int count) {
      return new Rows(count, count, count);
    }

    double dot(float[] a, float[] b) {
      return Moments.dot(a, b, 0, skipFrom) + Moments.dot(a, b, skipTo, count);
    }
  }

  static Moments of(float[][] columns, float[] data, Rows rows) {
    int n = columns.length;
    double[][] ofColumns = new double[n][n];
    double[] withData = new double[n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        ofColumns[a][b] = ofColumns[b][a] = rows.dot(columns[a], columns[b]);
      }
      withData[a] = rows.dot(columns[a], data);
    }
    return new Moments(ofColumns, withData);
  }

  /** Sum of squares of the prediction. */
  double energy() {
    return ofColumns[0][0];
  }

  /** Least squares of the data on the prediction. */
  double gain() {
    return withData[0] / ofColumns[0][0];
  }

  /** How much the prediction with its best gain takes off the data's sum of squares. */
  double explained() {
    return withData[0] * gain();
  }

  /** In double, four sums at once. */
  static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = from;
    for (; t + 3 < to; t += 4) {
      s0 += (double) a[t] * b[t];
      s1 += (double) a[t + 1] * b[t + 1];
      s2 += (double) a[t + 2] * b[t + 2];
      s3 += (double) a[t + 3] * b[t + 3];
    }
    for (; t < to; t++) s0 += (double) a[t] * b[t];
    return s0 + s1 + (s2 + s3);
  }
}
