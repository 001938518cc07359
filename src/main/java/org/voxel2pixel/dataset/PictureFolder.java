// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;

/** Pictures in a folder and all folders below it, found by their names without the ending. */
final class PictureFolder {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp");
  private static final int SHOWN = 10;

  private final Path folder;
  private final Map<String, List<Path>> ofStem;

  private PictureFolder(Path folder, Map<String, List<Path>> ofStem) {
    this.folder = folder;
    this.ofStem = ofStem;
  }

  /**
   * Looks through a folder; files whose names begin with a point are passed over.
   *
   * @throws BadInputException if it is none
   */
  static PictureFolder of(Path folder, Progress progress) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder, "a folder of pictures", "no such folder", "check the name");
    }
    Map<String, List<Path>> ofStem = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        progress.checkCancelled();
        String name = file.getFileName().toString();
        if (name.startsWith(".") || stem(name).equals(name)) continue;
        if (Files.isRegularFile(file)) {
          ofStem.computeIfAbsent(stem(name), key -> new ArrayList<>()).add(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "could not list " + folder + ": " + e.getMessage(), new IOException(e));
    }
    return new PictureFolder(folder, ofStem);
  }

  /** A name without the ending of a picture, if it has one. */
  static String stem(String name) {
    int point = name.lastIndexOf('.');
    boolean picture =
        point > 0 && ENDINGS.contains(name.substring(point + 1).toLowerCase(Locale.ROOT));
    return picture ? name.substring(0, point) : name;
  }

  /**
   * One picture for each name.
   *
   * @throws BadInputException if a name has no picture, or several
   */
  Map<String, Path> find(Collection<String> names) {
    Map<String, Path> found = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      List<Path> files = ofStem.getOrDefault(name, List.of());
      if (files.size() == 1) found.put(name, files.get(0));
      if (files.isEmpty()) missing.add(name);
      if (files.size() > 1) {
        throw new BadInputException(
            folder,
            "one picture " + name,
            files.size()
                + ": "
                + files.stream()
                    .sorted()
                    .limit(SHOWN)
                    .map(p -> folder.relativize(p).toString())
                    .toList(),
            "take the others out of the folder");
      }
    }
    if (missing.isEmpty()) return found;
    missing.sort(NaturalOrder.INSTANCE);
    throw new BadInputException(
        folder,
        "a picture (png, jpg, jpeg, bmp) for each of " + names.size() + " labels",
        "none for "
            + missing.size()
            + " of them: "
            + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
            + (missing.size() > SHOWN ? "..." : "")
            + ", among "
            + ofStem.size()
            + " pictures",
        "put them there, or correct the labels");
  }
}
