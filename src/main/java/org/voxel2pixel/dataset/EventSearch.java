// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/**
 * Finds the events of BIDS runs: beside the run and above it, as BIDS' inheritance has it, or
 * anywhere below a folder that the user names, by their entities (not in {@code derivatives} or
 * {@code sourcedata} below it, nor in other subjects' folders).
 */
final class EventSearch {
  private static final String TABLE = "events.tsv";
  private static final String SIDECAR = "events.json";

  /** Below these lie other versions of a dataset's files. */
  private static final Set<String> NOT_SEARCHED = Set.of("derivatives", "sourcedata");

  private final Optional<Path> folder;
  private final Inheritance inheritance;
  private final List<Path> tables;

  /**
   * @param root of the dataset that the runs lie in
   * @param subject name of the subject's folder
   * @param folder that the user names
   */
  EventSearch(Path root, String subject, Optional<Path> folder) {
    this.folder = folder;
    folder.ifPresent(EventSearch::requireFolder);
    this.inheritance = new Inheritance(folder.map(EventSearch::rootOf).orElse(root));
    this.tables =
        folder
            .map(f -> FolderListing.below(f, TABLE, name -> mayHoldEvents(name, subject)))
            .orElse(List.of());
  }

  private static boolean mayHoldEvents(String folder, String subject) {
    boolean ofOther = folder.startsWith("sub-") && !folder.equals(subject);
    return !ofOther && !NOT_SEARCHED.contains(folder);
  }

  private static void requireFolder(Path folder) {
    if (Files.isDirectory(folder)) return;
    throw new BadInputException(
        folder,
        "a folder with events, as events=[...] names it",
        Files.exists(folder) ? "a file" : "nothing",
        "check the path");
  }

  /** Of a subject's folder, the dataset that it is part of. */
  private static Path rootOf(Path folder) {
    return folder.getFileName().toString().startsWith("sub-") ? folder.getParent() : folder;
  }

  /**
   * The table for a run.
   *
   * @throws BadInputException if there is none, or more than one that fits equally
   */
  Path tableOf(Path bold) {
    BidsName run = BidsName.of(bold);
    Optional<Path> table =
        folder.isPresent()
            ? mostParticular(run)
            : inheritance.nearest(bold.getParent(), run, TABLE);
    if (table.isPresent()) return table.get();
    String name = run.runName() + "_" + TABLE;
    throw new BadInputException(
        folder.orElse(bold.getParent()).resolve(name),
        "a readable table of the run's events",
        "nothing",
        folder.isPresent()
            ? "check that events=[...] names the folder of the raw dataset"
            : "put it there, or name the folder that has it, such as that of the raw dataset, as"
                + " events=[...]");
  }

  private Optional<Path> mostParticular(BidsName run) {
    List<Path> fitting =
        tables.stream()
            .filter(file -> BidsName.of(file).appliesTo(run))
            .sorted(Comparator.comparing(file -> -BidsName.of(file).entities().size()))
            .toList();
    if (fitting.size() > 1) {
      int most = BidsName.of(fitting.get(0)).entities().size();
      if (BidsName.of(fitting.get(1)).entities().size() == most) {
        throw Inheritance.ambiguous(fitting.subList(0, 2));
      }
    }
    return fitting.stream().findFirst();
  }

  /** What is said about a table's columns, the general before the particular. */
  List<Path> sidecarsOf(Path table, Path bold) {
    return inheritance.of(table.getParent(), BidsName.of(bold), SIDECAR);
  }
}
