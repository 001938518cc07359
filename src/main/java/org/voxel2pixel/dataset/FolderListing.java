// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.voxel2pixel.NaturalOrder;

/**
 * What lies in folders, in natural order of names unless said otherwise. Names that begin with a
 * dot are passed over: folders of version control, and what macOS leaves beside files.
 */
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
      return entries.filter(entry -> !isHidden(entry)).toList();
    } catch (IOException | UncheckedIOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * Files with this ending in it and below, at most {@value #DEEPEST} folders deep.
   *
   * @param enters which folders below are searched, by their names
   */
  static List<Path> below(Path folder, String ending, Predicate<String> enters) {
    List<Path> found = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            boolean enter =
                at.equals(folder) || !isHidden(at) && enters.test(at.getFileName().toString());
            return enter ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && file.toString().endsWith(ending)) found.add(file);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
    } catch (IOException e) {
      throw failed(folder, e);
    }
    found.sort(BY_NAME);
    return found;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static UncheckedIOException failed(Path folder, Exception e) {
    IOException cause =
        e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
    return new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), cause);
  }
}
