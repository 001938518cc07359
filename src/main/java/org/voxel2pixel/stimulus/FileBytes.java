// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.voxel2pixel.BadInputException;

/** A file's bytes from any position; reading past its end is a damaged film or picture. */
final class FileBytes implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long length;
  private final Damage damage;

  /** What to say of a file that is cut short. */
  interface Damage {
    BadInputException of(Path file, String found);
  }

  private FileBytes(Path file, FileChannel channel, long length, Damage damage) {
    this.file = file;
    this.channel = channel;
    this.length = length;
    this.damage = damage;
  }

  static FileBytes ofFilm(Path file) {
    return open(file, "a film", FilmRefusal::damaged);
  }

  static FileBytes ofTiff(Path file) {
    return open(file, "a TIFF file", (tiff, found) -> PictureBytes.damaged(tiff, found, null));
  }

  private static FileBytes open(Path file, String expected, Damage damage) {
    try {
      if (Files.isDirectory(file)) {
        throw new BadInputException(file, expected, "a folder", "choose a file");
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new FileBytes(file, channel, channel.size(), damage);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file, expected, "no such file", "check the name", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(
          file, expected, "a file that you may not read", "check its permissions", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  /** So many bytes from a position, big-endian; nothing is allocated unless the file has them. */
  ByteBuffer read(long position, int count) {
    if (position < 0 || count < 0 || position > length - count) {
      String found = "%d bytes needed from byte %d of a file of %d bytes, cut short";
      throw damage.of(file, found.formatted(count, position, length));
    }
    ByteBuffer buffer = ByteBuffer.allocate(count);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw damage.of(file, "a file that has become shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
  }
}
