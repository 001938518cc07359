// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a preparation will do; only a sound {@link InputCheck} makes one. */
public final class InputPlan {
  private final PreparationSettings settings;
  private final RoiVoxels voxels;
  private final List<CheckedRun> runs;
  private final StimulusFiles stimuli;

  InputPlan(
      PreparationSettings settings,
      RoiVoxels voxels,
      List<CheckedRun> runs,
      StimulusFiles stimuli) {
    this.settings = settings;
    this.voxels = voxels;
    this.runs = List.copyOf(runs);
    this.stimuli = stimuli;
  }

  PreparationSettings settings() {
    return settings;
  }

  RoiVoxels voxels() {
    return voxels;
  }

  /** Training first, in natural order, then test. */
  List<CheckedRun> runs() {
    return runs;
  }

  StimulusFiles stimuli() {
    return stimuli;
  }

  double trSec() {
    return runs.get(0).trSec();
  }

  /** Small files that decide the result, by path below the study's root; without BOLD. */
  Map<String, Path> sources() {
    return Map.of();
  }

  /** The runs' volumes, by path below the study's root. */
  Map<String, Path> boldFiles() {
    return Map.of();
  }

  /** What was odd but usable, with relative paths, the same on every machine. */
  public List<String> warnings() {
    return List.of();
  }

  /** Rows that the dataset will have. */
  public long sampleCount() {
    return 0;
  }

  /** One line for people. */
  public String summary() {
    return "";
  }

  /** Memory, bytes. */
  public long memoryBytes(int threads) {
    return 0;
  }

  /** Disk for the dataset and what is written on the way, bytes. */
  public long diskBytes() {
    return 0;
  }

  /** Time to read all runs, from the rate at which the first megabytes of one were read. */
  public double seconds(int threads) {
    return 0;
  }
}
