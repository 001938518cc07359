// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates every member of a gzip file (RFC 1952) as one stream, as bgzip and {@code cat a.gz b.gz}
 * make them, and checks each member's CRC-32 and length. Unlike {@link
 * java.util.zip.GZIPInputStream} it tells when something that is no member follows, {@link
 * #hasTrailingBytes}, and does not take a truncated file for its end.
 *
 * <p>Errors: {@link EOFException} if the file ends within a member, {@link ZipException} if its
 * bytes are damaged.
 */
final class GzipMembers extends InputStream {
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int next; // of buffer
  private int end; // of buffer
  private long memberBytes;
  private boolean atEnd;
  private boolean trailingBytes;

  /** Reads the first member's header. */
  GzipMembers(InputStream in) throws IOException {
    this.in = in;
    readMemberHeader();
  }

  /** Whether bytes other than zeros follow the last member; known once {@link #read} gave -1. */
  boolean hasTrailingBytes() {
    return trailingBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    while (!atEnd) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        memberBytes += count;
        return count;
      }
      if (inflater.finished()) {
        finishMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("damaged: a preset dictionary is asked for");
      } else {
        if (!fill()) throw new EOFException("ends within a gzip member");
        inflater.setInput(buffer, next, end - next);
        next = end;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      ZipException damaged = new ZipException("damaged: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private void finishMember() throws IOException {
    next = end - inflater.getRemaining();
    long storedCrc = readInt();
    if (storedCrc != crc.getValue()) {
      throw new ZipException(
          String.format("damaged: CRC is %08x, stored %08x", crc.getValue(), storedCrc));
    }
    long storedLength = readInt();
    if (storedLength != (memberBytes & 0xFFFFFFFFL)) {
      throw new ZipException("damaged: length is " + memberBytes + ", stored " + storedLength);
    }
    startNextMember();
  }

  private void startNextMember() throws IOException {
    inflater.reset();
    crc.reset();
    memberBytes = 0;
    if (!skipZeros()) {
      atEnd = true;
    } else if ((buffer[next] & 0xFF) == 0x1f && secondByteIs(0x8b)) {
      readMemberHeader();
    } else {
      trailingBytes = true;
      atEnd = true;
    }
  }

  /** gzip allows zeros as padding after a member; false at the end of the file. */
  private boolean skipZeros() throws IOException {
    while (next < end || fill()) {
      if (buffer[next] != 0) return true;
      next++;
    }
    return false;
  }

  private boolean secondByteIs(int expected) throws IOException {
    if (next + 1 == end) {
      buffer[0] = buffer[next];
      int count = in.read(buffer, 1, buffer.length - 1);
      next = 0;
      end = 1 + Math.max(count, 0);
    }
    return next + 1 < end && (buffer[next + 1] & 0xFF) == expected;
  }

  private void readMemberHeader() throws IOException {
    if (readByte() != 0x1f || readByte() != 0x8b || readByte() != 8) {
      throw new ZipException("no gzip header");
    }
    int flags = readByte();
    for (int n = 0; n < 6; n++) readByte(); // time, extra flags, system
    if ((flags & FEXTRA) != 0) {
      int length = readByte() | readByte() << 8;
      for (int n = 0; n < length; n++) readByte();
    }
    if ((flags & FNAME) != 0) skipText();
    if ((flags & FCOMMENT) != 0) skipText();
    if ((flags & FHCRC) != 0) {
      readByte();
      readByte();
    }
    inflater.setInput(buffer, next, end - next);
    next = end;
  }

  private void skipText() throws IOException {
    int letter;
    do {
      letter = readByte();
    } while (letter != 0);
  }

  private long readInt() throws IOException {
    long value = 0;
    for (int n = 0; n < 4; n++) value |= (long) readByte() << 8 * n;
    return value;
  }

  private int readByte() throws IOException {
    if (next == end && !fill()) throw new EOFException("ends within a gzip member");
    return buffer[next++] & 0xFF;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    next = 0;
    end = Math.max(count, 0);
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
