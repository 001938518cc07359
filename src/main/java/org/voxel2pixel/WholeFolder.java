// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a folder whole or not at all: under a temporary name beside the target, every file synced,
 * then renamed. An existing target is refused unless it is empty, so that old and new never mix.
 */
public final class WholeFolder {
  private WholeFolder() {}

  /** Fills the folder. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * @throws BadInputException if {@code target} exists and is not an empty folder
   */
  public static void write(Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    requireFree(absolute);
    Path temporary =
        absolute.resolveSibling(
            ".tmp-" + ProcessHandle.current().pid() + "-" + absolute.getFileName());
    try {
      deleteLeftBehind(absolute);
      deleteTree(temporary);
      Files.createDirectories(temporary);
      content.writeTo(temporary);
      syncTree(temporary);
      Files.deleteIfExists(absolute);
      WholeFile.moveOver(temporary, absolute);
      WholeFile.syncFolder(absolute.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + target + ": " + e.getMessage(), e);
    } finally {
      if (Files.exists(temporary)) deleteTree(temporary);
    }
  }

  /** What a process that was killed has left half-written. */
  private static void deleteLeftBehind(Path target) throws IOException {
    Pattern name =
        Pattern.compile("\\.tmp-([0-9]{1,18})-" + Pattern.quote(target.getFileName().toString()));
    if (!Files.isDirectory(target.getParent())) return;
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      for (Path sibling : siblings.toList()) {
        Matcher matcher = name.matcher(sibling.getFileName().toString());
        if (!matcher.matches()) continue;
        boolean alive = ProcessHandle.of(Long.parseLong(matcher.group(1))).isPresent();
        if (!alive) deleteTree(sibling);
      }
    }
  }

  /** Refuses a target that exists, is no folder, or holds files. */
  public static void requireFree(Path target) {
    if (!Files.exists(target)) return;
    if (!Files.isDirectory(target)) {
      throw new BadInputException(
          target, "a folder that does not exist yet", "a file", "choose another name");
    }
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent()) {
        throw new BadInputException(
            target,
            "a folder that does not exist yet or is empty",
            "a folder with files in it",
            "choose another name or delete it first");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all it holds; nothing happens if it does not exist. */
  public static void deleteTree(Path folder) {
    if (!Files.exists(folder)) return;
    for (Path path : deepestFirst(folder)) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        throw new UncheckedIOException("could not delete " + path, e);
      }
    }
  }

  private static void syncTree(Path folder) throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (Files.isRegularFile(path)) WholeFile.sync(path);
    }
  }

  private static List<Path> deepestFirst(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
