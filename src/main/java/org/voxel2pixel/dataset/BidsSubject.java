// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * Where the files of a subject lie: runs in {@code sub-XX/func} or {@code sub-XX/ses-YY/func},
 * masks in {@code sub-XX/masks}, stimuli in the folder {@code stimuli} beside {@code sub-XX}.
 */
record BidsSubject(Path folder) {
  private static final Pattern BOLD = Pattern.compile(".*_bold\\.nii(\\.gz)?");
  private static final Pattern MASK = Pattern.compile(".*_mask\\.nii(\\.gz)?");
  private static final Pattern SESSION = Pattern.compile("ses-[A-Za-z0-9]+");

  BidsSubject {
    folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder,
          "a subject's folder such as sub-01",
          Files.exists(folder) ? "a file" : "nothing",
          "check the path");
    }
  }

  Path stimuli() {
    return folder.resolveSibling("stimuli");
  }

  /** The masks, sorted by name. */
  List<Path> masks() {
    List<Path> masks = matching(folder.resolve("masks"), MASK);
    if (masks.isEmpty()) {
      throw new BadInputException(
          folder.resolve("masks"),
          "masks named like sub-01_label-V1_mask.nii.gz",
          "none",
          "put a mask for each region there");
    }
    return masks;
  }

  /** The runs of a task in natural order of their names. */
  List<BidsRun> runs(String task, List<String> warnings) {
    Map<String, BidsRun> runs = new TreeMap<>(NaturalOrder.INSTANCE);
    TreeSet<String> tasks = new TreeSet<>();
    for (Path file : boldFiles()) {
      BidsRun run = BidsRun.of(file);
      tasks.add(run.entity("task"));
      if (!run.entity("task").equals(task)) continue;
      BidsRun twin = runs.put(run.name(), run);
      if (twin != null) {
        throw new BadInputException(
            file,
            "one image for each run",
            "another of " + run.name() + ", " + twin.bold().getFileName(),
            "keep the one to use in the folder");
      }
    }
    if (runs.isEmpty()) {
      throw new BadInputException(
          folder,
          "runs of task " + task + ", named like sub-01_task-" + task + "_run-1_bold.nii.gz",
          tasks.isEmpty() ? "no runs" : "runs of the tasks " + tasks,
          "name one of these tasks, or check the folder func");
    }
    warnings.addAll(gaps(runs.values()));
    return List.copyOf(runs.values());
  }

  private List<Path> boldFiles() {
    List<Path> files = new ArrayList<>(matching(folder.resolve("func"), BOLD));
    for (Path session : matching(folder, SESSION)) {
      files.addAll(matching(session.resolve("func"), BOLD));
    }
    return files;
  }

  /** A run number that is missing between others is told, for it may have been lost in copying. */
  private static List<String> gaps(Iterable<BidsRun> runs) {
    Map<String, Integer> last = new HashMap<>();
    List<String> warnings = new ArrayList<>();
    for (BidsRun run : runs) {
      if (!run.entity("run").matches("[0-9]{1,9}")) continue;
      int number = Integer.parseInt(run.entity("run"));
      Integer before = last.put(run.entity("ses"), number);
      int expected = before == null ? 1 : before + 1;
      if (number > expected) {
        warnings.add(run.name() + ": no run between " + (expected - 1) + " and " + number);
      }
    }
    return warnings;
  }

  private static List<Path> matching(Path folder, Pattern name) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> name.matcher(entry.getFileName().toString()).matches())
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }
}
