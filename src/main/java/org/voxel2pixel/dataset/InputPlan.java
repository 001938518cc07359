// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.BlockWindow;

/** What a preparation will do; only a sound {@link InputCheck} makes one. */
public final class InputPlan {
  private static final long BASE_BYTES = 16L << 20;
  private static final long SCRATCH_BYTES = 8L << 20;

  private final PreparationSettings settings;
  private final RoiVoxels voxels;
  private final List<CheckedRun> runs;
  private final StimulusFiles stimuli;
  private final Sources sources;
  private final ReadingRate rate;

  /**
   * The files and what was odd about them, by relative paths.
   *
   * @param small files that decide the result, without BOLD
   * @param bold the runs' volumes
   * @param warnings what was odd but usable
   * @param notes what else is worth knowing
   */
  record Sources(
      Map<String, Path> small, Map<String, Path> bold, List<String> warnings, List<String> notes) {
    Sources {
      small = Collections.unmodifiableMap(new LinkedHashMap<>(small));
      bold = Collections.unmodifiableMap(new LinkedHashMap<>(bold));
      warnings = List.copyOf(warnings);
      notes = List.copyOf(notes);
    }
  }

  InputPlan(
      PreparationSettings settings,
      RoiVoxels voxels,
      List<CheckedRun> runs,
      StimulusFiles stimuli,
      Sources sources,
      ReadingRate rate) {
    this.settings = settings;
    this.voxels = voxels;
    this.runs = List.copyOf(runs);
    this.stimuli = stimuli;
    this.sources = sources;
    this.rate = rate;
  }

  PreparationSettings settings() {
    return settings;
  }

  RoiVoxels voxels() {
    return voxels;
  }

  /** Training first, then test, each in natural order of the runs' names. */
  List<CheckedRun> runs() {
    return runs;
  }

  List<CheckedRun> runs(Split split) {
    return runs.stream().filter(run -> run.split() == split).toList();
  }

  StimulusFiles stimuli() {
    return stimuli;
  }

  double trSec() {
    return runs.get(0).trSec();
  }

  /**
   * Small files that decide the result, masks and tables, by path below the study's root; without
   * BOLD and stimuli.
   */
  Map<String, Path> sources() {
    return sources.small();
  }

  /** The runs' volumes, by path below the study's root. */
  Map<String, Path> boldFiles() {
    return sources.bold();
  }

  /** What was odd but usable, with relative paths, the same on every machine. */
  public List<String> warnings() {
    return sources.warnings();
  }

  /** What else is worth knowing of the inputs, such as slices that were not corrected. */
  List<String> notes() {
    return sources.notes();
  }

  /** Rows that the dataset will have. */
  public long sampleCount() {
    long count = 0;
    for (CheckedRun run : runs(Split.TRAIN)) count += rows(run);
    if (settings.scaling().repeats() == Repeats.SINGLE) {
      for (CheckedRun run : runs(Split.TEST)) count += rows(run);
    } else if (settings.ofBlocks()) {
      count += testBlocks();
    } else {
      for (List<CheckedRun> group : testGroups()) count += rows(group.get(0));
    }
    return count;
  }

  private long rows(CheckedRun run) {
    return settings.ofBlocks() ? run.events().size() : run.volumeCount();
  }

  /** One for each different picture, or kind of event where the events name no picture. */
  private long testBlocks() {
    return runs(Split.TEST).stream()
        .flatMap(run -> run.events().stream().map(StimulusEvent::what))
        .distinct()
        .count();
  }

  /** Test runs that show the same, where repeats of whole runs are averaged; else each alone. */
  List<List<CheckedRun>> testGroups() {
    List<CheckedRun> test = runs(Split.TEST);
    return RepeatedRuns.areAveraged(settings)
        ? RepeatedRuns.groups(test)
        : test.stream().map(List::of).toList();
  }

  /** Frames that the dataset will have at most: pictures, and a film's frames at its volumes. */
  private long frameCount() {
    Set<String> frames = new LinkedHashSet<>();
    for (CheckedRun run : runs) {
      for (StimulusEvent event : run.events()) {
        String name = event.stimulus();
        if (name.isEmpty()) continue;
        if (!stimuli.isFilm(name)) {
          frames.add(run.split() + name);
          continue;
        }
        BlockWindow window = event.volumes(run.trSec());
        int end = Math.min(run.volumeCount(), window.endVolume());
        for (int t = Math.max(0, window.firstVolume()); t < end; t++) {
          frames.add(run.split() + name + (t - window.firstVolume()));
        }
      }
    }
    return frames.size();
  }

  /**
   * Memory, bytes: for each thread the voxels of one run twice, and what the regression works in.
   * Samples are averaged and written row by row.
   */
  public long memoryBytes(int threads) {
    long volumes = runs.stream().mapToLong(CheckedRun::volumeCount).max().orElse(0);
    long perThread = 2 * 4L * volumes * voxels.count() + SCRATCH_BYTES;
    return BASE_BYTES + Math.min(threads, runs.size()) * perThread;
  }

  /** Disk, bytes: the dataset, and while it is made the rows of all runs. */
  public long diskBytes() {
    long rows = 0;
    for (CheckedRun run : runs) rows += rows(run);
    long frameBytes = 3L * settings.frames().widthPx() * settings.frames().heightPx();
    return 4L * (sampleCount() + rows) * voxels.count() + frameCount() * frameBytes;
  }

  /** Time to read all runs, by the rate at which the first volumes of one were read. */
  public double seconds(int threads) {
    double voxelsToRead = 0;
    for (CheckedRun run : runs) {
      voxelsToRead += (double) run.volumeCount() * voxels.grid().voxelCount();
    }
    return voxelsToRead / (rate.voxelsPerSec() * Math.max(1, Math.min(threads, runs.size())));
  }

  /** One line for people: what there is. */
  public String summary() {
    int train = runs(Split.TRAIN).size();
    String different =
        RepeatedRuns.areAveraged(settings) ? " (" + testGroups().size() + " different)" : "";
    return String.format(
        Locale.ROOT,
        "%d training runs, %d test runs%s, %d samples of %d voxels, %d frames",
        train,
        runs.size() - train,
        different,
        sampleCount(),
        voxels.count(),
        frameCount());
  }

  /** One line for people: what it will take. */
  public String needs(int threads) {
    double seconds = seconds(threads);
    String time =
        seconds < 90
            ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
            : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
    return String.format(
        Locale.ROOT,
        "needs %.0f MB of memory and %.0f MB of disk; reading takes about %s with %d threads",
        memoryBytes(threads) / 1e6,
        diskBytes() / 1e6,
        time,
        threads);
  }
}
