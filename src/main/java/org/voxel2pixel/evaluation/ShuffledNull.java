// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.voxel2pixel.Progress;

/**
 * What a measure gives when reconstructions meet the wrong images: the level to beat. Images share
 * much (a black border, a bright middle), so that mismatched pairs seldom correlate by 0.
 *
 * <p>For measures of a pair, each shuffle is a random derangement: reconstruction i meets image
 * {@code lure(shuffle, i) ≠ i}, uniform over all derangements. For identification, each shuffle is
 * a plain permutation of the labels, {@code label(shuffle, i)}, uniform over all permutations, as
 * in the permutation test of Shen et al. 2019: a derangement would put its expectation below 1/2,
 * by {@code 1 / (2 (N - 1))} for a perfect reconstruction. Immutable; a seed gives the same
 * shuffles on every machine.
 */
public final class ShuffledNull {
  private final int[][] lures; // [shuffle][reconstruction] -> image
  private final int[][] labels; // [shuffle][reconstruction] -> image

  /** A measure of one reconstruction with one presented image, both by index. */
  @FunctionalInterface
  public interface PairMeasure {
    /** Called from several threads; NaN where undefined, which is left out. */
    double of(int reconstruction, int presented);
  }

  /**
   * @param imageCount at least 2
   * @param shuffleCount at least 1
   */
  public ShuffledNull(int imageCount, int shuffleCount, long seed) {
    if (imageCount < 2)
      throw new IllegalArgumentException("imageCount must be >= 2, was " + imageCount);
    if (shuffleCount < 1) {
      throw new IllegalArgumentException("shuffleCount must be >= 1, was " + shuffleCount);
    }
    Random random = new Random(seed); // its algorithm is part of Java's specification
    lures = new int[shuffleCount][];
    labels = new int[shuffleCount][];
    for (int shuffle = 0; shuffle < shuffleCount; shuffle++) {
      lures[shuffle] = derangement(imageCount, random);
      labels[shuffle] = permutation(imageCount, random);
    }
  }

  public int imageCount() {
    return lures[0].length;
  }

  public int shuffleCount() {
    return lures.length;
  }

  /** The image that a reconstruction meets, never its own. */
  public int lure(int shuffle, int reconstruction) {
    return lures[shuffle][reconstruction];
  }

  /** The image that a reconstruction is labelled with, its own among the possible ones. */
  public int label(int shuffle, int reconstruction) {
    return labels[shuffle][reconstruction];
  }

  /** Mean of a measure over all shuffled pairs; NaN if it is undefined for each. */
  public double mean(PairMeasure measure, Progress progress) {
    double[] ofReconstruction = new double[imageCount()];
    ParallelChunks.of(imageCount(), 1)
        .run(
            "comparing shuffled pairs",
            progress,
            i -> ofReconstruction[i] = meanOverLures(i, image -> measure.of(i, image)));
    return DefinedMean.of(ofReconstruction).value();
  }

  /** Mean over shuffles of what one reconstruction gets from the image it meets. */
  double meanOverLures(int reconstruction, IntToDoubleFunction measureOfImage) {
    return meanOver(lures, reconstruction, measureOfImage);
  }

  /** Mean over shuffles of what one reconstruction gets under the label it bears. */
  double meanOverLabels(int reconstruction, IntToDoubleFunction measureOfImage) {
    return meanOver(labels, reconstruction, measureOfImage);
  }

  private static double meanOver(
      int[][] shuffles, int reconstruction, IntToDoubleFunction measure) {
    double[] values = new double[shuffles.length];
    for (int s = 0; s < values.length; s++) {
      values[s] = measure.applyAsDouble(shuffles[s][reconstruction]);
    }
    return DefinedMean.of(values).value();
  }

  /**
   * A random order of {@code 0 .. count - 1} that leaves nothing in its place. Permutations are
   * drawn until one fits, e = 2.7 on average, which keeps all derangements equally likely.
   */
  public static int[] derangement(int count, RandomGenerator random) {
    if (count < 2) throw new IllegalArgumentException("count must be >= 2, was " + count);
    int[] order = permutation(count, random);
    while (hasFixedPoint(order)) order = permutation(count, random);
    return order;
  }

  private static int[] permutation(int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static boolean hasFixedPoint(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] == i) return true;
    }
    return false;
  }
}
