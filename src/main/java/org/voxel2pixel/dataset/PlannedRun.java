// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * A run whose files fit together, before its volumes are read.
 *
 * @param run its files
 * @param volumeCount volumes in it
 * @param trSec seconds from one to the next
 * @param events its pictures
 * @param eventOfVolume {@code [volume]}, index into the events or {@link EventsFile#NO_EVENT}
 * @param confounds {@code [column][volume]}
 */
record PlannedRun(
    BidsRun run,
    int volumeCount,
    double trSec,
    EventsFile events,
    int[] eventOfVolume,
    double[][] confounds) {
  private static final double SAME_TR_SEC = 1e-4;

  static PlannedRun check(
      BidsRun run,
      BidsSubject subject,
      RoiVoxels voxels,
      PreparationSettings settings,
      List<String> warnings) {
    int volumeCount;
    double trSec;
    try (NiftiSeries series = NiftiSeries.open(run.bold())) {
      series.grid().requireSame(voxels.grid(), run.bold(), voxels.example());
      volumeCount = series.volumeCount();
      trSec = trSec(run, series.trSec(), run.sidecarTrSec(subject.folder()));
      warnings.addAll(series.warnings());
    }
    requireEnoughVolumes(run, volumeCount, settings);
    EventsFile events = EventsFile.read(run.events(), warnings);
    int[] eventOfVolume = events.eventOfVolume(volumeCount, trSec);
    double[][] confounds =
        settings.steps().confounds().isEmpty()
            ? new double[0][]
            : ConfoundsFile.read(run.confounds(), columns(settings), volumeCount);
    return new PlannedRun(run, volumeCount, trSec, events, eventOfVolume, confounds);
  }

  /** As many as the nuisance regression needs, asked before anything is read. */
  private static void requireEnoughVolumes(
      BidsRun run, int volumeCount, PreparationSettings settings) {
    int regressors = 1 + settings.steps().regressions().get(0).degree() + columns(settings).size();
    if (volumeCount >= regressors + 2) return;
    throw new BadInputException(
        run.bold(),
        "at least " + (regressors + 2) + " volumes for " + regressors + " regressors",
        volumeCount + " volumes",
        "use fewer confounds or a lower polynomial degree, or leave the run out");
  }

  static List<String> columns(PreparationSettings settings) {
    return settings.steps().confounds().stream()
        .flatMap(name -> name.equals("motion") ? ConfoundsFile.MOTION.stream() : Stream.of(name))
        .toList();
  }

  private static double trSec(BidsRun run, double header, OptionalDouble sidecar) {
    if (header == 0 && sidecar.isEmpty()) {
      throw new BadInputException(
          run.bold(),
          "a repetition time in its header or in " + run.name() + "_bold.json",
          "none",
          "write the sidecar with RepetitionTime in seconds");
    }
    if (header != 0 && sidecar.isPresent()) requireSameTr(run, header, sidecar.getAsDouble());
    return sidecar.orElse(header); // the sidecar has more digits than the header's float
  }

  private static void requireSameTr(BidsRun run, double header, double sidecar) {
    if (Math.abs(header - sidecar) > SAME_TR_SEC) {
      throw new BadInputException(
          run.bold(),
          "the RepetitionTime of its sidecar, " + sidecar + " s",
          header + " s in its header",
          "correct the one that is wrong");
    }
  }

  void requireTr(PlannedRun other) {
    if (Math.abs(trSec - other.trSec) > SAME_TR_SEC) {
      throw new BadInputException(
          run.bold(),
          "the repetition time of " + other.run.name() + ", " + other.trSec + " s",
          trSec + " s",
          "prepare runs of one repetition time together");
    }
  }

  /** Whether both show the same pictures at the same times, to the events' tolerance. */
  boolean showsTheSameAs(PlannedRun other) {
    List<StimulusEvent> mine = events.events();
    List<StimulusEvent> theirs = other.events.events();
    if (mine.size() != theirs.size()) return false;
    for (int e = 0; e < mine.size(); e++) {
      StimulusEvent a = mine.get(e);
      StimulusEvent b = theirs.get(e);
      boolean same =
          a.file().equals(b.file())
              && Math.abs(a.onsetSec() - b.onsetSec()) <= EventsFile.TOLERANCE_SEC
              && Math.abs(a.durationSec() - b.durationSec()) <= EventsFile.TOLERANCE_SEC;
      if (!same) return false;
    }
    return true;
  }
}
