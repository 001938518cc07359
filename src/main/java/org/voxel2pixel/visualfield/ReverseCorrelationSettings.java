// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;

/**
 * How {@link ReverseCorrelation} looks for fields.
 *
 * @param folds contiguous blocks of samples, each held out once to measure r2; at least 2
 * @param maxSidePx the stimulus is averaged over areas until neither side has more pixels; these
 *     are the working pixels, each of them the centre of a candidate. At least 4
 * @param sigmasPx candidate sizes in working pixels, ascending
 * @param polarity which sign of correlation makes a field
 * @param scaling what is done to each pixel's series
 */
public record ReverseCorrelationSettings(
    int folds, int maxSidePx, List<Double> sigmasPx, Polarity polarity, PixelScaling scaling) {

  public ReverseCorrelationSettings {
    if (folds < 2) throw new IllegalArgumentException("folds must be >= 2, was " + folds);
    if (maxSidePx < 4) {
      throw new IllegalArgumentException("maxSidePx must be >= 4, was " + maxSidePx);
    }
    sigmasPx = List.copyOf(sigmasPx);
    double smaller = 0;
    for (double sigma : sigmasPx) {
      if (!(sigma > smaller) || !Double.isFinite(sigma)) {
        throw new IllegalArgumentException("sigmasPx must be > 0 and ascend, were " + sigmasPx);
      }
      smaller = sigma;
    }
    if (sigmasPx.isEmpty()) throw new IllegalArgumentException("sigmasPx must not be empty");
    if (polarity == null || scaling == null) {
      throw new IllegalArgumentException("polarity and scaling must be given");
    }
  }

  /** 32 working pixels, sizes of 2 % to 22 % of the screen's longer side, five folds. */
  public static ReverseCorrelationSettings standard() {
    return new ReverseCorrelationSettings(
        5, 32, List.of(0.75, 1.25, 2.0, 3.0, 4.5, 7.0), Polarity.POSITIVE, PixelScaling.CENTRED);
  }

  /** 16 working pixels, four sizes, three folds: about ten times less work. */
  public static ReverseCorrelationSettings quick() {
    return new ReverseCorrelationSettings(
        3, 16, List.of(0.75, 1.25, 2.0, 3.5), Polarity.POSITIVE, PixelScaling.CENTRED);
  }

  public ReverseCorrelationSettings withFolds(int folds) {
    return new ReverseCorrelationSettings(folds, maxSidePx, sigmasPx, polarity, scaling);
  }

  public ReverseCorrelationSettings withMaxSidePx(int maxSidePx) {
    return new ReverseCorrelationSettings(folds, maxSidePx, sigmasPx, polarity, scaling);
  }

  public ReverseCorrelationSettings withSigmasPx(List<Double> sigmasPx) {
    return new ReverseCorrelationSettings(folds, maxSidePx, sigmasPx, polarity, scaling);
  }

  public ReverseCorrelationSettings withPolarity(Polarity polarity) {
    return new ReverseCorrelationSettings(folds, maxSidePx, sigmasPx, polarity, scaling);
  }

  public ReverseCorrelationSettings withScaling(PixelScaling scaling) {
    return new ReverseCorrelationSettings(folds, maxSidePx, sigmasPx, polarity, scaling);
  }
}
