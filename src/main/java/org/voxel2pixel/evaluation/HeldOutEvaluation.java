// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.Progress;

/**
 * Measures cross-validated reconstructions: the rows {@code pixcorr}, {@code mse}, {@code ssim},
 * {@code identification} and, where pictures have classes, {@code identification_within_class}, as
 * {@link HeldOutScores} defines them.
 *
 * <p>The {@code mean_image} column has the mean of the training pictures of each image's fold as
 * the guess. The {@code shuffled_null} column is the mean over whole cross-validations in which
 * each fold's training responses were dealt out again among its training pictures; since a held-out
 * picture is missing from its training set, that lies below the chance of 1/2.
 */
public final class HeldOutEvaluation {
  private HeldOutEvaluation() {}

  /**
   * @param reconstructed one for each presentation
   * @param meanImages likewise
   * @param shuffled reconstructions of each shuffled cross-validation; may be empty
   */
  public static List<MetricRow> evaluate(
      Presentations shown,
      List<float[]> reconstructed,
      List<float[]> meanImages,
      List<List<float[]>> shuffled,
      Progress progress) {
    List<HeldOutScores> nulls = new ArrayList<>();
    for (List<float[]> guesses : shuffled) nulls.add(HeldOutScores.of(guesses, shown, progress));
    HeldOutScores none =
        new HeldOutScores(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.empty());
    return HeldOutScores.of(reconstructed, shown, progress)
        .beside(
            HeldOutScores.of(meanImages, shown, progress),
            nulls.isEmpty() ? none : HeldOutScores.mean(nulls));
  }
}
