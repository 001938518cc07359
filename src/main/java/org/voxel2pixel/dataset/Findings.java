// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.Finding.Level;

/**
 * Collects what a check finds, so that one fault does not hide the next. The same finding at many
 * runs is told once.
 */
final class Findings {
  private static final int RUNS_SHOWN = 10;
  private static final String NO_RUN = "";

  /** A finding and where else it holds. */
  private static final class Fold {
    private final Finding first;
    private final Set<String> places = new LinkedHashSet<>();
    private final Set<String> runs = new LinkedHashSet<>();

    private Fold(Finding first) {
      this.first = first;
    }

    private Finding told() {
      List<String> others = runs.stream().skip(1).toList();
      String more = "";
      if (!others.isEmpty()) {
        more = " (and " + others.size() + (others.size() == 1 ? " more run: " : " more runs: ");
        more += String.join(", ", others.subList(0, Math.min(RUNS_SHOWN, others.size())));
        more += others.size() > RUNS_SHOWN ? ", ...)" : ")";
      } else if (places.size() > 1) {
        more = " (and " + (places.size() - 1) + " more)";
      }
      return new Finding(
          first.level(), first.what() + more, first.expected(), first.found(), first.remedy());
    }
  }

  private final Map<String, Fold> folds = new LinkedHashMap<>();
  private String run = NO_RUN;

  /** Findings from here on are about this run. */
  void aboutRun(String name) {
    run = name;
  }

  /** Findings from here on are about no single run. */
  void aboutAll() {
    run = NO_RUN;
  }

  void stop(Object what, String expected, String found, String remedy) {
    add(new Finding(Level.STOP, String.valueOf(what), expected, found, remedy));
  }

  void stop(BadInputException refused) {
    stop(refused.what(), refused.expected(), refused.found(), refused.remedy());
  }

  void warn(Object what, String found, String remedy) {
    add(new Finding(Level.WARN, String.valueOf(what), "", found, remedy));
  }

  void info(Object what, String found) {
    add(new Finding(Level.INFO, String.valueOf(what), "", found, ""));
  }

  /** Warnings of a reader, which begin with the file's name. */
  void warnAll(Object file, List<String> warnings) {
    String prefix = file + ": ";
    for (String warning : warnings) {
      boolean named = warning.startsWith(prefix);
      warn(file, named ? warning.substring(prefix.length()) : warning, "");
    }
  }

  private void add(Finding finding) {
    String text = String.join("\n", finding.expected(), finding.found(), finding.remedy()).strip();
    boolean ofRun = !run.equals(NO_RUN);
    // Without a run, equal texts about two things are two findings.
    String key = finding.level() + "\n" + (ofRun ? text.replace(run, "*") : finding.what() + text);
    Fold fold = folds.computeIfAbsent(key + "\n" + ofRun, k -> new Fold(finding));
    fold.places.add(finding.what());
    if (ofRun) fold.runs.add(run);
  }

  /**
   * What {@code work} gives; a user's mistake, or a file that fails, is noted as a STOP instead.
   */
  <T> Optional<T> attempt(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (BadInputException e) {
      stop(e);
    } catch (UncheckedIOException e) {
      stop("reading", "files that can be read", String.valueOf(e.getMessage()), "check the disk");
    }
    return Optional.empty();
  }

  /** The same for work that gives nothing; whether it went well. */
  boolean passes(Runnable work) {
    return attempt(
            () -> {
              work.run();
              return true;
            })
        .isPresent();
  }

  /** STOPs, then WARNs, then INFOs, each in the order in which they were found. */
  List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    for (Fold fold : folds.values()) all.add(fold.told());
    all.sort(Comparator.comparing(Finding::level));
    return List.copyOf(all);
  }
}
