// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.BlockWindow;

/**
 * Which rows of which runs become which samples: training rows one by one, then test rows, whose
 * repeats are put together if that is asked for.
 */
final class SampleSources {
  private static final int NO_EVENT = -1;

  private final PreparationSettings settings;
  private final List<CheckedRun> runs;
  private final StoredRows rows;
  private final FrameStage frames;
  private final List<SampleSource> sources = new ArrayList<>();
  private final Map<String, String> repeated = new LinkedHashMap<>();

  private SampleSources(
      PreparationSettings settings, List<CheckedRun> runs, StoredRows rows, FrameStage frames) {
    this.settings = settings;
    this.runs = runs;
    this.rows = rows;
    this.frames = frames;
  }

  /**
   * Samples to be, and for provenance what was put together: a test run or picture, and of what.
   */
  record Plan(List<SampleSource> sources, Map<String, String> repeated) {}

  /**
   * @param runs training runs first
   * @param rows theirs
   * @throws org.voxel2pixel.BadInputException if test runs with the same events have different
   *     numbers of volumes
   */
  static Plan of(
      PreparationSettings settings, List<CheckedRun> runs, StoredRows rows, FrameStage frames) {
    SampleSources samples = new SampleSources(settings, runs, rows, frames);
    if (settings.ofBlocks()) samples.addBlocks();
    else samples.addVolumes();
    return new Plan(samples.sources, samples.repeated);
  }

  private boolean repeatsStaySingle(CheckedRun run) {
    return run.split() == Split.TRAIN || settings.scaling().repeats() == Repeats.SINGLE;
  }

  private void addVolumes() {
    List<CheckedRun> test = new ArrayList<>();
    for (CheckedRun run : runs) {
      if (repeatsStaySingle(run)) addRun(List.of(run));
      else test.add(run);
    }
    for (List<CheckedRun> group : RepeatedRuns.groups(test)) addRun(group);
  }

  private void addRun(List<CheckedRun> group) {
    RepeatedRuns.requireEqualLength(group);
    CheckedRun first = group.get(0);
    if (first.split() == Split.TEST) {
      repeated.put(first.name(), String.join(",", group.stream().map(CheckedRun::name).toList()));
    }
    long[] firstRows = group.stream().mapToLong(run -> rows.firstRow(runs.indexOf(run))).toArray();
    int[] eventOfVolume = eventOfVolume(first);
    for (int t = 0; t < first.volumeCount(); t++) {
      long[] repeats = firstRows.clone();
      for (int n = 0; n < repeats.length; n++) repeats[n] += t;
      boolean none = eventOfVolume[t] == NO_EVENT;
      StimulusEvent event = none ? null : first.events().get(eventOfVolume[t]);
      sources.add(
          new SampleSource(
              first.split(),
              first.name(),
              t * first.trSec(),
              none ? Sample.NO_STIMULUS : frames.ofVolume(first, event, t),
              none ? Sample.NO_TRIAL_TYPE : event.trialType(),
              repeats));
    }
  }

  /** Which event was on when each volume began, if any. */
  private static int[] eventOfVolume(CheckedRun run) {
    int[] eventOfVolume = new int[run.volumeCount()];
    Arrays.fill(eventOfVolume, NO_EVENT);
    for (int e = 0; e < run.events().size(); e++) {
      BlockWindow window = run.events().get(e).volumes(run.trSec());
      int end = Math.min(run.volumeCount(), window.endVolume());
      for (int t = Math.max(0, window.firstVolume()); t < end; t++) eventOfVolume[t] = e;
    }
    return eventOfVolume;
  }

  private void addBlocks() {
    Map<String, List<Block>> trials = new LinkedHashMap<>();
    for (int r = 0; r < runs.size(); r++) {
      CheckedRun run = runs.get(r);
      List<StimulusEvent> events = run.events();
      for (int e = 0; e < events.size(); e++) {
        Block block = new Block(run, events.get(e), rows.firstRow(r) + e);
        if (repeatsStaySingle(run)) addTrial(block);
        else trials.computeIfAbsent(block.event.what(), what -> new ArrayList<>()).add(block);
      }
    }
    trials.forEach(this::addAverage);
  }

  /** One presentation. */
  private record Block(CheckedRun run, StimulusEvent event, long row) {}

  private void addTrial(Block block) {
    sources.add(
        new SampleSource(
            block.run.split(),
            block.run.name(),
            block.event.onsetSec(),
            frames.ofBlock(block.run.split(), block.event),
            block.event.trialType(),
            new long[] {block.row}));
  }

  /** A mean over runs has no run and no onset of its own: it is the only sample of its run. */
  private void addAverage(String what, List<Block> blocks) {
    Block first = blocks.get(0);
    long[] repeats = blocks.stream().flatMapToLong(block -> LongStream.of(block.row)).toArray();
    String run = "mean-of-" + what.replaceAll("\\s+", "-");
    repeated.put(run, Integer.toString(repeats.length));
    sources.add(
        new SampleSource(
            first.run.split(),
            run,
            0,
            frames.ofBlock(first.run.split(), first.event),
            first.event.trialType(),
            repeats));
  }
}
