// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;

/** A folder of .npy, .tsv and .csv files, an array each, named without the ending. */
final class ArrayFolder implements NamedArrays {
  private static final List<String> ENDINGS = List.of(".npy", ".tsv", ".csv");

  private final Path folder;
  private final SortedMap<String, Path> fileOf = new TreeMap<>(NaturalOrder.INSTANCE);
  private final Map<String, String> hashes = new LinkedHashMap<>();

  /**
   * @throws BadInputException if two files would have one name
   */
  ArrayFolder(Path folder) {
    this.folder = folder;
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(ArrayFolder::isArray).sorted().forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isArray(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private void add(Path file) {
    String name = stem(file);
    Path other = fileOf.put(name, file);
    if (other != null) {
      throw new BadInputException(
          folder,
          "one array named " + name,
          other.getFileName() + " and " + file.getFileName(),
          "rename one of them, or move it away");
    }
  }

  /** A file's name without its ending. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  @Override
  public List<String> names() {
    return List.copyOf(fileOf.keySet());
  }

  @Override
  public NumericArray array(String name, Progress progress) {
    try (NamedArrays one = open(name)) {
      NumericArray array = one.array(name, progress);
      hashes.putAll(one.hashes());
      return array;
    }
  }

  @Override
  public String describe(String name) {
    Path file = fileOf.get(name);
    // A table's shape is known only after reading it whole.
    if (file != null && !file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return "(" + file.getFileName() + ")";
    }
    try (NamedArrays one = open(name)) {
      return one.describe(name);
    }
  }

  private NamedArrays open(String name) {
    Path file = fileOf.get(name);
    if (file == null) throw NamedArrays.missing(this, folder, name);
    return NamedArrays.open(file);
  }

  @Override
  public Map<String, String> hashes() {
    return new LinkedHashMap<>(hashes);
  }
}
