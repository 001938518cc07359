// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * A BIDS subject: runs in {@code sub-XX/func} or {@code sub-XX/ses-YY/func}, raw or made by
 * fMRIPrep; masks in {@code sub-XX/masks}, stimuli in the folder {@code stimuli} beside {@code
 * sub-XX}, unless the user says where.
 */
final class BidsStudy {
  private static final Pattern BOLD = Pattern.compile(".*_bold\\.nii(\\.gz)?");
  private static final Pattern SESSION = Pattern.compile("ses-[A-Za-z0-9]+");

  private final Path folder;
  private final Path root;
  private final Findings findings;
  private final List<Path> images = new ArrayList<>();
  private final Inheritance inheritance;

  private BidsStudy(Path folder, Findings findings) {
    requireSubject(folder);
    this.folder = folder;
    this.root = folder.getParent();
    this.findings = findings;
    this.inheritance = new Inheritance(root);
    addImages(folder.resolve("func"));
    for (Path session : FolderListing.of(folder)) {
      if (SESSION.matcher(session.getFileName().toString()).matches()) {
        addImages(session.resolve("func"));
      }
    }
  }

  /**
   * Finds the runs.
   *
   * @throws BadInputException if the folder is no subject's
   */
  static Study read(InputSource source, PreparationSettings settings, Findings findings) {
    BidsStudy study = new BidsStudy(source.study(), findings);
    DatasetDescriptionFile.check(study.root, findings);
    List<Path> train = study.selected(settings.train(), "trainruns");
    List<Path> test = study.selected(settings.test(), "testruns");
    study.requireApart(train, test);
    study.tellGaps(train, test);
    Optional<EventSearch> events =
        findings.attempt(() -> new EventSearch(study.root, study.subject(), source.events()));
    List<RunFiles> runs = new ArrayList<>();
    for (Path bold : train) runs.add(study.files(bold, Split.TRAIN, events));
    for (Path bold : test) {
      if (!train.contains(bold)) runs.add(study.files(bold, Split.TEST, events));
    }
    findings.aboutAll();
    return new Study(
        study.root,
        study.folder.resolve("masks"),
        study.folder.resolveSibling("stimuli"),
        runs,
        List.of());
  }

  private static void requireSubject(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder,
          "a subject's folder such as sub-01, or a table of runs",
          Files.exists(folder) ? "a file" : "nothing",
          "check the path");
    }
    List<String> subjects =
        FolderListing.of(folder).stream()
            .map(entry -> entry.getFileName().toString())
            .filter(name -> name.startsWith("sub-"))
            .filter(name -> Files.isDirectory(folder.resolve(name)))
            .toList();
    boolean hasRuns = Files.isDirectory(folder.resolve("func"));
    if (subjects.isEmpty() || hasRuns) return;
    throw new BadInputException(
        folder,
        "a subject's folder such as sub-01",
        "a dataset with " + Shown.first(subjects),
        "name one of them");
  }

  private void addImages(Path func) {
    for (Path file : FolderListing.of(func)) {
      if (BOLD.matcher(file.getFileName().toString()).matches()) images.add(file);
    }
  }

  /** One image for each run that is meant, in natural order of the runs' names. */
  private List<Path> selected(RunSelection selection, String option) {
    if (selection.isNone()) return List.of();
    Map<String, List<Path>> runs = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Path image : images) {
      BidsName name = BidsName.of(image);
      if (selection.matches(name.stem())) {
        runs.computeIfAbsent(name.runName(), key -> new ArrayList<>()).add(image);
      }
    }
    if (runs.isEmpty()) findings.stop(nothingSelected(selection, option));
    List<Path> selected = new ArrayList<>();
    runs.forEach(
        (run, variants) -> {
          findings.aboutRun(run);
          if (variants.size() > 1) tellVariants(run, variants, option);
          selected.add(variants.get(0));
        });
    findings.aboutAll();
    return selected;
  }

  private BadInputException nothingSelected(RunSelection selection, String option) {
    Set<String> tasks = new TreeSet<>();
    for (Path image : images) BidsName.of(image).entity("task").ifPresent(tasks::add);
    String text = selection.text().replace("task-", "task ");
    return new BadInputException(
        folder,
        "runs of " + text + ", as " + option + " asks, named like sub-01_task-x_run-1_bold.nii.gz",
        images.isEmpty() ? "none, nor any other run" : "none; tasks there: " + tasks,
        "correct " + option + ", which must name one of these tasks or other entities of the runs");
  }

  private void tellVariants(String run, List<Path> variants, String option) {
    Set<String> entities = new LinkedHashSet<>();
    for (Path image : variants) entities.addAll(BidsName.of(image).imageEntities());
    List<String> names = variants.stream().map(f -> f.getFileName().toString()).toList();
    findings.stop(
        variants.get(1),
        "one image for each run",
        "another of " + run + ": " + String.join(" and ", names),
        entities.isEmpty()
            ? "keep the one to use in the folder"
            : "add the entity of the one to use to "
                + option
                + ": "
                + String.join(" or ", entities));
  }

  private void requireApart(List<Path> train, List<Path> test) {
    List<String> both =
        test.stream().filter(train::contains).map(f -> BidsName.of(f).runName()).toList();
    if (both.isEmpty()) return;
    findings.stop(
        "testruns",
        "other runs than those of trainruns",
        Shown.counted(both, "runs in both"),
        "let trainruns and testruns select different runs, such as another task or session");
  }

  /** A run number that is missing between others is told, for it may have been lost in copying. */
  private void tellGaps(List<Path> train, List<Path> test) {
    Set<String> series = new LinkedHashSet<>();
    for (Path image : train) series.add(BidsName.of(image).seriesName());
    for (Path image : test) series.add(BidsName.of(image).seriesName());
    Map<String, TreeMap<Integer, String>> numbers = new LinkedHashMap<>();
    for (Path image : images) {
      BidsName name = BidsName.of(image);
      String number = name.entity("run").orElse("");
      if (!series.contains(name.seriesName()) || !number.matches("[0-9]{1,9}")) continue;
      numbers
          .computeIfAbsent(name.seriesName(), key -> new TreeMap<>())
          .put(Integer.parseInt(number), name.runName());
    }
    numbers.values().forEach(this::tellGaps);
  }

  private void tellGaps(TreeMap<Integer, String> runs) {
    int before = 0;
    for (Map.Entry<Integer, String> run : runs.entrySet()) {
      if (run.getKey() > before + 1) {
        findings.warn(
            run.getValue(),
            before == 0
                ? "no run before " + run.getKey()
                : "no run between " + before + " and " + run.getKey(),
            "");
      }
      before = run.getKey();
    }
  }

  private RunFiles files(Path bold, Split split, Optional<EventSearch> search) {
    BidsName name = BidsName.of(bold);
    findings.aboutRun(name.runName());
    Optional<Path> events = search.flatMap(s -> findings.attempt(() -> s.tableOf(bold)));
    List<Path> eventSidecars =
        events.map(table -> search.orElseThrow().sidecarsOf(table, bold)).orElse(List.of());
    return new RunFiles(
        name.runName(),
        split,
        bold,
        inheritance.of(bold.getParent(), name, "bold.json"),
        events,
        eventSidecars,
        Optional.of(confounds(bold, name)));
  }

  private String subject() {
    return folder.getFileName().toString();
  }

  /**
   * The run's table, under its name of today or that of fMRIPrep before version 20; where it is
   * looked for, if there is none.
   */
  private static Path confounds(Path bold, BidsName image) {
    Set<String> needed = BidsName.of(image.runName() + "_bold").entities();
    for (String ending : List.of("timeseries.tsv", "regressors.tsv")) {
      List<Path> tables = new ArrayList<>(FolderListing.of(bold.getParent()));
      tables.removeIf(file -> !isConfounds(file, ending, needed, image.entities()));
      Optional<Path> nearest =
          tables.stream().max(Comparator.comparing(f -> BidsName.of(f).entities().size()));
      if (nearest.isPresent()) return nearest.get();
    }
    return bold.resolveSibling(image.runName() + "_desc-confounds_timeseries.tsv");
  }

  private static boolean isConfounds(
      Path file, String ending, Set<String> needed, Set<String> allowed) {
    if (!file.getFileName().toString().endsWith("_desc-confounds_" + ending)) return false;
    Set<String> entities = new LinkedHashSet<>(BidsName.of(file).entities());
    entities.remove("desc-confounds");
    return entities.containsAll(needed) && allowed.containsAll(entities);
  }
}
