// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Finding.Level;

/** The steps of a check, in an order in which the first fault is the one to mend first. */
final class StudyCheck {
  private final InputSource source;
  private final PreparationSettings settings;
  private final Findings findings;
  private final Progress progress;
  private final Set<Path> small = new LinkedHashSet<>();
  private final List<RunEvents> shown = new ArrayList<>();

  StudyCheck(
      InputSource source, PreparationSettings settings, Findings findings, Progress progress) {
    this.source = source;
    this.settings = settings;
    this.findings = findings;
    this.progress = progress;
  }

  Optional<InputPlan> plan() {
    progress.report("checking " + source.study().getFileName(), 0, 1);
    Optional<Study> study = findings.attempt(this::study);
    if (study.isEmpty()) return Optional.empty();
    Optional<RoiVoxels> voxels = voxels(study.get());
    List<CheckedRun> runs = runs(study.get(), voxels);
    Optional<StimulusFiles> stimuli = stimuli(study.get(), runs);
    boolean sound = findings.all().stream().noneMatch(f -> f.level() == Level.STOP);
    if (!sound) return Optional.empty();
    Optional<ReadingRate> rate = findings.attempt(() -> ReadingRate.of(runs.get(0).bold()));
    return rate.map(
        r ->
            new InputPlan(
                settings,
                voxels.orElseThrow(),
                runs,
                stimuli.orElseThrow(),
                sources(study.get()),
                r));
  }

  private Study study() {
    Path path = source.study();
    boolean isTable = path.toString().endsWith(".tsv") && !Files.isDirectory(path);
    Study study =
        isTable ? RunsTable.read(source, findings) : BidsStudy.read(source, settings, findings);
    small.addAll(study.tables());
    return study;
  }

  private Optional<RoiVoxels> voxels(Study study) {
    Path masks = source.masks().orElse(study.masks());
    Optional<RegionSelection> selection =
        findings.attempt(() -> RegionSelection.parse(source.rois()));
    Optional<RegionFiles> files = findings.attempt(() -> RegionFiles.of(masks, findings));
    if (selection.isEmpty() || files.isEmpty()) return Optional.empty();
    List<RegionSource> used = RegionVoxels.used(files.get().sources(), selection.get());
    small.addAll(files.get().tables());
    for (RegionSource region : used) small.add(region.file());
    SpaceCheck.check(used, masks, study, findings);
    return RegionVoxels.read(masks, files.get().sources(), selection.get(), findings);
  }

  private List<CheckedRun> runs(Study study, Optional<RoiVoxels> voxels) {
    RunCheck check = new RunCheck(settings, voxels, findings);
    List<CheckedRun> runs = new ArrayList<>();
    int done = 0;
    for (RunFiles run : study.runs()) {
      progress.checkCancelled();
      progress.report("checking " + run.name(), done++, study.runs().size());
      RunCheck.Result result = check.check(run);
      result.run().ifPresent(runs::add);
      result.events().ifPresent(shown::add);
      small.addAll(run.sidecars());
      run.events().ifPresent(small::add);
      if (!settings.steps().confounds().isEmpty()) run.confounds().ifPresent(small::add);
    }
    check.checkWhole();
    requireRuns(study);
    requireOneTr(runs);
    if (RepeatedRuns.areAveraged(settings)) {
      List<CheckedRun> test = runs.stream().filter(r -> r.split() == Split.TEST).toList();
      for (List<CheckedRun> group : RepeatedRuns.groups(test)) {
        findings.passes(() -> RepeatedRuns.requireEqualLength(group));
      }
    }
    return runs;
  }

  private void requireRuns(Study study) {
    boolean anyTraining = study.runs().stream().anyMatch(run -> run.split() == Split.TRAIN);
    boolean anyTest = study.runs().stream().anyMatch(run -> run.split() == Split.TEST);
    if (!anyTraining && (study.tables().size() > 0 || settings.train().isNone())) {
      findings.stop(
          source.study(), "runs for training", "none", "select some, with trainruns or a split");
    }
    if (!anyTest) findings.info(source.study(), "no runs for testing");
  }

  private void requireOneTr(List<CheckedRun> runs) {
    for (CheckedRun run : runs) {
      CheckedRun first = runs.get(0);
      if (Math.abs(run.trSec() - first.trSec()) <= RunTiming.SAME_TR_SEC) continue;
      findings.aboutRun(run.name());
      findings.stop(
          run.bold(),
          "the repetition time of " + first.name() + ", " + first.trSec() + " s",
          run.trSec() + " s",
          "prepare runs of one repetition time together");
    }
    findings.aboutAll();
  }

  private Optional<StimulusFiles> stimuli(Study study, List<CheckedRun> runs) {
    Path folder = source.stimuli().orElse(study.stimuli());
    Set<String> names = new LinkedHashSet<>();
    for (RunEvents run : shown) {
      for (StimulusEvent event : run.events()) names.add(event.stimulus());
    }
    names.remove("");
    if (names.isEmpty()) findings.info(folder, "no event names a picture or film");
    LeakageCheck leakage = new LeakageCheck(source.study(), shown, findings);
    leakage.checkNames();
    Optional<StimulusFiles> files =
        new StimulusCheck(folder, settings.frames(), findings, progress).find(names);
    files.ifPresent(
        stimuli -> {
          checkFilms(study, runs, stimuli);
          findings.passes(() -> leakage.checkFiles(stimuli, progress));
        });
    return files;
  }

  private void checkFilms(Study study, List<CheckedRun> runs, StimulusFiles stimuli) {
    Map<String, Path> tables = new TreeMap<>();
    for (RunFiles run : study.runs()) run.events().ifPresent(e -> tables.put(run.name(), e));
    FilmCheck films = new FilmCheck(stimuli, findings);
    for (CheckedRun run : runs) films.check(run, tables.get(run.name()), settings.samples());
  }

  private InputPlan.Sources sources(Study study) {
    StudyPaths paths = new StudyPaths(study.root(), source);
    Map<String, Path> files = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Path file : small) files.put(paths.relative(file), file);
    Map<String, Path> bold = new TreeMap<>(NaturalOrder.INSTANCE);
    for (RunFiles run : study.runs()) bold.put(paths.relative(run.bold()), run.bold());
    return new InputPlan.Sources(files, bold, told(Level.WARN, paths), told(Level.INFO, paths));
  }

  private List<String> told(Level level, StudyPaths paths) {
    return findings.all().stream()
        .filter(finding -> finding.level() == level)
        .map(finding -> paths.inText(finding.sentence()))
        .toList();
  }
}
