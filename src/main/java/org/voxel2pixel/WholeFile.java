// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file whole or not at all: to a temporary name in the same folder, synced to disk, then
 * renamed over the target. A reader never meets half a file; if writing fails, an older file of
 * that name stays as it was and the temporary one is removed.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What to write with a tool that wants a path (the temporary name keeps the extension). */
  @FunctionalInterface
  public interface PathContent {
    void writeTo(Path temporary) throws IOException;
  }

  /** Writes {@code content} to {@code target}, creating its folder if need be. */
  public static void write(Path target, Content content) {
    writePath(
        target,
        temporary -> {
          try (FileChannel channel =
                  FileChannel.open(
                      temporary,
                      StandardOpenOption.WRITE,
                      StandardOpenOption.CREATE,
                      StandardOpenOption.TRUNCATE_EXISTING);
              OutputStream out =
                  new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
          }
        });
  }

  /** Writes text as UTF-8. */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Lets {@code content} write a temporary path, which then takes the target's name. */
  public static void writePath(Path target, PathContent content) {
    Path absolute = target.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            ".tmp-" + ProcessHandle.current().pid() + "-" + absolute.getFileName());
    try {
      Files.createDirectories(absolute.getParent());
      content.writeTo(temporary);
      sync(temporary);
      moveOver(temporary, absolute);
      syncFolder(absolute.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + target + ": " + e.getMessage(), e);
    } finally {
      deleteQuietlyIfLeft(temporary);
    }
  }

  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static void moveOver(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Syncs a folder's entries where the system can (Windows cannot open a folder as a file). */
  static void syncFolder(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) return;
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteQuietlyIfLeft(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The write's own failure is already on its way to the user and says more than this one.
      System.getLogger(WholeFile.class.getName())
          .log(System.Logger.Level.WARNING, "temporary file left: " + temporary, e);
    }
  }
}
