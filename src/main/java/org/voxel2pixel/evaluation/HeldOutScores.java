// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/**
 * The measures of one set of guesses at presented pictures, some of which may have been presented
 * several times. Each is a mean over the guesses:
 *
 * <ul>
 *   <li>{@code pixcorr}: {@link PixelCorrelation}, constant guesses left out
 *   <li>{@code mse}: {@link MeanSquaredError}, of values as they are, not clipped
 *   <li>{@code ssim}: {@link Ssim} of values clipped to 0..1; NaN where the window has no room
 *   <li>{@code identification}: share of the other pictures that the guess is less like than its
 *       own, by Pearson's correlation; ties count as wrong. A picture is never its own lure,
 *       however often it was shown
 *   <li>{@code identification_within_class}: the same with other pictures of its class only; a
 *       guess at the one picture of a class is left out; none where classes are not known
 * </ul>
 */
record HeldOutScores(
    double pixcorr,
    double mse,
    double ssim,
    double identification,
    Optional<Double> identificationWithinClass) {

  /**
   * @param guesses one for each presentation
   */
  static HeldOutScores of(List<float[]> guesses, Presentations shown, Progress progress) {
    int n = guesses.size();
    double[] own = new double[n];
    double[] withinClass = new double[n];
    Comparisons[] comparisons = new Comparisons[n];
    List<float[]> pictures = shown.pictures();
    new CorrelationRows(pictures, guesses)
        .forEach(
            (i, r) -> {
              int picture = shown.pictureOf(i);
              own[i] = r[picture];
              comparisons[i] = Comparisons.of(r, picture);
              withinClass[i] = withinClass(r, picture, shown);
            },
            progress);
    double[] squared = new double[n];
    double[] ssim = new double[n];
    ParallelChunks.of(n, 64)
        .run(
            "structural similarity",
            progress,
            i -> {
              float[] picture = pictures.get(shown.pictureOf(i));
              squared[i] = MeanSquaredError.of(guesses.get(i), picture);
              ssim[i] = ssim(guesses.get(i), picture, shown);
            });
    return new HeldOutScores(
        DefinedMean.of(own).value(),
        DefinedMean.of(squared).value(),
        DefinedMean.of(ssim).value(),
        IdentificationResult.of(comparisons, TieRule.WRONG).accuracy(),
        shown.classes().map(classes -> DefinedMean.of(withinClass).value()));
  }

  /** NaN where there is no other picture of the class, or no classes. */
  private static double withinClass(double[] r, int picture, Presentations shown) {
    if (shown.classes().isEmpty()) return Double.NaN;
    List<String> classes = shown.classes().get();
    int[] same =
        IntStream.range(0, r.length)
            .filter(p -> classes.get(p).equals(classes.get(picture)))
            .toArray();
    if (same.length < 2) return Double.NaN;
    double[] ofClass = new double[same.length];
    int own = -1;
    for (int k = 0; k < same.length; k++) {
      ofClass[k] = r[same[k]];
      if (same[k] == picture) own = k;
    }
    return Comparisons.of(ofClass, own).accuracy(TieRule.WRONG);
  }

  private static double ssim(float[] guess, float[] picture, Presentations shown) {
    SsimSettings settings = SsimSettings.gaussian();
    int least = settings.window().sizePx();
    if (shown.widthPx() < least || shown.heightPx() < least) return Double.NaN;
    int channels = picture.length / (shown.widthPx() * shown.heightPx());
    float[] clipped = Pixels.clipToUnitRange(guess);
    return Ssim.of(clipped, picture, shown.widthPx(), shown.heightPx(), channels, settings);
  }

  /** The mean of each measure over several sets of guesses. */
  static HeldOutScores mean(List<HeldOutScores> all) {
    boolean classes = all.stream().allMatch(s -> s.identificationWithinClass().isPresent());
    return new HeldOutScores(
        mean(all, HeldOutScores::pixcorr),
        mean(all, HeldOutScores::mse),
        mean(all, HeldOutScores::ssim),
        mean(all, HeldOutScores::identification),
        classes
            ? Optional.of(mean(all, s -> s.identificationWithinClass().orElse(Double.NaN)))
            : Optional.empty());
  }

  private static double mean(List<HeldOutScores> all, ToDoubleFunction<HeldOutScores> measure) {
    return DefinedMean.of(all.stream().mapToDouble(measure).toArray()).value();
  }

  /** Rows of a table: these values beside those of two kinds of guesses that know nothing. */
  List<MetricRow> beside(HeldOutScores meanImage, HeldOutScores shuffled) {
    List<MetricRow> rows = new ArrayList<>();
    rows.add(new MetricRow("pixcorr", pixcorr, meanImage.pixcorr, shuffled.pixcorr));
    rows.add(new MetricRow("mse", mse, meanImage.mse, shuffled.mse));
    rows.add(new MetricRow("ssim", ssim, meanImage.ssim, shuffled.ssim));
    rows.add(
        new MetricRow(
            "identification", identification, meanImage.identification, shuffled.identification));
    identificationWithinClass.ifPresent(
        value ->
            rows.add(
                new MetricRow(
                    "identification_within_class",
                    value,
                    meanImage.identificationWithinClass.orElse(Double.NaN),
                    shuffled.identificationWithinClass.orElse(Double.NaN))));
    return rows;
  }
}
