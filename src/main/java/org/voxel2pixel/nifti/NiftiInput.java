// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import org.voxel2pixel.BadInputException;

/**
 * The bytes of one file, inflated if it is compressed, whatever its name says. Every failure to
 * read is told as what the user can mend.
 */
final class NiftiInput implements AutoCloseable {
  /** No deflated byte can stand for more than this many (the format's limit is 1032). */
  private static final long GREATEST_RATIO = 1032;

  /** How far to read on, after the last volume, for the checksum that ends a gzip file. */
  private static final long MOST_EXTRA_BYTES = 64L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final long fileBytes;
  private final FileTime modified;
  private final boolean compressed;
  private final InputStream asStored;
  private final InputStream in;
  private long position;

  private NiftiInput(
      Path file,
      long fileBytes,
      FileTime modified,
      boolean compressed,
      InputStream asStored,
      InputStream in) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.modified = modified;
    this.compressed = compressed;
    this.asStored = asStored;
    this.in = in;
  }

  /** Opens a file and looks at its first bytes. */
  static NiftiInput open(Path file, List<String> warnings) {
    return open(file, UnaryOperator.identity(), warnings);
  }

  /** As above; each byte that is read from the disk, as stored, also passes through the digest. */
  static NiftiInput open(Path file, MessageDigest digest, List<String> warnings) {
    return open(file, stored -> new DigestInputStream(stored, digest), warnings);
  }

  private static NiftiInput open(Path file, UnaryOperator<InputStream> tap, List<String> warnings) {
    Placeholders.requireRealFile(file);
    try {
      long fileBytes = Files.size(file);
      FileTime modified = Files.getLastModifiedTime(file);
      boolean compressed = Placeholders.requireVoxels(file);
      warnIfNamedOtherwise(file, compressed, warnings);
      InputStream asStored = tap.apply(Files.newInputStream(file));
      InputStream in = inflated(asStored, compressed, file);
      return new NiftiInput(file, fileBytes, modified, compressed, asStored, in);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InputStream inflated(InputStream in, boolean compressed, Path file)
      throws IOException {
    if (!compressed) return new BufferedInputStream(in, BUFFER_BYTES);
    try {
      return new GzipMembers(in);
    } catch (EOFException e) {
      in.close();
      throw new BadInputException(
          file,
          "a whole gzip file",
          "that it ended early: within the gzip header",
          "copy or download it again",
          e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void warnIfNamedOtherwise(Path file, boolean compressed, List<String> warnings) {
    boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    if (named && !compressed) warnings.add(file + ": not compressed although named .gz");
    if (!named && compressed) warnings.add(file + ": compressed although not named .gz");
  }

  Path file() {
    return file;
  }

  boolean compressed() {
    return compressed;
  }

  /** Bytes on disk. */
  long fileBytes() {
    return fileBytes;
  }

  /** Bytes read or skipped so far, after inflation. */
  long position() {
    return position;
  }

  /** The most bytes that can come: the file's length, or what it can at most inflate to. */
  long greatestLength() {
    return compressed ? saturatedProduct(fileBytes, GREATEST_RATIO) : fileBytes;
  }

  private static long saturatedProduct(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  /**
   * Reads {@code length} bytes.
   *
   * @param expectedEnd how many bytes the whole file should have, for the message
   * @throws BadInputException "ended early: expected N, got M bytes", or that it is damaged
   */
  void readFully(byte[] target, int length, long expectedEnd) {
    int done = 0;
    while (done < length) {
      int count = read(target, done, length - done, expectedEnd);
      if (count < 0) throw endedEarly(expectedEnd, null);
      done += count;
    }
  }

  /** Passes over bytes without keeping them. */
  void skip(long count, long expectedEnd) {
    byte[] passed = new byte[(int) Math.min(count, BUFFER_BYTES)];
    for (long left = count; left > 0; ) {
      int length = (int) Math.min(left, passed.length);
      readFully(passed, length, expectedEnd);
      left -= length;
    }
  }

  private int read(byte[] target, int offset, int length, long expectedEnd) {
    try {
      int count = in.read(target, offset, length);
      position += Math.max(count, 0);
      return count;
    } catch (EOFException e) {
      throw endedEarly(expectedEnd, e);
    } catch (ZipException e) {
      throw new BadInputException(
          file,
          "undamaged gzip data",
          e.getMessage() + " (after " + position + " bytes)",
          "copy or download it again",
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Called after the last volume: reads a gzip file to its end, so that its checksum is checked,
   * and does as {@link #finish}. More bytes than the header claims are a warning.
   */
  void requireSoundEnd(List<String> warnings) {
    long expectedEnd = position;
    if (compressed) {
      byte[] rest = new byte[BUFFER_BYTES];
      int count = 0;
      while (count >= 0 && position - expectedEnd <= MOST_EXTRA_BYTES) {
        count = read(rest, 0, rest.length, expectedEnd);
      }
      warnOfExtra(position - expectedEnd, count < 0, warnings);
    } else {
      warnOfExtra(fileBytes - expectedEnd, true, warnings);
    }
    finish();
  }

  /**
   * Passes what is left of the file, as it is stored, through the digest if there is one, and makes
   * sure that nobody wrote to the file meanwhile. Nothing can be read afterwards.
   */
  void finish() {
    if (asStored instanceof DigestInputStream) {
      try {
        byte[] passed = new byte[BUFFER_BYTES];
        int count = 0;
        while (count >= 0) count = asStored.read(passed);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    requireUnchanged();
  }

  private void warnOfExtra(long extraBytes, boolean toTheEnd, List<String> warnings) {
    if (extraBytes > 0) {
      warnings.add(
          file
              + ": "
              + (toTheEnd ? "" : "more than ")
              + extraBytes
              + " extra bytes after the last volume were ignored"
              + (toTheEnd ? "" : ", and the file's checksum behind them was not reached"));
    }
    if (in instanceof GzipMembers members && members.hasTrailingBytes()) {
      warnings.add(file + ": bytes after the gzip data were ignored");
    }
  }

  private void requireUnchanged() {
    try {
      long bytesNow = Files.size(file);
      if (bytesNow != fileBytes || !Files.getLastModifiedTime(file).equals(modified)) {
        throw new BadInputException(
            file,
            "a file that nobody writes to",
            "that it changed while it was read (" + fileBytes + " bytes, now " + bytesNow + ")",
            "wait until it is complete and start again");
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  BadInputException endedEarly(long expectedEnd, Throwable cause) {
    return endedEarly(expectedEnd, Long.toString(position), cause);
  }

  BadInputException endedEarly(long expectedEnd, String got, Throwable cause) {
    return new BadInputException(
        file,
        expectedEnd + " bytes",
        "that it ended early: expected " + expectedEnd + ", got " + got + " bytes",
        "copy or download it again",
        cause);
  }

  static BadInputException unreadable(Path file, IOException e) {
    String reason = e.getMessage() == null ? "" : " " + e.getMessage();
    return new BadInputException(
        file,
        "a file that can be read",
        "the system's answer " + e.getClass().getSimpleName() + reason,
        "check its permissions and the disk",
        e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
