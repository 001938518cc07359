// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * One measure of a set of reconstructions, beside what it takes to beat.
 *
 * @param metric its name in the table, such as {@code pixcorr}
 * @param value mean over the reconstructions, a fraction; NaN where undefined
 * @param meanImage the same with the training mean image as every guess
 * @param shuffledNull the same with reconstructions paired with wrong images
 */
public record MetricRow(String metric, double value, double meanImage, double shuffledNull) {

  public MetricRow {
    if (!metric.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "metric must be lower-case letters, digits and _, was " + metric);
    }
  }
}
