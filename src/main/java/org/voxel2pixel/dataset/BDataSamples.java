// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.voxel2pixel.dataset.BDataTrials.Trial;

/** The samples of a split that trials of a BData file become. */
final class BDataSamples {
  private final Split split;
  private final double trialSec;
  private final long firstRow;
  private final Map<String, Integer> frameOfName;

  /**
   * @param trialSec from one sample of a run to the next
   * @param firstRow of the responses where the file begins
   * @param frameOfName frame of each picture
   */
  BDataSamples(Split split, double trialSec, long firstRow, Map<String, Integer> frameOfName) {
    this.split = split;
    this.trialSec = trialSec;
    this.firstRow = firstRow;
    this.frameOfName = frameOfName;
  }

  /** A sample a trial, run by run; a trial of no run is a run of its own. */
  List<SampleSource> single(List<Trial> trials) {
    Map<String, List<Trial>> ofRun = new LinkedHashMap<>();
    for (int n = 0; n < trials.size(); n++) {
      String run = trials.get(n).run();
      String name = split.label() + (run.isEmpty() ? "-" + (n + 1) : "_" + run);
      ofRun.computeIfAbsent(name, key -> new ArrayList<>()).add(trials.get(n));
    }
    List<SampleSource> samples = new ArrayList<>();
    ofRun.forEach(
        (run, members) -> {
          for (int n = 0; n < members.size(); n++) {
            samples.add(sample(run, n * trialSec, List.of(members.get(n))));
          }
        });
    return samples;
  }

  /** A sample a picture, in the order of the labels' numbers, each a run of its own. */
  List<SampleSource> averaged(List<Trial> trials) {
    Map<Double, String> nameOfLabel = new TreeMap<>();
    for (Trial trial : trials) nameOfLabel.putIfAbsent(trial.label(), trial.name());
    Map<String, List<Trial>> ofName = new LinkedHashMap<>();
    for (String name : nameOfLabel.values()) ofName.put(name, new ArrayList<>());
    for (Trial trial : trials) ofName.get(trial.name()).add(trial);
    List<SampleSource> samples = new ArrayList<>();
    for (List<Trial> repeats : ofName.values()) {
      samples.add(sample("mean-of-" + repeats.get(0).name(), 0, repeats));
    }
    return samples;
  }

  private SampleSource sample(String run, double onsetSec, List<Trial> repeats) {
    String name = repeats.get(0).name();
    return new SampleSource(
        split,
        run,
        onsetSec,
        frameOfName.get(name),
        ShenLabel.categoryOf(name).orElse(Sample.NO_TRIAL_TYPE),
        repeats.stream().mapToLong(trial -> firstRow + trial.row()).toArray());
  }
}
