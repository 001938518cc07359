// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

/**
 * How near reconstructions come to their targets.
 *
 * @param correlation Pearson's r over all values of an image, colours included, averaged over the
 *     examples in which neither image is constant; NaN if there is none
 * @param mse squared difference, averaged over all values of all examples
 * @param spread how much the reconstructions differ from each other
 */
public record ValidationScore(double correlation, double mse, Spread spread) {

  /** Gathers one pair of images after the other. */
  static final class Sums {
    private final OutputSpread ofOutputs;
    private final OutputSpread ofTargets;
    private double correlations;
    private int correlated;
    private double squares;
    private int count;

    Sums(int imageLength) {
      ofOutputs = new OutputSpread(imageLength);
      ofTargets = new OutputSpread(imageLength);
    }

    /** The image that begins at {@code offset} is the reconstruction of {@code target}. */
    void add(float[] images, int offset, float[] target) {
      ofOutputs.add(images, offset);
      ofTargets.add(target, 0);
      double r = correlation(images, offset, target);
      if (!Double.isNaN(r)) {
        correlations += r;
        correlated++;
      }
      double sum = 0;
      for (int i = 0; i < target.length; i++) {
        double difference = (double) images[offset + i] - target[i];
        sum += difference * difference;
      }
      squares += sum / target.length;
      count++;
    }

    ValidationScore score() {
      double correlation = correlated == 0 ? Double.NaN : correlations / correlated;
      return new ValidationScore(
          correlation, squares / count, new Spread(ofOutputs.value(), ofTargets.value()));
    }
  }

  /** NaN if either is constant. */
  static double correlation(float[] images, int offset, float[] target) {
    double meanImage = 0;
    double meanTarget = 0;
    boolean imageVaries = false;
    boolean targetVaries = false;
    for (int i = 0; i < target.length; i++) {
      meanImage += images[offset + i];
      meanTarget += target[i];
      imageVaries |= images[offset + i] != images[offset];
      targetVaries |= target[i] != target[0];
    }
    if (!imageVaries || !targetVaries) return Double.NaN;
    meanImage /= target.length;
    meanTarget /= target.length;
    double product = 0;
    double squaresImage = 0;
    double squaresTarget = 0;
    for (int i = 0; i < target.length; i++) {
      double a = images[offset + i] - meanImage;
      double b = target[i] - meanTarget;
      product += a * b;
      squaresImage += a * a;
      squaresTarget += b * b;
    }
    return product / Math.sqrt(squaresImage * squaresTarget);
  }
}
