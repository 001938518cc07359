// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;

/**
 * Which rows of which runs become which samples: training rows one by one, then test rows, whose
 * repeats are put together if that is asked for.
 */
final class SampleSources {
  private static final int NO_EVENT = -1;
  private static final double SAME_SEC = 1e-3;

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
   * @throws BadInputException if test runs with the same events have different numbers of volumes
   */
  static Plan of(
      PreparationSettings settings, List<CheckedRun> runs, StoredRows rows, FrameStage frames) {
    SampleSources samples = new SampleSources(settings, runs, rows, frames);
    if (settings.samples() instanceof SamplePlan.Blocks blocks) samples.addBlocks(blocks);
    else samples.addVolumes();
    return new Plan(samples.sources, samples.repeated);
  }

  private boolean repeatsStaySingle(CheckedRun run) {
    return run.split() == Split.TRAIN || settings.scaling().repeats() == Repeats.SINGLE;
  }

  private void addVolumes() {
    List<List<Integer>> groups = new ArrayList<>(); // runs that make one run of the dataset
    for (int r = 0; r < runs.size(); r++) {
      CheckedRun run = runs.get(r);
      List<Integer> twins =
          repeatsStaySingle(run)
              ? null
              : groups.stream()
                  .filter(group -> sameEvents(runs.get(group.get(0)), run))
                  .findFirst()
                  .orElse(null);
      if (twins == null) groups.add(new ArrayList<>(List.of(r)));
      else twins.add(r);
    }
    for (List<Integer> group : groups) addRun(group);
  }

  private static boolean sameEvents(CheckedRun a, CheckedRun b) {
    if (a.split() != b.split() || a.events().size() != b.events().size()) return false;
    for (int e = 0; e < a.events().size(); e++) {
      StimulusEvent mine = a.events().get(e);
      StimulusEvent theirs = b.events().get(e);
      boolean same =
          mine.stimulus().equals(theirs.stimulus())
              && mine.trialType().equals(theirs.trialType())
              && Math.abs(mine.onsetSec() - theirs.onsetSec()) <= SAME_SEC
              && Math.abs(mine.durationSec() - theirs.durationSec()) <= SAME_SEC;
      if (!same) return false;
    }
    return true;
  }

  private void addRun(List<Integer> group) {
    CheckedRun first = runs.get(group.get(0));
    for (int r : group) requireSameLength(runs.get(r), first);
    if (first.split() == Split.TEST) {
      repeated.put(
          first.name(), String.join(",", group.stream().map(r -> runs.get(r).name()).toList()));
    }
    int[] eventOfVolume = eventOfVolume(first);
    for (int t = 0; t < first.volumeCount(); t++) {
      long[] repeats = new long[group.size()];
      for (int n = 0; n < repeats.length; n++) repeats[n] = rows.firstRow(group.get(n)) + t;
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

  private static void requireSameLength(CheckedRun run, CheckedRun first) {
    if (run.volumeCount() == first.volumeCount()) return;
    Path bold = run.bold();
    throw new BadInputException(
        bold,
        first.volumeCount() + " volumes, as " + first.name() + " with the same events has",
        run.volumeCount() + " volumes",
        "cut both to the same length, leave one out, or keep repeats apart with repeats=single");
  }

  /**
   * The event whose {@code [onset, onset + duration)} holds {@code t · trSec}, 1 ms of rounding.
   */
  private static int[] eventOfVolume(CheckedRun run) {
    int[] eventOfVolume = new int[run.volumeCount()];
    Arrays.fill(eventOfVolume, NO_EVENT);
    for (int e = 0; e < run.events().size(); e++) {
      StimulusEvent event = run.events().get(e);
      double firstVolume = Math.ceil((event.onsetSec() - SAME_SEC) / run.trSec());
      for (int t = (int) Math.max(0, firstVolume);
          t < run.volumeCount() && t * run.trSec() < event.endSec() - SAME_SEC;
          t++) {
        eventOfVolume[t] = e;
      }
    }
    return eventOfVolume;
  }

  private void addBlocks(SamplePlan.Blocks blocks) {
    Map<String, List<Block>> trials = new LinkedHashMap<>();
    for (int r = 0; r < runs.size(); r++) {
      CheckedRun run = runs.get(r);
      List<StimulusEvent> events = BlockEvents.of(run, blocks);
      for (int e = 0; e < events.size(); e++) {
        Block block = new Block(run, events.get(e), rows.firstRow(r) + e);
        if (repeatsStaySingle(run)) addTrial(block);
        else trials.computeIfAbsent(block.what(), what -> new ArrayList<>()).add(block);
      }
    }
    trials.forEach(this::addAverage);
  }

  /** One presentation. */
  private record Block(CheckedRun run, StimulusEvent event, long row) {
    /** What was shown: its picture, or its kind where the events name no pictures. */
    String what() {
      return event.stimulus().isEmpty() ? event.trialType() : event.stimulus();
    }
  }

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
