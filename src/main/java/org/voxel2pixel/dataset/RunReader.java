// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.signal.NuisanceRegression;

/**
 * Reads runs volume by volume, keeps the voxels of the regions, and takes drift and confounds out.
 * Holds one run: {@code 4 · volumes · voxels} bytes.
 */
final class RunReader {
  private final BidsPlan plan;
  private final Progress progress;
  private final int runCount;
  private final Set<String> warnings = new LinkedHashSet<>();
  private int runsRead;

  RunReader(BidsPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
    this.runCount = plan.training().size() + plan.testing().stream().mapToInt(List::size).sum();
  }

  /** What was odd so far. */
  Set<String> warnings() {
    return warnings;
  }

  /** The cleaned responses of a run, {@code [volume * voxelCount + voxel]}. */
  float[] read(PlannedRun run) {
    runsRead++;
    float[] responses = new float[Math.multiplyExact(run.volumeCount(), plan.voxels().count())];
    try (NiftiSeries series = NiftiSeries.open(run.run().bold())) {
      float[] volume = new float[series.grid().voxelCount()];
      for (int t = 0; t < run.volumeCount(); t++) {
        progress.checkCancelled();
        progress.report(stage(run), t, run.volumeCount());
        if (!series.readNext(volume)) throw tooShort(run, t);
        plan.voxels().select(volume, responses, t * plan.voxels().count());
      }
      warnings.addAll(series.warnings());
    }
    requireFinite(run, responses);
    return cleaned(run, responses);
  }

  private String stage(PlannedRun run) {
    return "reading run " + runsRead + " of " + runCount + ", " + run.run().name();
  }

  private float[] cleaned(PlannedRun run, float[] responses) {
    PreparationSettings settings = plan.settings();
    NuisanceRegression nuisance =
        NuisanceRegression.of(
            run.volumeCount(),
            settings.steps().regressions().get(0).degree(),
            run.confounds(),
            motion(settings));
    for (String name : nuisance.dropped()) {
      warnings.add(run.run().name() + ": confound " + name + " adds nothing and was left out");
    }
    nuisance.removeFrom(responses, plan.voxels().count());
    return responses;
  }

  private static List<String> motion(PreparationSettings settings) {
    return PlannedRun.columns(settings);
  }

  private void requireFinite(PlannedRun run, float[] responses) {
    int voxelCount = plan.voxels().count();
    boolean[] bad = new boolean[voxelCount];
    int badCount = 0;
    int first = -1;
    for (int n = 0; n < responses.length; n++) {
      if (Float.isFinite(responses[n]) || bad[n % voxelCount]) continue;
      bad[n % voxelCount] = true;
      badCount++;
      if (first < 0) first = n;
    }
    if (badCount == 0) return;
    Voxel voxel = plan.voxels().voxels().get(first % voxelCount);
    throw new BadInputException(
        run.run().bold(),
        "finite values inside the masks",
        String.format(
            "%s in volume %d at voxel (%d, %d, %d), and in %d voxels in all",
            responses[first], first / voxelCount, voxel.i(), voxel.j(), voxel.k(), badCount),
        "take these voxels out of the masks");
  }

  private static BadInputException tooShort(PlannedRun run, int volumes) {
    return new BadInputException(
        run.run().bold(),
        run.volumeCount() + " volumes",
        volumes + " volumes",
        "the file changed while it was read; start again");
  }
}
