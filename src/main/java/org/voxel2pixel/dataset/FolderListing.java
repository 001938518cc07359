// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.voxel2pixel.NaturalOrder;

/** What lies in folders, in natural order of names unless said otherwise. */
final class FolderListing {
  private static final int DEEPEST = 8;
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(Path::toString, NaturalOrder.INSTANCE);

  private FolderListing() {}

  /** Files and folders directly in it; none if there is no such folder. */
  static List<Path> of(Path folder) {
    return unordered(folder).stream().sorted(BY_NAME).toList();
  }

  /** The same in the disk's order: faster where there are many. */
  static List<Path> unordered(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Files with this ending in it and below, at most {@value #DEEPEST} folders deep. */
  static List<Path> below(Path folder, String ending) {
    try (Stream<Path> entries = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return entries.filter(e -> e.toString().endsWith(ending)).sorted(BY_NAME).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException("could not search " + folder + ": " + e.getMessage(), asIo(e));
    }
  }

  private static IOException asIo(Exception e) {
    return e instanceof IOException io ? io : ((UncheckedIOException) e).getCause();
  }
}
