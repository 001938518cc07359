// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.voxel2pixel.Progress;

/** Files with the same bytes: only those are read whole that agree in length and in their ends. */
final class SameContent {
  private static final int END_BYTES = 4096;

  private SameContent() {}

  /** Groups of at least two, in the order in which the files were given. */
  static List<List<Path>> among(Collection<Path> files, Progress progress) {
    List<List<Path>> groups = split(files, SameContent::length, progress);
    groups = splitAll(groups, SameContent::end, progress);
    return splitAll(groups, file -> Provenance.sha256(file, progress), progress);
  }

  private static <K> List<List<Path>> splitAll(
      List<List<Path>> groups, Function<Path, K> key, Progress progress) {
    List<List<Path>> parts = new ArrayList<>();
    for (List<Path> group : groups) parts.addAll(split(group, key, progress));
    return parts;
  }

  private static <K> List<List<Path>> split(
      Collection<Path> files, Function<Path, K> key, Progress progress) {
    Map<K, List<Path>> groups = new LinkedHashMap<>();
    int done = 0;
    for (Path file : files) {
      if (done++ % 100 == 0) progress.checkCancelled();
      groups.computeIfAbsent(key.apply(file), k -> new ArrayList<>()).add(file);
    }
    return new ArrayList<>(groups.values().stream().filter(group -> group.size() > 1).toList());
  }

  private static Long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Long end(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer end = ByteBuffer.allocate(END_BYTES);
      long from = Math.max(0, channel.size() - END_BYTES);
      int read = 0;
      while (end.hasRemaining() && read >= 0) read = channel.read(end, from + end.position());
      CRC32 crc = new CRC32();
      crc.update(end.flip());
      return crc.getValue();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
  }
}
