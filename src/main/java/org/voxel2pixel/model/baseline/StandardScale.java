// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

/**
 * z-scores by the training examples: {@code z = (x - mean) / SD}, SD over n; an input that never
 * varies there gives 0, whatever it does later.
 *
 * @param mean {@code [input]}
 * @param inverseSd {@code [input]}, 0 for inputs that do not vary
 */
record StandardScale(double[] mean, double[] inverseSd) {

  /**
   * @param rows {@code [example][input]}
   */
  static StandardScale of(float[][] rows) {
    int inputs = rows[0].length;
    double[] mean = new double[inputs];
    double[] inverseSd = new double[inputs];
    boolean[] varies = new boolean[inputs];
    for (float[] row : rows) {
      for (int v = 0; v < inputs; v++) {
        mean[v] += row[v];
        varies[v] |= row[v] != rows[0][v]; // compared, so that rounding has no say
      }
    }
    for (int v = 0; v < inputs; v++) mean[v] /= rows.length;
    for (float[] row : rows) {
      for (int v = 0; v < inputs; v++) inverseSd[v] += (row[v] - mean[v]) * (row[v] - mean[v]);
    }
    for (int v = 0; v < inputs; v++) {
      inverseSd[v] = varies[v] ? 1 / Math.sqrt(inverseSd[v] / rows.length) : 0;
    }
    return new StandardScale(mean, inverseSd);
  }

  /** Inputs that vary. */
  int varyingCount() {
    int count = 0;
    for (double s : inverseSd) {
      if (s > 0) count++;
    }
    return count;
  }

  /** Replaces a row by its z-scores. */
  void apply(float[] row) {
    if (row.length != mean.length) {
      throw new IllegalArgumentException(
          "input must have " + mean.length + " numbers, had " + row.length);
    }
    for (int v = 0; v < row.length; v++) row[v] = (float) ((row[v] - mean[v]) * inverseSd[v]);
  }
}
