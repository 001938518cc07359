// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Population-receptive-field mapping: the field under which {@link PrfModel} follows each voxel
 * best, by least squares after polynomials of drift were taken off data and predictions, run by
 * run.
 *
 * <ol>
 *   <li>Of the delays asked for, the one that explains most ({@link PrfSettings#delaysSec}).
 *   <li>A grid of candidates, {@link PrfSearch}: their predictions are made once and correlated
 *       with all voxels in one product of matrices; the gain follows by least squares.
 *   <li>From the best candidate, a refinement within bounds, {@link PrfRefinement}.
 *   <li>For {@link PrfEstimate#heldOutR}, both again without each fold.
 * </ol>
 *
 * <p>Responses are read some voxels at a time and not kept: memory, {@link #bytesNeeded}, does not
 * depend on how many there are. With linear summation, work and candidates do not grow with the
 * volumes of a fold beyond the stimulus' independent directions. Uses all cores; the result is the
 * same for any number of them.
 *
 * <p>Grid and refinement follow analyzePRF (Kay et al. 2013), popeye and prfpy in what they do, not
 * in code. We differ in eliminating the gain from the refinement and in sizes that are the same for
 * all eccentricities.
 */
public final class PrfFit {
  private static final int GREATEST_TILE = 256; // voxels
  private static final int LEAST_TILE = 32;
  private static final int TILE_VALUES = 1 << 21; // 8 MB
  private static final int SAMPLED_TILES = 8;
  private static final int SAMPLED_TILE_VOXELS = 32;

  private final PrfStimulus stimulus;
  private final PrfResponses responses;
  private final PrfSettings settings;
  private final Progress progress;

  private PrfFit(
      PrfStimulus stimulus, PrfResponses responses, PrfSettings settings, Progress progress) {
    this.stimulus = stimulus;
    this.responses = responses;
    this.settings = settings;
    this.progress = progress;
  }

  /** Memory that a fit takes at most, the stimulus and what it returns not included. */
  public static long bytesNeeded(PrfStimulus stimulus, PrfSettings settings) {
    PrfTimeline timeline = new PrfTimeline(stimulus, settings.folds(), settings.driftDegree());
    long pixels = stimulus.reduction().pixelCount();
    long volumes = timeline.volumeCount();
    long rows = volumes;
    long design = Float.BYTES * pixels * volumes;
    if (settings.summation() == SpatialSummation.LINEAR) {
      rows = 0;
      for (int fold = 0; fold < timeline.foldCount(); fold++) {
        rows += Math.min(timeline.foldStart(fold + 1) - timeline.foldStart(fold), pixels);
      }
      // Series of all volumes and of each fold, their rows; factors, and products of one fold.
      design = Float.BYTES * pixels * (2 * volumes + rows);
      design += Double.BYTES * pixels * (rows + pixels);
    }
    long candidates = Float.BYTES * rows * CandidateGrid.of(stimulus, settings).count();
    long tile =
        tileVoxels(timeline.volumeCount())
            * (3 * Float.BYTES * volumes + (Float.BYTES + Double.BYTES) * rows);
    return design + candidates + tile * tilesAtOnce();
  }

  /** Voxels that are read at once, at most. */
  private static int tileVoxels(int volumeCount) {
    return Math.max(LEAST_TILE, Math.min(GREATEST_TILE, TILE_VALUES / volumeCount));
  }

  private static int tilesAtOnce() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Fits every voxel.
   *
   * @throws BadInputException if responses and stimulus have not the same runs and volumes, a
   *     response is NaN or infinite, the stimulus never varies or is negative where summation is
   *     compressive, a run is too short for its drift, or memory will not do
   */
  public static PrfResult fit(
      PrfStimulus stimulus, PrfResponses responses, PrfSettings settings, Progress progress) {
    requireSameVolumes(stimulus, responses);
    requireMemory(bytesNeeded(stimulus, settings));
    return new PrfFit(stimulus, responses, settings, progress).fit();
  }

  private static void requireSameVolumes(PrfStimulus stimulus, PrfResponses responses) {
    if (responses.runCount() != stimulus.runCount()) {
      throw new BadInputException(
          "responses",
          stimulus.runCount() + " runs as in the stimulus",
          responses.runCount() + " runs",
          "give the responses to these very stimuli");
    }
    for (int run = 0; run < stimulus.runCount(); run++) {
      if (responses.volumeCount(run) == stimulus.volumeCount(run)) continue;
      throw new BadInputException(
          "responses, run " + run + " (counted from 0)",
          stimulus.volumeCount(run) + " volumes as in the stimulus",
          responses.volumeCount(run) + " volumes",
          "give the responses to these very stimuli");
    }
  }

  private static void requireMemory(long bytes) {
    long most = Runtime.getRuntime().maxMemory();
    if (bytes <= most) return;
    throw new BadInputException(
        "receptive field fit",
        "memory for at least " + (bytes >> 20) + " MB",
        "a Java heap of " + (most >> 20) + " MB",
        "give Java more memory, or take fewer working pixels, sizes or exponents");
  }

  private PrfResult fit() {
    List<String> warnings = new ArrayList<>();
    List<PrfResult.DelayScore> delays = delayScores();
    double delaySec = settings.delaysSec().get(0);
    if (!delays.isEmpty()) {
      delaySec = best(delays);
      addWarning(delays, delaySec, warnings);
    }
    FieldFit fit = new FieldFit(stimulus, settings, delaySec, progress);
    if (settings.folds() > 1 && fit.timeline().foldCount() < settings.folds()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Held out by %d folds instead of %d, since there are %d runs.",
              fit.timeline().foldCount(),
              settings.folds(),
              stimulus.runCount()));
    }
    return new PrfResult(fitAll(fit), delaySec, delays, warnings);
  }

  private List<PrfResult.DelayScore> delayScores() {
    List<Double> delaysSec = settings.delaysSec();
    List<PrfResult.DelayScore> scores = new ArrayList<>();
    if (delaysSec.size() == 1) return scores;
    for (double delaySec : delaysSec) {
      progress.report("trying haemodynamic delays", scores.size(), delaysSec.size());
      FieldFit fit = new FieldFit(stimulus, settings.withFolds(1), delaySec, unheard());
      scores.add(new PrfResult.DelayScore(delaySec, meanGridR2(fit)));
    }
    return scores;
  }

  /** Of one delay among several, only whether to stop is of interest. */
  private Progress unheard() {
    return new Progress() {
      @Override
      public void report(String stage, long done, long total) {
        // delays are what is counted
      }

      @Override
      public boolean isCancelled() {
        return progress.isCancelled();
      }
    };
  }

  /** Over tiles that are spread evenly over the voxels. */
  private double meanGridR2(FieldFit fit) {
    int size = Math.min(SAMPLED_TILE_VOXELS, responses.voxelCount());
    int tiles = Math.min(SAMPLED_TILES, responses.voxelCount() / size);
    double sum = 0;
    for (int n = 0; n < tiles; n++) {
      progress.checkCancelled();
      long room = responses.voxelCount() - size;
      int first = tiles > 1 ? (int) (room * n / (tiles - 1)) : 0;
      float[] volumes = ResponseTile.read(responses, fit.timeline(), first, size);
      CandidateSearch search = fit.search(fit.tile(volumes, size));
      for (int v = 0; v < size; v++) sum += search.score(0, v) * search.score(0, v);
    }
    return sum / (tiles * size);
  }

  private static double best(List<PrfResult.DelayScore> scores) {
    PrfResult.DelayScore best = scores.get(0);
    for (PrfResult.DelayScore score : scores) if (score.meanR2() > best.meanR2()) best = score;
    return best.delaySec();
  }

  private void addWarning(
      List<PrfResult.DelayScore> scores, double delaySec, List<String> warnings) {
    double least = Collections.min(settings.delaysSec());
    double most = Collections.max(settings.delaysSec());
    if (delaySec > least && delaySec < most) return;
    warnings.add(
        String.format(
            Locale.ROOT,
            "The best haemodynamic delay, %s s, is at the end of those tried (%s to %s s): check"
                + " that volumes and stimuli are aligned.",
            delaySec,
            least,
            most));
  }

  private List<Optional<PrfEstimate>> fitAll(FieldFit fit) {
    int voxelCount = responses.voxelCount();
    int most = tileVoxels(fit.timeline().volumeCount());
    int size = Math.min(most, Math.max(8, voxelCount / tilesAtOnce()));
    List<Optional<PrfEstimate>> estimates = new ArrayList<>(voxelCount);
    for (int first = 0; first < voxelCount; first += size * tilesAtOnce()) {
      progress.checkCancelled();
      progress.report("fitting receptive fields", first, voxelCount);
      estimates.addAll(fitTiles(fit, first, size));
    }
    progress.report("fitting receptive fields", voxelCount, voxelCount);
    return estimates;
  }

  /** As many tiles as processors: read in this thread, then prepared and searched side by side. */
  private List<Optional<PrfEstimate>> fitTiles(FieldFit fit, int first, int size) {
    int end = (int) Math.min(responses.voxelCount(), first + (long) size * tilesAtOnce());
    int tileCount = (end - first + size - 1) / size;
    float[][] volumes = new float[tileCount][];
    for (int n = 0; n < tileCount; n++) {
      int from = first + n * size;
      volumes[n] = ResponseTile.read(responses, fit.timeline(), from, Math.min(size, end - from));
    }
    ResponseTile[] tiles = new ResponseTile[tileCount];
    CandidateSearch[] searches = new CandidateSearch[tileCount];
    IntStream.range(0, tileCount)
        .parallel()
        .forEach(
            n -> {
              int from = first + n * size;
              tiles[n] = fit.tile(volumes[n], Math.min(size, end - from));
              searches[n] = fit.search(tiles[n]);
            });
    List<Optional<PrfEstimate>> estimates =
        new ArrayList<>(Collections.nCopies(end - first, Optional.empty()));
    ParallelChunks.run(
        end - first,
        8,
        done -> {
          progress.checkCancelled();
          progress.report("fitting receptive fields", first + done, responses.voxelCount());
        },
        v -> estimates.set(v, fit.estimate(tiles[v / size], searches[v / size], v % size)));
    return estimates;
  }
}
