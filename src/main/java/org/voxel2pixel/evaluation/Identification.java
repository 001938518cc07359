// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Two-way (pairwise) identification: is a reconstruction more like its own presented image than
 * like another one? Asked for each of N reconstructions with every other image of the test set,
 * {@code N (N - 1)} times; with r Pearson's correlation,
 *
 * <pre>
 *   accuracy = mean over i of |{j ≠ i : r(x[i], y[i]) &gt; r(x[i], y[j])}| / (N - 1)
 * </pre>
 *
 * where x are the reconstructions and y the presented images. The reconstruction is fixed and the
 * lures are presented images, as by Shen et al. 2019 (Front. Comput. Neurosci. 13:21) and MindEye's
 * code; the transposed question gives nearly the same mean, not the same. Chance is 1/2. Ties count
 * by {@link TieRule}, as do comparisons that a constant image leaves undefined: a blank
 * reconstruction identifies nothing.
 *
 * <p>A guess that is the same for every image scores exactly 1/2 where no two presented images tie:
 * of each two images, one is the more like the guess.
 */
public final class Identification {
  private Identification() {}

  /** By pixel correlation, ties counting as wrong. */
  public static IdentificationResult pixelwise(ImageSet presented, ImageSet reconstructed) {
    return pixelwise(presented, reconstructed, TieRule.WRONG, Progress.silent());
  }

  /**
   * By pixel correlation.
   *
   * @throws BadInputException if the sets do not pair up, or there is only one image
   */
  public static IdentificationResult pixelwise(
      ImageSet presented, ImageSet reconstructed, TieRule ties, Progress progress) {
    ImageSet.requirePairs(presented, reconstructed);
    return ofVectors(presented.images(), reconstructed.images(), ties, progress);
  }

  /**
   * By the correlation of any vectors, such as a network's features.
   *
   * @param presented a vector for each image, all of one length
   * @param reconstructed the same for the reconstructions, in the same order
   */
  public static IdentificationResult ofVectors(
      List<float[]> presented, List<float[]> reconstructed, TieRule ties, Progress progress) {
    requireVectorPairs(presented, reconstructed);
    Comparisons[] ofReconstruction = new Comparisons[reconstructed.size()];
    new CorrelationRows(presented, reconstructed)
        .forEach((i, r) -> ofReconstruction[i] = Comparisons.of(r, i), progress);
    return IdentificationResult.of(ofReconstruction, ties);
  }

  /**
   * Of one guess for every image.
   *
   * @param similarity {@code similarity[image]} of the guess to each presented image
   */
  static IdentificationResult ofConstantGuess(double[] similarity, TieRule ties) {
    Comparisons[] ofImage = new Comparisons[similarity.length];
    for (int i = 0; i < ofImage.length; i++) ofImage[i] = Comparisons.of(similarity, i);
    return IdentificationResult.of(ofImage, ties);
  }

  private static void requireVectorPairs(List<float[]> presented, List<float[]> reconstructed) {
    if (presented.size() != reconstructed.size() || presented.size() < 2) {
      throw new IllegalArgumentException(
          "presented and reconstructed must be of one size >= 2, were "
              + presented.size()
              + " and "
              + reconstructed.size());
    }
    int length = presented.get(0).length;
    if (length == 0) throw new IllegalArgumentException("presented[0] must have values, had none");
    for (int i = 0; i < presented.size(); i++) {
      Pixels.requireLength("presented[" + i + "]", presented.get(i), length);
      Pixels.requireLength("reconstructed[" + i + "]", reconstructed.get(i), length);
    }
  }
}
