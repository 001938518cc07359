// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

/**
 * How much images differ from each other: the root mean square, over all values of an image, of the
 * standard deviation over the images (by n). A generator that has collapsed gives one image
 * whatever it is fed: its spread is near 0 where that of the targets is not.
 */
final class OutputSpread {
  private final double[] sum;
  private final double[] sumOfSquares;
  private int count;

  OutputSpread(int imageLength) {
    sum = new double[imageLength];
    sumOfSquares = new double[imageLength];
  }

  /** Adds the image that begins at {@code offset}. */
  void add(float[] images, int offset) {
    for (int i = 0; i < sum.length; i++) {
      double value = images[offset + i];
      sum[i] += value;
      sumOfSquares[i] += value * value;
    }
    count++;
  }

  /** NaN without images. */
  double value() {
    double variances = 0;
    for (int i = 0; i < sum.length; i++) {
      double mean = sum[i] / count;
      variances += Math.max(0, sumOfSquares[i] / count - mean * mean);
    }
    return Math.sqrt(variances / sum.length);
  }
}
