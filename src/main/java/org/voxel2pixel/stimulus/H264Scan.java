// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * A first pass over all pictures of a film, which reads their headers and decodes nothing: a
 * feature that cannot be decoded, or a missing picture, is told before any work begins.
 */
final class H264Scan {
  private static final int HEADER_BYTES = 1024; // no slice header is longer

  private final FileBytes bytes;
  private final Path file;
  private final H264Configuration configuration;
  private final BitSet whole = new BitSet();
  private final BitSet reference = new BitSet();
  private int lastFrameNum;

  private H264Scan(FileBytes bytes, H264Configuration configuration) {
    this.bytes = bytes;
    this.file = bytes.file();
    this.configuration = configuration;
  }

  static H264Scan of(FileBytes bytes, Mp4Samples samples, H264Configuration configuration) {
    H264Scan scan = new H264Scan(bytes, configuration);
    for (int n = 0; n < samples.count(); n++) {
      scan.read(n, samples.position(n), samples.size(n));
    }
    if (!scan.whole.get(0)) {
      throw FilmRefusal.unsupported(scan.file, "H.264 that does not begin with a whole picture");
    }
    return scan;
  }

  /** The last picture up to this one, in stored order, at which decoding can begin. */
  int wholeAtOrBefore(int sample) {
    return whole.previousSetBit(sample);
  }

  /** Whether other pictures may be predicted from this one, in stored order. */
  boolean isReference(int sample) {
    return reference.get(sample);
  }

  private void read(int sample, long position, int size) {
    int lengthBytes = configuration.lengthBytes();
    boolean seen = false;
    int at = 0;
    while (size - at > lengthBytes) {
      int count = Math.min(size - at, lengthBytes + HEADER_BYTES);
      ByteBuffer head = bytes.read(position + at, count);
      long length = length(head, lengthBytes);
      if (length < 1 || length > size - at - lengthBytes) throw damaged(sample, null);
      byte[] unit = new byte[(int) Math.min(length, head.remaining())];
      head.get(unit);
      int type = unit[0] & 31;
      if (type >= 2 && type <= 4) {
        throw FilmRefusal.unsupported(file, "H.264 with data partitions");
      }
      if (type == 7 || type == 8) requireSame(sample, position + at + lengthBytes, (int) length);
      if (type == H264Slice.SLICE || type == H264Slice.IDR_SLICE) {
        readSlice(sample, unit, seen);
        seen = true;
      }
      at += lengthBytes + (int) length;
    }
    if (!seen || at != size) throw damaged(sample, null);
  }

  private void requireSame(int sample, long position, int length) {
    if (length > HEADER_BYTES) throw damaged(sample, null);
    configuration.requireSame(bytes.read(position, length).array());
  }

  /** Reads the big-endian length that stands before a NAL unit. */
  static long length(ByteBuffer in, int lengthBytes) {
    long length = 0;
    for (int n = 0; n < lengthBytes; n++) length = length << 8 | Byte.toUnsignedInt(in.get());
    return length;
  }

  private void readSlice(int sample, byte[] unit, boolean later) {
    H264Slice slice;
    try {
      slice = configuration.slice(unit);
    } catch (IndexOutOfBoundsException e) {
      throw damaged(sample, e);
    }
    if (later) return;
    if (slice.firstBlock() != 0) throw damaged(sample, null);
    if (slice.whole()) {
      whole.set(sample);
      lastFrameNum = 0;
    }
    requireNoGap(sample, slice);
    if (slice.reference()) {
      reference.set(sample);
      lastFrameNum = slice.frameNum();
    }
  }

  /** frame_num counts the reference pictures (ITU-T H.264, 7.4.3). */
  private void requireNoGap(int sample, H264Slice slice) {
    int next = (lastFrameNum + 1) % (1 << configuration.sequence().frameNumBits());
    boolean right = slice.whole() ? slice.frameNum() == 0 : slice.frameNum() == next;
    boolean second = !slice.whole() && !slice.reference() && slice.frameNum() == lastFrameNum;
    if (right || second || sample == 0) return;
    throw FilmRefusal.damaged(
        file,
        "pictures missing before stored picture %d (frame_num %d after %d)"
            .formatted(sample, slice.frameNum(), lastFrameNum));
  }

  private RuntimeException damaged(int sample, Throwable cause) {
    return FilmRefusal.damaged(file, "stored picture " + sample + " without a whole header", cause);
  }
}
