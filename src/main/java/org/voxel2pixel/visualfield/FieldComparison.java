// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How near fields are to the true ones, or to those of another method.
 *
 * @param voxelCount voxels with a true field
 * @param comparedCount of these, with a field to compare; all the rest is about them
 * @param medianErrorDeg median distance of the centres
 * @param medianSigmaErrorDeg median of {@code |sigma - true sigma|}
 * @param medianSigmaBiasDeg median of {@code sigma - true sigma}
 * @param rX Pearson's correlation of x with true x; NaN of fewer than 2, or where one is constant
 * @param rY the same of y
 * @param medianHeldOutR median correlation of held-out samples with their prediction, of the voxels
 *     where it is known; NaN if it is known of none
 */
public record FieldComparison(
    int voxelCount,
    int comparedCount,
    double medianErrorDeg,
    double medianSigmaErrorDeg,
    double medianSigmaBiasDeg,
    double rX,
    double rY,
    double medianHeldOutR) {

  /**
   * @param fields one a voxel
   * @param truth one a voxel, in the same order
   * @throws IllegalArgumentException if they are not as many
   */
  public static FieldComparison of(
      List<Optional<FittedField>> fields, List<Optional<ReceptiveField>> truth) {
    if (fields.size() != truth.size()) {
      throw new IllegalArgumentException(
          "as many fields as true ones expected, were " + fields.size() + " and " + truth.size());
    }
    int[] both =
        IntStream.range(0, fields.size())
            .filter(v -> fields.get(v).isPresent() && truth.get(v).isPresent())
            .toArray();
    double[] error = new double[both.length];
    double[] bias = new double[both.length];
    double[][] found = new double[2][both.length]; // [0 x, 1 y]
    double[][] real = new double[2][both.length];
    for (int n = 0; n < both.length; n++) {
      ReceptiveField field = fields.get(both[n]).orElseThrow().field();
      ReceptiveField known = truth.get(both[n]).orElseThrow();
      found[0][n] = field.xDeg();
      found[1][n] = field.yDeg();
      real[0][n] = known.xDeg();
      real[1][n] = known.yDeg();
      error[n] = Math.hypot(field.xDeg() - known.xDeg(), field.yDeg() - known.yDeg());
      bias[n] = field.sigmaDeg() - known.sigmaDeg();
    }
    double[] heldOutR =
        Arrays.stream(both)
            .mapToObj(v -> fields.get(v).orElseThrow().detail().heldOutR())
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return new FieldComparison(
        (int) truth.stream().filter(Optional::isPresent).count(),
        both.length,
        median(error),
        median(Arrays.stream(bias).map(Math::abs).toArray()),
        median(bias),
        correlation(found[0], real[0]),
        correlation(found[1], real[1]),
        median(heldOutR));
  }

  private static double median(double[] values) {
    if (values.length == 0) return Double.NaN;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(Double.NaN);
    double meanB = Arrays.stream(b).average().orElse(Double.NaN);
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int n = 0; n < a.length; n++) {
      aa += (a[n] - meanA) * (a[n] - meanA);
      bb += (b[n] - meanB) * (b[n] - meanB);
      ab += (a[n] - meanA) * (b[n] - meanB);
    }
    return a.length < 2 || aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
  }
}
