// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * Whether training has seen what the test is about: the same name, the same file, the same bytes
 * under another name, the same category. A picture of one colour shows nothing that could leak.
 */
final class LeakageCheck {
  private static final int TWINS_SHOWN = 3;

  private final Path study;
  private final List<RunEvents> runs;
  private final Findings findings;

  /**
   * @param study for messages
   */
  LeakageCheck(Path study, List<RunEvents> runs, Findings findings) {
    this.study = study;
    this.runs = runs;
    this.findings = findings;
  }

  /** Names and categories. */
  void checkNames() {
    Set<String> both = stimuli(Split.TRAIN);
    both.retainAll(stimuli(Split.TEST));
    if (!both.isEmpty()) stop(List.copyOf(both));
    Set<String> categories = categories(Split.TRAIN);
    categories.retainAll(categories(Split.TEST));
    if (categories.isEmpty()) return;
    findings.warn(
        study,
        Shown.counted(categories, "categories in both training and test"),
        "a model may name the category without having seen the picture");
  }

  private void stop(List<String> leaks) {
    findings.stop(
        study,
        "no picture in both training and test",
        "leakage: " + Shown.counted(leaks, "stimuli in both"),
        "take them out of the training runs or out of the test runs");
  }

  /** Each stimulus of a split once, in the order of its first event. */
  private Set<String> stimuli(Split split) {
    Set<String> names = new LinkedHashSet<>();
    for (RunEvents run : runs) {
      if (run.split() == split) run.events().forEach(event -> names.add(event.stimulus()));
    }
    names.remove("");
    return names;
  }

  private Set<String> categories(Split split) {
    Set<String> categories = new TreeSet<>(NaturalOrder.INSTANCE);
    for (RunEvents run : runs) {
      if (run.split() == split) run.events().forEach(event -> categories.add(event.category()));
    }
    categories.remove(TsvTable.MISSING);
    return categories;
  }

  /** Files and their contents; pages of a stack are compared when they are read. */
  void checkFiles(StimulusFiles stimuli, Progress progress) {
    if (!stimuli.areFiles()) return;
    Map<Path, List<String>> names = new LinkedHashMap<>();
    Set<String> all = stimuli(Split.TRAIN);
    all.addAll(stimuli(Split.TEST));
    for (String name : all) {
      names.computeIfAbsent(stimuli.file(name), file -> new ArrayList<>()).add(name);
    }
    List<List<String>> same = new ArrayList<>(names.values());
    same.removeIf(group -> group.size() == 1);
    for (List<Path> files : SameContent.among(names.keySet(), progress)) {
      if (isOneColour(files.get(0), stimuli, names)) continue;
      same.add(files.stream().map(file -> names.get(file).get(0)).toList());
    }
    tellSame(same);
  }

  private void tellSame(List<List<String>> groups) {
    Set<String> train = stimuli(Split.TRAIN);
    Set<String> test = stimuli(Split.TEST);
    List<String> leaks = new ArrayList<>();
    List<String> twins = new ArrayList<>();
    for (List<String> group : groups) {
      boolean across =
          group.stream().anyMatch(train::contains) && group.stream().anyMatch(test::contains);
      (across ? leaks : twins).add(String.join(" = ", group));
    }
    if (!leaks.isEmpty()) stop(leaks);
    if (twins.isEmpty()) return;
    findings.warn(
        study,
        twins.size() + " pictures under several names (" + Shown.first(twins, TWINS_SHOWN) + ")",
        "each name counts as a picture of its own, whose repeats are not averaged");
  }

  private static boolean isOneColour(
      Path file, StimulusFiles stimuli, Map<Path, List<String>> names) {
    if (stimuli.isFilm(names.get(file).get(0))) return false;
    RgbFrame frame = FrameFile.read(file);
    byte[] rgb = frame.rgb();
    for (int n = RgbFrame.CHANNEL_COUNT; n < rgb.length; n++) {
      if (rgb[n] != rgb[n - RgbFrame.CHANNEL_COUNT]) return false;
    }
    return true;
  }
}
