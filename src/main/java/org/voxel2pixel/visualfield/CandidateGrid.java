// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.List;

/** Where {@link PrfSearch} puts its candidates on a stimulus; counted before any is made. */
record CandidateGrid(List<Layer> layers) {
  private static final double LEAST_SIZE = 0.75; // working pixels
  private static final double LEAST_SIGMA = 0.5; // working pixels

  /** The centres of one size and exponent, in working pixels. */
  private record Layer(double sigma, double exponent, double[] xs, double[] ys) {}

  static CandidateGrid of(PrfStimulus stimulus, PrfSettings settings) {
    AreaReduction reduction = stimulus.reduction();
    PrfSearch search = settings.search();
    List<Double> exponents =
        settings.summation() == SpatialSummation.LINEAR ? List.of(1.0) : search.exponents();
    List<Layer> layers = new ArrayList<>();
    double longerSide = Math.max(reduction.width, reduction.height);
    for (double size = LEAST_SIZE; size <= longerSide / 2; size *= search.sizeRatio()) {
      double spacing = Math.max(1, Math.round(search.spacingSizes() * size));
      double[] xs = centres(reduction.width, search.marginShare(), spacing);
      double[] ys = centres(reduction.height, search.marginShare(), spacing);
      for (double exponent : exponents) {
        double sigma = size * Math.sqrt(exponent);
        if (sigma >= LEAST_SIGMA) layers.add(new Layer(sigma, exponent, xs, ys));
      }
    }
    return new CandidateGrid(layers);
  }

  /** Evenly about the middle of a side, up to the margin beyond its outer edges. */
  private static double[] centres(int side, double marginShare, double spacing) {
    double span = side * (1 + 2 * marginShare) - 1;
    int steps = (int) Math.floor(span / spacing);
    double[] centres = new double[steps + 1];
    for (int n = 0; n <= steps; n++) centres[n] = (side - 1) / 2.0 + (n - steps / 2.0) * spacing;
    return centres;
  }

  /** Smallest sigma of any field, in pixels. */
  static double leastSigmaPx(PrfStimulus stimulus) {
    return LEAST_SIGMA * stimulus.reduction().stepPx();
  }

  long count() {
    return layers.stream().mapToLong(layer -> (long) layer.xs.length * layer.ys.length).sum();
  }

  /** As {@link PrfRows} takes them, in the order of size, exponent, y, x. */
  List<double[]> places(AreaReduction reduction) {
    List<double[]> places = new ArrayList<>();
    for (Layer layer : layers) {
      double logSigmaPx = Math.log(layer.sigma * reduction.stepPx());
      double logExponent = Math.log(layer.exponent);
      for (double y : layer.ys) {
        for (double x : layer.xs) {
          places.add(new double[] {reduction.xPx(x), reduction.yPx(y), logSigmaPx, logExponent});
        }
      }
    }
    return places;
  }
}
