// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/** A folder of .npy files, named by their file names without the ending. */
final class NpyFolder implements NamedArrays {
  private static final String ENDING = ".npy";

  private final Path folder;
  private final Map<String, String> hashes = new LinkedHashMap<>();

  NpyFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> names() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted(NaturalOrder.INSTANCE)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public NumericArray array(String name) {
    if (!names().contains(name)) {
      throw new BadInputException(
          folder.resolve(name + ENDING),
          "an array",
          "no such file; there are " + names(),
          "name one of these, without .npy");
    }
    Path file = folder.resolve(name + ENDING);
    hashes.put(file.getFileName().toString(), Provenance.sha256(file));
    return NpyFile.read(file);
  }

  @Override
  public Map<String, String> hashes() {
    return new LinkedHashMap<>(hashes);
  }
}
