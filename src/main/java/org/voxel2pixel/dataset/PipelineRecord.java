// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down in dataset.json what a preparation did, every step in its order. */
final class PipelineRecord {
  private final InputPlan plan;
  private final DatasetWriter writer;

  PipelineRecord(InputPlan plan, DatasetWriter writer) {
    this.plan = plan;
    this.writer = writer;
  }

  void add(
      Map<String, String> repeated, int unusableCount, int constantCount, Set<String> warnings) {
    PreparationSettings settings = plan.settings();
    add(
        "select runs and events",
        "train",
        settings.train().text(),
        "test",
        settings.test().text(),
        "columns",
        settings.columns().toText());
    Map<String, String> regions = new LinkedHashMap<>();
    plan.voxels().countOfRoi().forEach((roi, count) -> regions.put(roi, count + " voxels"));
    add("select voxels", regions);
    for (RunStep step : settings.steps().steps()) addRunStep(step);
    if (settings.samples() instanceof SamplePlan.Blocks blocks) {
      add("mean of each block", "shiftSec", blocks.shiftSec(), "cutShort", blocks.cutShort());
    }
    add("voxels that a step could not use", "dropped", unusableCount);
    Map<String, String> repeats = new LinkedHashMap<>();
    repeats.put("repeats", settings.scaling().repeats().name());
    repeats.putAll(repeated);
    add("repeats in the test split", repeats);
    add(
        "z-score",
        "statistics",
        settings.scaling().normalisation(),
        "ddof",
        settings.scaling().ddof(),
        "constantVoxelsDropped",
        constantCount);
    if (settings.scaling().repeats() == ResponseScaling.Repeats.AVERAGE_SQRT_N) {
      add(PipelineStep.TIMES_SQRT_REPEATS);
    }
    add("frames", "resize", settings.frames().resize(), "warp", settings.frames().warp());
    Map<String, String> notes = new LinkedHashMap<>();
    for (String warning : warnings) notes.put(Integer.toString(notes.size() + 1), warning);
    add("warnings", notes);
  }

  private void addRunStep(RunStep step) {
    List<Object> keysAndValues = new ArrayList<>();
    String[] words = new RunPipeline(List.of(step)).toText().split(" ");
    for (int n = 1; n < words.length; n++) {
      String[] keyAndValue = words[n].split("=", 2);
      keysAndValues.addAll(List.of(keyAndValue[0], keyAndValue[1]));
    }
    add("each run: " + words[0], keysAndValues.toArray());
  }

  private void add(String name, Object... keysAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int n = 0; n < keysAndValues.length; n += 2) {
      parameters.put(keysAndValues[n].toString(), keysAndValues[n + 1].toString());
    }
    add(name, parameters);
  }

  private void add(String name, Map<String, String> parameters) {
    writer.addStep(new PipelineStep(name, parameters));
  }
}
