// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;

/**
 * One fMRI run of a BIDS subject and the files that belong to it.
 *
 * @param bold the volumes
 * @param name its entities without those of processing, such as {@code sub-01_task-train_run-2}
 */
record BidsRun(Path bold, String name) {
  /** Entities that tell how an image was made, not which run it is. */
  private static final Set<String> OF_PROCESSING = Set.of("space", "res", "den", "desc", "rec");

  static BidsRun of(Path bold) {
    String stem = stem(bold);
    String name =
        Arrays.stream(stem.split("_"))
            .filter(part -> !OF_PROCESSING.contains(part.split("-")[0]))
            .collect(Collectors.joining("_"));
    return new BidsRun(bold, name);
  }

  private static String stem(Path bold) {
    return bold.getFileName().toString().replaceFirst("_bold\\.nii(\\.gz)?$", "");
  }

  /** Value of an entity, such as {@code train} of {@code task}; empty if there is none. */
  String entity(String key) {
    return Arrays.stream(name.split("_"))
        .filter(part -> part.startsWith(key + "-"))
        .map(part -> part.substring(key.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** What the person saw. */
  Path events() {
    return bold.resolveSibling(name + "_events.tsv");
  }

  /** The confounds, under their name of today or that of fMRIPrep before version 20. */
  Path confounds() {
    Path old = bold.resolveSibling(name + "_desc-confounds_regressors.tsv");
    Path today = bold.resolveSibling(name + "_desc-confounds_timeseries.tsv");
    return Files.exists(old) && !Files.exists(today) ? old : today;
  }

  /** Sidecars from the general to the particular: the last that states a value wins. */
  List<Path> sidecars(Path subjectFolder) {
    String task = "task-" + entity("task") + "_bold.json";
    List<Path> candidates = new ArrayList<>();
    candidates.add(subjectFolder.resolveSibling(task));
    candidates.add(subjectFolder.resolve(subjectFolder.getFileName() + "_" + task));
    candidates.add(bold.resolveSibling(name + "_bold.json"));
    candidates.add(bold.resolveSibling(stem(bold) + "_bold.json"));
    return candidates.stream().distinct().filter(Files::isRegularFile).toList();
  }

  /** RepetitionTime of the sidecars, if one states it. */
  OptionalDouble sidecarTrSec(Path subjectFolder) {
    OptionalDouble trSec = OptionalDouble.empty();
    for (Path sidecar : sidecars(subjectFolder)) {
      JsonObject json = JsonFile.read(sidecar);
      if (json.has("RepetitionTime")) trSec = OptionalDouble.of(seconds(sidecar, json));
    }
    return trSec;
  }

  private static double seconds(Path sidecar, JsonObject json) {
    JsonElement value = json.get("RepetitionTime");
    boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    if (!isNumber || !(value.getAsDouble() > 0)) {
      throw new BadInputException(
          sidecar, "RepetitionTime as a number of seconds", value.toString(), "repair the file");
    }
    return value.getAsDouble();
  }
}
