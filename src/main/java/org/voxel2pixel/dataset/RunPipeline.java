// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;

/**
 * The steps of each run, as text: {@code regress degree=1 confounds=motion; percent baseline=24;
 * despike sd=3}. The order is that of the text. Steps and their keys:
 *
 * <pre>
 * dropnonfinite                       voxels with NaN or infinities, else an error
 * regress   degree=2 confounds=none   mean stays, see demean
 * demean
 * percent   baseline=0                seconds at the start of the run; 0: the whole run
 * despike   sd=3 iterations=1
 * zscore    ddof=0
 * </pre>
 *
 * Regression keeps each voxel's mean, since percent signal change divides by it; {@code demean}
 * takes it out.
 */
public record RunPipeline(List<RunStep> steps) {
  private static final String WHAT = "steps";
  private static final List<String> NAMES =
      List.of("dropnonfinite", "regress", "demean", "percent", "despike", "zscore");

  public RunPipeline {
    steps = List.copyOf(steps);
  }

  /**
   * @throws BadInputException naming the step or key that is not known, or a value out of range
   */
  public static RunPipeline parse(String text) {
    List<RunStep> steps = new ArrayList<>();
    for (String part : text.split(";")) {
      if (!part.isBlank()) steps.add(step(part.strip()));
    }
    return new RunPipeline(steps);
  }

  private static RunStep step(String text) {
    String[] nameAndKeys = text.split("\\s+", 2);
    String keys = nameAndKeys.length > 1 ? nameAndKeys[1] : "";
    try {
      return switch (nameAndKeys[0].toLowerCase(Locale.ROOT)) {
        case "regress" -> regress(keys);
        case "dropnonfinite" -> without(keys, new RunStep.DropNonFinite());
        case "demean" -> without(keys, new RunStep.Demean());
        case "percent" -> {
          Map<String, String> values = KeyValueText.parse(WHAT, keys, List.of("baseline"));
          yield new RunStep.PercentSignal(KeyValueText.number(WHAT, values, "baseline", 0));
        }
        case "despike" -> {
          Map<String, String> values = KeyValueText.parse(WHAT, keys, List.of("sd", "iterations"));
          yield new RunStep.Despiking(
              KeyValueText.number(WHAT, values, "sd", 3),
              KeyValueText.integer(WHAT, values, "iterations", 1));
        }
        case "zscore" -> {
          Map<String, String> values = KeyValueText.parse(WHAT, keys, List.of("ddof"));
          yield new RunStep.Standardise(KeyValueText.integer(WHAT, values, "ddof", 0));
        }
        default -> throw KeyValueText.refused(WHAT, text, "the steps " + NAMES, "correct it");
      };
    } catch (IllegalArgumentException e) {
      throw new BadInputException(WHAT, e.getMessage(), "\"" + text + "\"", "correct it", e);
    }
  }

  private static RunStep without(String keys, RunStep step) {
    KeyValueText.parse(WHAT, keys, List.of());
    return step;
  }

  private static RunStep regress(String keys) {
    Map<String, String> values = KeyValueText.parse(WHAT, keys, List.of("degree", "confounds"));
    String confounds = values.getOrDefault("confounds", "none");
    return new RunStep.Regress(
        KeyValueText.integer(WHAT, values, "degree", 2),
        confounds.equals("none") ? List.of() : List.of(confounds.split("[,+]")));
  }

  /** The inverse of {@link #parse}. */
  public String toText() {
    return steps.stream().map(RunPipeline::text).collect(Collectors.joining("; "));
  }

  private static String text(RunStep step) {
    if (step instanceof RunStep.Regress regress) {
      String confounds =
          regress.confounds().isEmpty() ? "none" : String.join("+", regress.confounds());
      return "regress degree=" + regress.degree() + " confounds=" + confounds;
    }
    if (step instanceof RunStep.PercentSignal percent) {
      return "percent baseline=" + percent.baselineSec();
    }
    if (step instanceof RunStep.Despiking despike) {
      return "despike sd=" + despike.limitSd() + " iterations=" + despike.iterations();
    }
    if (step instanceof RunStep.Standardise zscore) return "zscore ddof=" + zscore.ddof();
    return step instanceof RunStep.Demean ? "demean" : "dropnonfinite";
  }

  /** Columns of the confounds table that the steps ask for, each once. */
  public List<String> confounds() {
    return regressions().stream().flatMap(r -> r.confounds().stream()).distinct().toList();
  }

  /** The regressions among the steps. */
  public List<RunStep.Regress> regressions() {
    return steps.stream()
        .filter(RunStep.Regress.class::isInstance)
        .map(RunStep.Regress.class::cast)
        .toList();
  }

  /** Seconds at the start of a run during which nothing may be shown; 0 if no step asks. */
  public double baselineSec() {
    return steps.stream()
        .filter(RunStep.PercentSignal.class::isInstance)
        .mapToDouble(step -> ((RunStep.PercentSignal) step).baselineSec())
        .max()
        .orElse(0);
  }
}
