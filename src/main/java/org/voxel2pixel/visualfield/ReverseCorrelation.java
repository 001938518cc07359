// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Estimates each voxel's field from how it responded to natural stimuli: of a bank of Gaussians,
 * the one whose drive follows the voxel best,
 *
 * <pre>
 *   drive_c[s] = sum over p of G_c[p] * stimulus[s][p]
 *   c*         = argmax over c of corr(drive_c, response)
 * </pre>
 *
 * refined between the candidates by a parabola in x, y and log size; then r2 = max(0, r)^2, r the
 * correlation of the response with predictions for held-out folds, each predicted by the field
 * found on the others (contiguous blocks, since neighbouring volumes are not independent).
 *
 * <p>Only training samples may be added; a test set has no way in. Samples are added once, in
 * order, and not kept: their sums take {@link #bytesNeeded} bytes. Work grows as {@code samples *
 * working pixels * voxels}. One thread adds; the sums are computed on all cores, and the result is
 * the same for any number of them.
 *
 * <p>Search and cross-validation as in the grid stage of population-receptive-field mapping
 * (Dumoulin &amp; Wandell 2008), with a local stimulus strength in place of an aperture. We differ
 * in fitting no haemodynamic response: the caller averages the volumes of the lag window. Centres
 * off the screen are found at its border.
 */
public final class ReverseCorrelation {
  private static final int BATCH = 128; // samples
  private static final int CHUNK = 64; // voxels between two reports
  private static final int MIN_SAMPLES_A_FOLD = 3;

  private final PixelGrid grid;
  private final int voxelCount;
  private final int sampleCount;
  private final ReverseCorrelationSettings settings;
  private final AreaReduction reduction;
  private final List<FoldSums> folds = new ArrayList<>();
  private final double[][] stimuli; // [sample of the batch][working pixel]
  private final float[][] responses; // [sample of the batch][voxel]
  private int added;
  private int batched;

  /**
   * @param grid the screen that the stimuli fill
   * @param sampleCount samples that will be added; where folds end depends on it
   * @throws BadInputException if there are fewer than 3 samples a fold, or memory will not do
   */
  public ReverseCorrelation(
      PixelGrid grid, int voxelCount, int sampleCount, ReverseCorrelationSettings settings) {
    if (voxelCount < 1) {
      throw new IllegalArgumentException("voxelCount must be >= 1, was " + voxelCount);
    }
    if (sampleCount < MIN_SAMPLES_A_FOLD * settings.folds()) {
      throw new BadInputException(
          "training samples",
          "at least "
              + MIN_SAMPLES_A_FOLD * settings.folds()
              + " for "
              + settings.folds()
              + " folds",
          "" + sampleCount,
          "give more samples or fewer folds");
    }
    requireMemory(bytesNeeded(grid, voxelCount, settings));
    this.grid = grid;
    this.voxelCount = voxelCount;
    this.sampleCount = sampleCount;
    this.settings = settings;
    this.reduction = new AreaReduction(grid, settings.maxSidePx());
    for (int fold = 0; fold < settings.folds(); fold++) {
      folds.add(new FoldSums(voxelCount, reduction.pixelCount()));
    }
    this.stimuli = new double[BATCH][reduction.pixelCount()];
    this.responses = new float[BATCH][];
  }

  /** Memory that an estimate takes at most. */
  public static long bytesNeeded(
      PixelGrid grid, int voxelCount, ReverseCorrelationSettings settings) {
    AreaReduction reduction = new AreaReduction(grid, settings.maxSidePx());
    long pixels = reduction.pixelCount();
    long sums = settings.folds() * FoldSums.bytes(voxelCount, pixels);
    long candidates = pixels * settings.sigmasPx().size();
    long searches = (settings.folds() + 1) * Double.BYTES * (pixels * pixels + candidates);
    long batch = BATCH * (Double.BYTES * pixels + Float.BYTES * (long) voxelCount);
    return sums + searches + batch;
  }

  private static void requireMemory(long bytes) {
    long most = Runtime.getRuntime().maxMemory();
    if (bytes <= most) return;
    throw new BadInputException(
        "receptive field estimate",
        "memory for at least " + (bytes >> 20) + " MB",
        "a Java heap of " + (most >> 20) + " MB",
        "give Java more memory, or take fewer voxels, folds or working pixels");
  }

  /**
   * Adds the next training sample.
   *
   * @param response {@code [voxel]}, z-scores over the training samples, averaged over the volumes
   *     of the haemodynamic lag window
   * @param stimulus {@code [y * widthPx + x]}, how strong the stimulus was at each pixel
   */
  public void add(float[] response, float[] stimulus) {
    if (added == sampleCount) {
      throw new IllegalStateException("all " + sampleCount + " samples have been added");
    }
    requireFinite("response", response, voxelCount);
    requireFinite("stimulus", stimulus, grid.pixelCount());
    reduction.reduce(stimulus, stimuli[batched]);
    responses[batched++] = response.clone();
    int fold = foldOf(added++);
    boolean foldEnds = added == sampleCount || foldOf(added) != fold;
    if (batched == BATCH || foldEnds) {
      folds.get(fold).add(stimuli, responses, batched);
      batched = 0;
    }
  }

  private int foldOf(int sample) {
    return (int) ((long) sample * settings.folds() / sampleCount);
  }

  private void requireFinite(String name, float[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + " must have " + length + " values, had " + values.length);
    }
    for (int i = 0; i < length; i++) {
      if (Float.isFinite(values[i])) continue;
      throw new IllegalArgumentException(
          name + " must be finite, was " + values[i] + " at " + i + " of sample " + added);
    }
  }

  /**
   * The voxels' fields; absent for a voxel that is constant or follows no Gaussian with the sign
   * asked for. A field that means nothing has r2 near 0: choose with {@link
   * ReceptiveFieldTable#above}.
   *
   * @throws BadInputException if the stimulus never varies
   */
  public ReceptiveFieldTable estimate(Progress progress) {
    if (added != sampleCount) {
      throw new IllegalStateException(
          "expected " + sampleCount + " samples, " + added + " have been added");
    }
    GaussianBank bank = new GaussianBank(reduction, settings.sigmasPx());
    List<FieldSearch> searches = new ArrayList<>(); // [held-out fold], then all samples
    for (int out = 0; out <= folds.size(); out++) {
      progress.checkCancelled();
      progress.report("preparing candidate fields", out, folds.size() + 1);
      List<FoldSums> others = new ArrayList<>(folds);
      if (out < folds.size()) others.remove(out);
      TrainingSet training = new TrainingSet(others, settings.scaling());
      searches.add(new FieldSearch(bank, training, settings.polarity()));
    }
    if (!searches.get(folds.size()).stimulusVaries()) {
      throw new BadInputException(
          "stimuli", "frames that differ", "the same frame throughout", "check the stimuli");
    }
    List<Optional<FittedField>> fields = new ArrayList<>();
    for (int from = 0; from < voxelCount; from += CHUNK) {
      progress.checkCancelled();
      progress.report("fitting receptive fields", from, voxelCount);
      fields.addAll(
          IntStream.range(from, Math.min(voxelCount, from + CHUNK))
              .parallel()
              .mapToObj(voxel -> fitted(searches, voxel))
              .toList());
    }
    progress.report("fitting receptive fields", voxelCount, voxelCount);
    return ReceptiveFieldTable.of(fields);
  }

  private Optional<FittedField> fitted(List<FieldSearch> searches, int voxel) {
    Optional<FieldSearch.Fit> all = searches.get(folds.size()).best(voxel);
    if (all.isEmpty()) return Optional.empty();
    HeldOutFit heldOut = new HeldOutFit(voxel);
    for (int out = 0; out < folds.size(); out++) {
      FoldSums fold = folds.get(out);
      searches
          .get(out)
          .best(voxel)
          .ifPresentOrElse(fit -> heldOut.add(fold, fit), () -> heldOut.addUnpredicted(fold));
    }
    ReceptiveField field = field(all.get().gaussian());
    return Optional.of(new FittedField(field, heldOut.r2(), FitDetail.ofHeldOutR(heldOut.r())));
  }

  private ReceptiveField field(GaussianBank.Gaussian gaussian) {
    return new ReceptiveField(
        grid.xDeg(gaussian.xPx()), grid.yDeg(gaussian.yPx()), gaussian.sigmaPx() * grid.degPerPx());
  }
}
