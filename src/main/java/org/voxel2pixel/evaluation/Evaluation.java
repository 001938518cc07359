// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Measures reconstructions against the presented images: the rows {@code pixcorr}, {@code ssim} and
 * {@code identification}, in this order.
 *
 * <p>The {@code mean_image} column has the training mean image as the guess for every image: what a
 * model gets that ignores the brain. Its identification is exactly 1/2 unless presented images tie
 * (see {@link Identification}), and undefined if the mean image is constant. The {@code
 * shuffled_null} column is the mean over {@link EvaluationSettings#shuffleCount} shuffles of {@link
 * ShuffledNull}. Pairs without a correlation, one image being constant, are left out of {@code
 * pixcorr} and counted in {@link Coverage}.
 *
 * <p>Runs on all processors; equal input and seed give equal bits.
 */
public final class Evaluation {
  private static final int PAIRS_BETWEEN_REPORTS = 64;

  private final ImageSet presented;
  private final ImageSet reconstructed;
  private final float[] meanTrainingImage;
  private final EvaluationSettings settings;
  private final ShuffledNull shuffled;
  private final Progress progress;

  private Evaluation(
      ImageSet presented,
      ImageSet reconstructed,
      float[] meanTrainingImage,
      EvaluationSettings settings,
      Progress progress) {
    this.presented = presented;
    this.reconstructed = reconstructed;
    this.meanTrainingImage = meanTrainingImage;
    this.settings = settings;
    this.shuffled =
        new ShuffledNull(presented.imageCount(), settings.shuffleCount(), settings.seed());
    this.progress = progress;
  }

  /** With the default settings. */
  public static EvaluationTable evaluate(
      ImageSet presented,
      ImageSet reconstructed,
      float[] meanTrainingImage,
      long seed,
      Progress progress) {
    return evaluate(
        presented, reconstructed, meanTrainingImage, EvaluationSettings.withSeed(seed), progress);
  }

  /**
   * @param meanTrainingImage mean of the training images, laid out as an image of the sets
   * @throws BadInputException if the sets differ in count or size, hold one image only or images
   *     smaller than the window of SSIM, or the mean image is none
   */
  public static EvaluationTable evaluate(
      ImageSet presented,
      ImageSet reconstructed,
      float[] meanTrainingImage,
      EvaluationSettings settings,
      Progress progress) {
    ImageSet.requirePairs(presented, reconstructed);
    Ssim.requireRoomForWindow(presented.widthPx(), presented.heightPx(), settings.ssim());
    Pixels.requireLength("meanTrainingImage", meanTrainingImage, presented.valueCount());
    Pixels.requireUnitRange("mean training image", meanTrainingImage);
    return new Evaluation(presented, reconstructed, meanTrainingImage, settings, progress).table();
  }

  private EvaluationTable table() {
    int n = presented.imageCount();
    double[] own = new double[n];
    double[] ofLures = new double[n];
    double[] ofLabels = new double[n];
    Comparisons[] comparisons = new Comparisons[n];
    new CorrelationRows(presented.images(), reconstructed.images())
        .forEach(
            (i, r) -> {
              own[i] = r[i];
              comparisons[i] = Comparisons.of(r, i);
              ofLures[i] = shuffled.meanOverLures(i, image -> r[image]);
              ofLabels[i] = shuffled.meanOverLabels(i, accuracyUnderLabel(r));
            },
            progress);
    double[] ofMean = new double[n];
    for (int i = 0; i < n; i++) {
      ofMean[i] = PixelCorrelation.of(meanTrainingImage, presented.image(i));
    }
    DefinedMean pixcorr = DefinedMean.of(own);
    IdentificationResult identified = IdentificationResult.of(comparisons, settings.ties());
    List<MetricRow> rows =
        List.of(
            new MetricRow("pixcorr", pixcorr.value(), mean(ofMean), mean(ofLures)),
            ssim(),
            new MetricRow(
                "identification",
                identified.accuracy(),
                Identification.ofConstantGuess(ofMean, settings.ties()).accuracy(),
                Double.isNaN(identified.accuracy()) ? Double.NaN : mean(ofLabels)));
    return EvaluationTable.of(rows, coverage(pixcorr.undefinedCount(), identified));
  }

  private IntToDoubleFunction accuracyUnderLabel(double[] r) {
    return label -> Comparisons.of(r, label).accuracy(settings.ties());
  }

  private MetricRow ssim() {
    int n = presented.imageCount();
    double[] own = new double[n];
    double[] ofMean = new double[n];
    double[] ofLures = new double[n];
    int imagesBetweenReports = PAIRS_BETWEEN_REPORTS / (settings.shuffleCount() + 2);
    ParallelChunks.of(n, imagesBetweenReports)
        .run(
            "structural similarity",
            progress,
            i -> {
              float[] guess = reconstructed.image(i);
              own[i] = ssim(guess, i);
              ofMean[i] = ssim(meanTrainingImage, i);
              ofLures[i] = shuffled.meanOverLures(i, image -> ssim(guess, image));
            });
    return new MetricRow("ssim", mean(own), mean(ofMean), mean(ofLures));
  }

  private double ssim(float[] guess, int image) {
    return Ssim.of(
        guess,
        presented.image(image),
        presented.widthPx(),
        presented.heightPx(),
        presented.channels(),
        settings.ssim());
  }

  private Coverage coverage(int excludedCount, IdentificationResult identified) {
    return new Coverage(
        presented.imageCount(),
        constantCount(reconstructed),
        constantCount(presented),
        excludedCount,
        identified.tieCount(),
        identified.undefinedCount());
  }

  private static int constantCount(ImageSet set) {
    return (int) set.images().stream().filter(Pixels::isConstant).count();
  }

  private static double mean(double[] values) {
    return DefinedMean.of(values).value();
  }
}
