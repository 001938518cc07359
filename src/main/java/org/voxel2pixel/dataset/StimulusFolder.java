// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameFile;

/**
 * Finds the files that events name, below a folder. A name is the file's path from there, upper and
 * lower case as they stand, even where the disk would not mind; a name without an ending means the
 * one picture or film that is called so.
 */
final class StimulusFolder {
  private final Path folder;
  private final Map<Path, Entries> listings = new HashMap<>();

  /** Files of a folder by their exact names, and by their names without ending. */
  private static final class Entries {
    private final Map<String, Path> exact = new HashMap<>();
    private final Map<String, List<Path>> stems = new HashMap<>();

    Entries(Path folder) {
      for (Path file : FolderListing.unordered(folder)) {
        String name = file.getFileName().toString();
        exact.put(name, file);
        if (hasEnding(name)) {
          stems.merge(stem(name), List.of(file), StimulusFolder::joined);
        }
      }
    }
  }

  StimulusFolder(Path folder) {
    this.folder = folder;
  }

  private static List<Path> joined(List<Path> some, List<Path> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static boolean hasEnding(String name) {
    return FrameFile.isPicture(name) || FilmFile.isFilm(name);
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * The file that a name means, if there is one.
   *
   * @throws BadInputException if a name without an ending means several
   */
  Optional<Path> find(String name) {
    Path path = folder.resolve(name);
    String last = path.getFileName().toString();
    Entries entries = entries(path);
    Path exact = entries.exact.get(last);
    if (exact != null) return Optional.of(exact);
    if (hasEnding(last)) return Optional.empty();
    List<Path> called = entries.stems.getOrDefault(last, List.of());
    if (called.size() <= 1) return called.stream().findFirst();
    throw new BadInputException(
        path.getParent(),
        "one file called " + last,
        Shown.first(called.stream().map(Path::getFileName).sorted().toList()),
        "keep one, or let the events name it with its ending");
  }

  /** A file whose name differs in upper and lower case only. */
  Optional<String> nearMiss(String name) {
    Path path = folder.resolve(name);
    String last = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return entries(path).exact.keySet().stream()
        .filter(
            other -> lower(other).equals(last) || !hasEnding(last) && lowerStem(other).equals(last))
        .findFirst();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String lowerStem(String name) {
    return hasEnding(name) ? lower(stem(name)) : lower(name);
  }

  private Entries entries(Path path) {
    return listings.computeIfAbsent(path.getParent(), Entries::new);
  }
}
