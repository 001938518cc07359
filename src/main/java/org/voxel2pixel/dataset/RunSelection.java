// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which runs, by the entities in their names: {@code task-perception ses-imagery*}. Every word must
 * match an entity of the name; {@code *} stands for any characters; commas separate alternatives. A
 * word without a hyphen is a task: {@code train} is {@code task-train}. An empty text, or {@code
 * none}, selects no run.
 */
public record RunSelection(String text) {

  public RunSelection {
    text = text.strip().equals("none") ? "" : text.strip();
  }

  /** Whether nothing can match. */
  public boolean isNone() {
    return alternatives().isEmpty();
  }

  /**
   * Whether a run is meant.
   *
   * @param name entities with underscores between, such as {@code sub-01_task-train_run-2}
   */
  public boolean matches(String name) {
    List<String> entities = List.of(name.split("_"));
    return alternatives().stream()
        .anyMatch(words -> Arrays.stream(words.split("\\s+")).allMatch(w -> matches(w, entities)));
  }

  private List<String> alternatives() {
    return Arrays.stream(text.split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
  }

  private static boolean matches(String word, List<String> entities) {
    String full = word.contains("-") ? word : "task-" + word;
    String[] literal = full.split("\\*", -1);
    String pattern =
        String.join(".*", Arrays.stream(literal).map(Pattern::quote).toArray(String[]::new));
    return entities.stream().anyMatch(entity -> entity.matches(pattern));
  }
}
