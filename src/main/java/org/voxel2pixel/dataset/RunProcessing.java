// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.signal.BlockAverage;
import org.voxel2pixel.signal.BlockWindow;
import org.voxel2pixel.signal.Despike;
import org.voxel2pixel.signal.NuisanceRegression;
import org.voxel2pixel.signal.NuisanceRegression.Mean;
import org.voxel2pixel.signal.PercentSignalChange;
import org.voxel2pixel.signal.RunZScore;

/**
 * One run on its own: its voxels are read volume by volume, the steps are applied in their order,
 * and the rows come out, every volume or the mean of every block. Holds {@code 4 · volumes ·
 * (voxels of the masks)} bytes, one whole volume, and some 10 MB. Depends on nothing but the run,
 * so that runs can be processed in any order and at the same time.
 */
final class RunProcessing {
  private final CheckedRun run;
  private final RoiVoxels voxels;
  private final PreparationSettings settings;
  private final Progress progress;
  private final BitSet unusable = new BitSet();
  private final List<String> warnings = new ArrayList<>();

  private RunProcessing(
      CheckedRun run, RoiVoxels voxels, PreparationSettings settings, Progress progress) {
    this.run = run;
    this.voxels = voxels;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * What a run gives.
   *
   * @param rows {@code [row * voxelCount + voxel]}
   * @param unusable voxels that a step could not use, such as one whose baseline is zero
   * @param warnings what was odd but could be read
   * @param boldSha256 of the file of volumes, as stored
   */
  record Rows(float[] rows, BitSet unusable, List<String> warnings, String boldSha256) {}

  /** Reads and processes a run; reports volumes done of all volumes. */
  static Rows of(
      CheckedRun run, RoiVoxels voxels, PreparationSettings settings, Progress progress) {
    return new RunProcessing(run, voxels, settings, progress).process();
  }

  private Rows process() {
    MessageDigest digest = Provenance.newSha256();
    float[] responses = read(digest);
    List<RunStep> steps = settings.steps().steps();
    for (int s = 0; s < steps.size(); s++) {
      progress.checkCancelled();
      RunStep next = s + 1 < steps.size() ? steps.get(s + 1) : steps.get(s);
      boolean meanGoesNext = next instanceof RunStep.Demean || next instanceof RunStep.Standardise;
      apply(steps.get(s), responses, meanGoesNext ? Mean.REMOVED : Mean.KEPT);
    }
    return new Rows(
        settings.samples() instanceof SamplePlan.Blocks blocks
            ? blockMeans(responses, blocks)
            : responses,
        unusable,
        List.copyOf(warnings),
        HexFormat.of().formatHex(digest.digest()));
  }

  private float[] read(MessageDigest digest) {
    float[] responses = new float[Math.multiplyExact(run.volumeCount(), voxels.count())];
    int[] columns = inOrderOfFile();
    int[] ascending = Arrays.stream(columns).map(column -> voxels.flat()[column]).toArray();
    float[] read = new float[columns.length];
    try (NiftiSeries series = NiftiSeries.open(run.bold(), digest)) {
      for (int t = 0; t < run.volumeCount(); t++) {
        progress.checkCancelled();
        progress.report(run.name(), t, run.volumeCount());
        if (!series.readNext(ascending, read, 0)) throw tooShort(t);
        int row = t * columns.length;
        for (int n = 0; n < columns.length; n++) responses[row + columns[n]] = read[n];
      }
      series.finishDigest();
      warnings.addAll(series.warnings());
    }
    progress.report(run.name(), run.volumeCount(), run.volumeCount());
    handleNonFinite(responses);
    return responses;
  }

  /** The columns of the responses in the order in which a volume holds them. */
  private int[] inOrderOfFile() {
    return IntStream.range(0, voxels.count())
        .boxed()
        .sorted(Comparator.comparingInt(column -> voxels.flat()[column]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The mean is not added back to floats only to be taken out again: that would cost digits. */
  private void apply(RunStep step, float[] responses, Mean meanAfterRegression) {
    int voxelCount = voxels.count();
    if (step instanceof RunStep.Regress regress) {
      regress(regress, responses, meanAfterRegression);
    } else if (step instanceof RunStep.Demean) {
      NuisanceRegression.of(run.volumeCount(), 0, new double[0][], List.of())
          .removeFrom(responses, voxelCount);
    } else if (step instanceof RunStep.PercentSignal percent) {
      int baseline = (int) Math.floor(percent.baselineSec() / run.trSec() + 1e-6);
      markUnusable(
          percent.baselineSec() == 0
              ? PercentSignalChange.ofRunMean(responses, voxelCount)
              : PercentSignalChange.apply(responses, voxelCount, 0, baseline));
    } else if (step instanceof RunStep.Despiking despike) {
      Despike.apply(responses, voxelCount, despike.limitSd(), despike.iterations());
    } else if (step instanceof RunStep.Standardise zscore) {
      RunZScore.apply(responses, voxelCount, zscore.ddof());
    }
  }

  private void markUnusable(int[] found) {
    for (int v : found) unusable.set(v);
  }

  private void regress(RunStep.Regress step, float[] responses, Mean mean) {
    Confounds confounds = run.confounds().matching(step.confounds());
    NuisanceRegression nuisance =
        NuisanceRegression.of(
            run.volumeCount(), step.degree(), confounds.values(), confounds.names());
    for (String name : nuisance.dropped()) {
      warnings.add(run.name() + ": confound " + name + " adds nothing and was left out");
    }
    nuisance.removeFrom(responses, voxels.count(), mean);
  }

  private float[] blockMeans(float[] responses, SamplePlan.Blocks blocks) {
    List<StimulusEvent> events = run.events();
    float[] means = new float[Math.multiplyExact(events.size(), voxels.count())];
    float[] mean = new float[voxels.count()];
    for (int e = 0; e < events.size(); e++) {
      BlockWindow window = events.get(e).volumes(blocks.shiftSec(), run.trSec());
      BlockAverage.of(responses, voxels.count(), window, mean);
      System.arraycopy(mean, 0, means, e * mean.length, mean.length);
    }
    return means;
  }

  /** Refuses NaN and infinities, or drops their voxels where the steps say so. */
  private void handleNonFinite(float[] responses) {
    boolean drop = settings.steps().steps().contains(new RunStep.DropNonFinite());
    int voxelCount = voxels.count();
    BitSet bad = new BitSet();
    int first = -1;
    for (int n = 0; n < responses.length; n++) {
      if (Float.isFinite(responses[n])) continue;
      bad.set(n % voxelCount);
      if (first < 0) first = n;
    }
    if (first < 0) return;
    if (!drop) throw notFinite(responses[first], first, bad.cardinality());
    unusable.or(bad);
    for (int v = bad.nextSetBit(0); v >= 0; v = bad.nextSetBit(v + 1)) {
      for (int t = 0; t < run.volumeCount(); t++) responses[t * voxelCount + v] = 0;
    }
    warnings.add(
        run.name() + ": " + bad.cardinality() + " voxels with NaN or infinite values dropped");
  }

  private BadInputException notFinite(float value, int at, int badCount) {
    Voxel voxel = voxels.voxels().get(at % voxels.count());
    return new BadInputException(
        run.bold(),
        "finite values inside the masks",
        String.format(
            "%s in volume %d at voxel (%d, %d, %d), and in %d voxels in all",
            value, at / voxels.count(), voxel.i(), voxel.j(), voxel.k(), badCount),
        "take these voxels out of the masks, or begin the steps with dropnonfinite");
  }

  private BadInputException tooShort(int volumes) {
    return new BadInputException(
        run.bold(),
        run.volumeCount() + " volumes",
        volumes + " volumes",
        "the file changed while it was read; start again");
  }
}
