// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * What a preparation will do, found by reading every small file and every header but no volume: if
 * this succeeds, the files fit together.
 */
public final class BidsPlan {
  private static final int SHOWN = 10;

  private final BidsSubject subject;
  private final PreparationSettings settings;
  private final RoiVoxels voxels;
  private final List<String> warnings;
  private final List<PlannedRun> training;
  private final List<List<PlannedRun>> testing;

  private BidsPlan(Path subjectFolder, PreparationSettings settings, Progress progress) {
    this.subject = new BidsSubject(subjectFolder);
    this.settings = settings;
    this.warnings = new ArrayList<>();
    List<BidsRun> trainRuns = subject.runs(settings.train().text().replace("task-", ""), warnings);
    List<BidsRun> testRuns = subject.runs(settings.test().text().replace("task-", ""), warnings);
    this.voxels = RoiVoxels.of(subject.masks(), warnings);
    this.training = check(trainRuns, progress);
    this.testing = repeats(check(testRuns, progress));
    for (PlannedRun run : allRuns()) run.requireTr(training.get(0));
    requireStimuliOnDisk();
    requireNoLeakage();
  }

  /**
   * Checks a subject.
   *
   * @param subjectFolder BIDS' {@code sub-XX}, with func, masks and, beside it, stimuli
   * @throws BadInputException naming the first file that is missing or does not fit
   */
  public static BidsPlan check(
      Path subjectFolder, PreparationSettings settings, Progress progress) {
    return new BidsPlan(subjectFolder, settings, progress);
  }

  private List<PlannedRun> check(List<BidsRun> runs, Progress progress) {
    List<PlannedRun> planned = new ArrayList<>();
    for (BidsRun run : runs) {
      progress.checkCancelled();
      progress.report("checking " + run.name(), planned.size(), runs.size());
      planned.add(PlannedRun.check(run, subject, voxels, settings, warnings));
    }
    return planned;
  }

  /** Runs that show the same, in the order of the first of each. */
  private static List<List<PlannedRun>> repeats(List<PlannedRun> runs) {
    List<List<PlannedRun>> groups = new ArrayList<>();
    for (PlannedRun run : runs) {
      List<PlannedRun> group =
          groups.stream().filter(g -> run.showsTheSameAs(g.get(0))).findFirst().orElse(null);
      if (group == null) {
        groups.add(new ArrayList<>(List.of(run)));
        continue;
      }
      requireSameLength(run, group.get(0));
      group.add(run);
    }
    return groups;
  }

  private static void requireSameLength(PlannedRun run, PlannedRun first) {
    if (run.volumeCount() != first.volumeCount()) {
      throw new BadInputException(
          run.run().bold(),
          first.volumeCount() + " volumes, as " + first.run().name() + " with the same events has",
          run.volumeCount() + " volumes",
          "cut both to the same length or leave one out");
    }
  }

  private void requireStimuliOnDisk() {
    List<String> missing = new ArrayList<>();
    for (Split split : Split.values()) {
      for (String file : stimuli(split)) {
        if (!Files.isRegularFile(stimulusFile(file))) missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      throw new BadInputException(
          subject.stimuli(),
          "every stim_file of the events",
          missing.size()
              + " missing ("
              + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
              + ")",
          "copy them there; names count upper and lower case, and / separates folders");
    }
  }

  private void requireNoLeakage() {
    Set<String> both = new LinkedHashSet<>(stimuli(Split.TRAIN));
    both.retainAll(stimuli(Split.TEST));
    if (!both.isEmpty()) throw StimulusTable.leakage(subject.folder(), List.copyOf(both));
  }

  private List<PlannedRun> allRuns() {
    List<PlannedRun> all = new ArrayList<>(training);
    testing.forEach(all::addAll);
    return all;
  }

  PreparationSettings settings() {
    return settings;
  }

  RoiVoxels voxels() {
    return voxels;
  }

  List<PlannedRun> training() {
    return training;
  }

  List<List<PlannedRun>> testing() {
    return testing;
  }

  double trSec() {
    return training.get(0).trSec();
  }

  Path stimulusFile(String file) {
    return subject.stimuli().resolve(file);
  }

  /** Each stim_file of a split once, in the order of its first event. */
  Set<String> stimuli(Split split) {
    Set<String> files = new LinkedHashSet<>();
    List<PlannedRun> runs = new ArrayList<>();
    if (split == Split.TRAIN) runs.addAll(training);
    else testing.forEach(runs::addAll);
    for (PlannedRun run : runs) {
      for (StimulusEvent event : run.events().events()) files.add(event.file());
    }
    return files;
  }

  /**
   * The files that decide the result, the stimuli apart, by their path below the dataset's root.
   */
  Map<String, Path> sources() {
    Map<String, Path> sources = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>(subject.masks());
    for (PlannedRun run : allRuns()) {
      files.add(run.run().bold());
      files.add(run.run().events());
      if (!settings.steps().confounds().isEmpty()) files.add(run.run().confounds());
      files.addAll(run.run().sidecars(subject.folder()));
    }
    Path root = subject.folder().getParent();
    for (Path file : files) {
      sources.put(root.relativize(file).toString().replace(java.io.File.separatorChar, '/'), file);
    }
    return sources;
  }

  /** What was odd but could be read; files by their path below the root of the BIDS dataset. */
  public List<String> warnings() {
    return belowRoot(warnings);
  }

  /** The same on every machine, wherever the dataset lies there. */
  List<String> belowRoot(Collection<String> messages) {
    String root = subject.folder().getParent() + java.io.File.separator;
    return messages.stream().map(message -> message.replace(root, "")).toList();
  }

  /** Rows that the dataset will have. */
  public long sampleCount() {
    long count = 0;
    for (PlannedRun run : training) count += run.volumeCount();
    for (List<PlannedRun> group : testing) count += group.get(0).volumeCount();
    return count;
  }

  /** Memory for one volume, one run's voxels and the sum of repeats, bytes. */
  public long memoryBytes() {
    long volumes = allRuns().stream().mapToLong(PlannedRun::volumeCount).max().orElseThrow();
    boolean sums = testing.stream().anyMatch(group -> group.size() > 1);
    long perValue = Float.BYTES + (sums ? Double.BYTES : 0);
    return 4L * voxels.grid().voxelCount() + perValue * volumes * voxels.count() + (16L << 20);
  }

  /** Disk for the dataset and, while it is written, for a copy of its responses, bytes. */
  public long diskBytes() {
    long frames = stimuli(Split.TRAIN).size() + stimuli(Split.TEST).size();
    long frameBytes = 3L * settings.frames().widthPx() * settings.frames().heightPx();
    return 2 * 4L * sampleCount() * voxels.count() + frames * frameBytes;
  }

  /** One line for people: what there is and what it will take. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d training runs, %d test runs (%d different), %d samples of %d voxels, %d frames;"
            + " needs %.0f MB of memory and %.0f MB of disk",
        training.size(),
        allRuns().size() - training.size(),
        testing.size(),
        sampleCount(),
        voxels.count(),
        stimuli(Split.TRAIN).size() + stimuli(Split.TEST).size(),
        memoryBytes() / 1e6,
        diskBytes() / 1e6);
  }
}
