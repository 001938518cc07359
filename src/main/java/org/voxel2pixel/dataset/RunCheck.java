// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.signal.NuisanceRegression;

/** Checks one run after the other: header, sidecars, events, confounds. No volume is read. */
final class RunCheck {
  private static final int FEWEST_VOLUMES = 2;

  private final PreparationSettings settings;
  private final Optional<RoiVoxels> voxels;
  private final Findings findings;
  private final SidecarFiles sidecars;
  private final EventTypes types;

  /**
   * @param voxels of the masks, if these are sound
   */
  RunCheck(PreparationSettings settings, Optional<RoiVoxels> voxels, Findings findings) {
    this.settings = settings;
    this.voxels = voxels;
    this.findings = findings;
    this.sidecars = new SidecarFiles(findings);
    this.types = new EventTypes(settings.columns(), findings);
  }

  /** What the header says. */
  private record Header(int volumeCount, double trSec) {}

  /**
   * What came of a run.
   *
   * @param run if nothing in it stops
   * @param events if these at least could be read
   */
  record Result(Optional<CheckedRun> run, Optional<RunEvents> events) {}

  Result check(RunFiles run) {
    findings.aboutRun(run.name());
    Optional<Header> header = header(run);
    Optional<List<StimulusEvent>> events = events(run, header);
    Optional<Confounds> confounds = confounds(run, header);
    findings.aboutAll();
    Optional<RunEvents> shown = events.map(list -> new RunEvents(run.split(), list));
    if (header.isEmpty() || events.isEmpty() || confounds.isEmpty()) {
      return new Result(Optional.empty(), shown);
    }
    CheckedRun checked =
        new CheckedRun(
            run.name(),
            run.split(),
            run.bold(),
            header.get().volumeCount,
            header.get().trSec,
            events.get(),
            confounds.get());
    return new Result(Optional.of(checked), shown);
  }

  /** To be called once all runs are checked. */
  void checkWhole() {
    types.check();
  }

  private Optional<Header> header(RunFiles run) {
    Optional<Map<String, SidecarFiles.Stated>> sidecar = sidecars.merged(run.sidecars());
    sidecar.ifPresent(stated -> RunTiming.tellSlices(run, stated, findings));
    Optional<Header> header = findings.attempt(() -> readHeader(run));
    if (header.isEmpty() || sidecar.isEmpty()) return Optional.empty();
    return findings
        .attempt(() -> RunTiming.trSec(run, header.get().trSec, sidecar.get()))
        .map(trSec -> new Header(header.get().volumeCount, trSec));
  }

  private Header readHeader(RunFiles run) {
    try (NiftiSeries series = NiftiSeries.open(run.bold())) {
      findings.warnAll(run.bold(), series.warnings());
      voxels.ifPresent(
          v -> findings.passes(() -> series.grid().requireSame(v.grid(), run.bold(), v.example())));
      if (series.volumeCount() < FEWEST_VOLUMES) {
        throw new BadInputException(
            run.bold(), "a run of many volumes", "1 volume", "name the whole run");
      }
      return new Header(series.volumeCount(), series.trSec());
    }
  }

  private Optional<List<StimulusEvent>> events(RunFiles run, Optional<Header> header) {
    if (run.events().isEmpty()) return Optional.empty(); // told when it was looked for
    Path file = run.events().get();
    Optional<EventsTable> table =
        findings.attempt(() -> EventsTable.read(file, settings.columns(), findings));
    if (table.isEmpty()) return Optional.empty();
    types.add(table.get());
    sidecars
        .merged(run.eventSidecars())
        .ifPresent(stated -> types.checkLevels(table.get(), stated));
    if (header.isEmpty()) return Optional.of(table.get().events());
    EventTiming timing =
        new EventTiming(table.get(), header.get().volumeCount, header.get().trSec, findings);
    return Optional.of(timing.check(settings));
  }

  private Optional<Confounds> confounds(RunFiles run, Optional<Header> header) {
    List<String> patterns = settings.steps().confounds();
    Optional<ConfoundsTable> table = Optional.empty();
    if (!patterns.isEmpty()) {
      table = findings.attempt(() -> ConfoundsTable.open(file(run, patterns), patterns));
      if (table.isEmpty()) return Optional.empty();
    }
    if (header.isEmpty()) return Optional.empty();
    int volumeCount = header.get().volumeCount;
    List<String> names = table.map(ConfoundsTable::names).orElse(List.of());
    boolean enough = findings.passes(() -> requireEnoughVolumes(run.bold(), volumeCount, names));
    if (table.isEmpty()) return Optional.of(Confounds.NONE);
    ConfoundsTable opened = table.get();
    Optional<Confounds> confounds = findings.attempt(() -> opened.read(volumeCount, findings));
    if (enough) confounds.ifPresent(values -> tellExplained(run.bold(), volumeCount, values));
    return confounds;
  }

  private static Path file(RunFiles run, List<String> patterns) {
    return run.confounds()
        .orElseThrow(
            () ->
                new BadInputException(
                    run.bold(),
                    "confounds, for which the steps ask (" + String.join("+", patterns) + ")",
                    "none in the table of runs",
                    "add the column confounds, or regress degree=... confounds=none in steps"));
  }

  /** As many as the nuisance regressions need. */
  private void requireEnoughVolumes(Path bold, int volumeCount, List<String> names) {
    for (RunStep.Regress regress : settings.steps().regressions()) {
      int regressors = 1 + regress.degree() + Confounds.matching(names, regress.confounds()).size();
      if (volumeCount < regressors + 2) {
        throw new BadInputException(
            bold,
            "at least " + (regressors + 2) + " volumes for " + regressors + " regressors",
            volumeCount + " volumes",
            "use fewer confounds or a lower polynomial degree, or leave the run out");
      }
    }
  }

  private void tellExplained(Path bold, int volumeCount, Confounds confounds) {
    Set<String> explained = new TreeSet<>();
    for (RunStep.Regress regress : settings.steps().regressions()) {
      Confounds own = confounds.matching(regress.confounds());
      explained.addAll(
          NuisanceRegression.of(volumeCount, regress.degree(), own.values(), own.names())
              .dropped());
    }
    if (explained.isEmpty()) return;
    findings.info(
        bold, "confounds that add nothing will be left out: " + String.join(", ", explained));
  }
}
