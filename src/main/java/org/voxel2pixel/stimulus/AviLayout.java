// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where an AVI's frames lie. The file is walked from begin to end, chunk by chunk, over all its
 * RIFF parts (OpenDML AVI File Format Extensions 1.02: "RIFF AVI ", then "RIFF AVIX" beyond 1 GB),
 * so that no frame depends on an index; the indices (idx1, ix##) and the headers' counts must then
 * agree with what was found, since a frame too few would shift all later ones.
 */
final class AviLayout {
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int LIST_HEADER_BYTES = 12;
  private static final int INDEX_ENTRY_BYTES = 16;
  private static final int INDEX_BLOCK_BYTES = INDEX_ENTRY_BYTES << 12;
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int MAX_DEPTH = 8; // of lists within lists
  private static final int MAX_FRAME_COUNT = 1 << 24; // 155 hours at 30 frames/s

  private final FileBytes bytes;
  private final Path file;
  private final List<String> warnings = new ArrayList<>();

  private int streamCount;
  private AviStream stream;
  private int compressed; // the names of its chunks, such as 00dc
  private int uncompressed;
  private int paletteChange;
  private int index;
  private long openDmlCount;
  private long microSecPerFrame;
  private long oldIndexCount = -1;
  private long newIndexCount;

  private long[] positions = new long[1024];
  private int[] sizes = new int[1024];
  private int frameCount;
  private int firstPartCount;

  private AviLayout(FileBytes bytes) {
    this.bytes = bytes;
    this.file = bytes.file();
  }

  static AviLayout of(FileBytes bytes) {
    AviLayout layout = new AviLayout(bytes);
    layout.walkParts();
    layout.requireAgreement();
    return layout;
  }

  AviStream stream() {
    return stream;
  }

  /** Frames, those without bytes included. */
  int frameCount() {
    return frameCount;
  }

  /** Where a frame's bytes begin. */
  long position(int n) {
    return positions[n];
  }

  /** How many there are; 0 where the frame before is shown again. */
  int size(int n) {
    return sizes[n];
  }

  List<String> warnings() {
    return warnings;
  }

  private void walkParts() {
    long at = 0;
    while (bytes.length() - at >= LIST_HEADER_BYTES) {
      ByteBuffer header = little(at, LIST_HEADER_BYTES);
      boolean first = at == 0;
      if (header.getInt(0) != FourCc.little("RIFF")) break;
      int form = header.getInt(8);
      if (form != FourCc.little(first ? "AVI " : "AVIX")) {
        throw FilmRefusal.damaged(file, "a RIFF part " + FourCc.ofLittle(form));
      }
      long end = end(at, header, bytes.length());
      walk(at + LIST_HEADER_BYTES, end, 0);
      if (first) firstPartCount = frameCount;
      at = end + (end & 1);
    }
    if (at < bytes.length()) {
      warnings.add(file + ": " + (bytes.length() - at) + " bytes after the film were ignored");
    }
  }

  private void walk(long begin, long end, int depth) {
    requireShallow(depth);
    long at = begin;
    while (end - at >= CHUNK_HEADER_BYTES) {
      ByteBuffer header = little(at, CHUNK_HEADER_BYTES);
      int id = header.getInt(0);
      long next = end(at, header, end);
      if (id == FourCc.little("LIST")) walkList(at, next, depth + 1);
      else if (id == FourCc.little("avih")) readMainHeader(at + CHUNK_HEADER_BYTES, next);
      else if (id == FourCc.little("dmlh")) openDmlCount = firstInt(at, next);
      else if (id == FourCc.little("idx1")) readOldIndex(at + CHUNK_HEADER_BYTES, next);
      at = next + (next & 1);
    }
  }

  private void walkList(long at, long end, int depth) {
    if (end - at < LIST_HEADER_BYTES) throw FilmRefusal.damaged(file, "an empty list");
    int type = little(at + CHUNK_HEADER_BYTES, Integer.BYTES).getInt(0);
    long begin = at + LIST_HEADER_BYTES;
    if (type == FourCc.little("hdrl") || type == FourCc.little("odml")) walk(begin, end, depth);
    if (type == FourCc.little("strl")) readStream(begin, end);
    if (type == FourCc.little("movi")) walkFrames(begin, end, depth);
  }

  private void requireShallow(int depth) {
    if (depth > MAX_DEPTH) throw FilmRefusal.damaged(file, "lists " + depth + " deep");
  }

  /** Where the chunk at a position ends, without its padding. */
  private long end(long at, ByteBuffer header, long limit) {
    long size = Integer.toUnsignedLong(header.getInt(4));
    long end = at + CHUNK_HEADER_BYTES + size;
    if (end <= limit) return end;
    throw FilmRefusal.damaged(
        file,
        "a chunk %s of %d bytes at byte %d that goes beyond byte %d, cut short"
            .formatted(FourCc.ofLittle(header.getInt(0)), size, at, limit));
  }

  private void readMainHeader(long begin, long end) {
    if (end - begin >= Integer.BYTES) {
      microSecPerFrame = Integer.toUnsignedLong(little(begin, Integer.BYTES).getInt(0));
    }
  }

  private long firstInt(long at, long end) {
    long begin = at + CHUNK_HEADER_BYTES;
    if (end - begin < Integer.BYTES) return 0;
    return Integer.toUnsignedLong(little(begin, Integer.BYTES).getInt(0));
  }

  private void readStream(long begin, long end) {
    int number = streamCount++;
    ByteBuffer strh = chunk("strh", begin, end);
    if (strh.limit() < Integer.BYTES) throw FilmRefusal.damaged(file, "an empty stream header");
    if (strh.getInt(0) != FourCc.little("vids")) return;
    if (stream != null || number > 99) {
      throw FilmRefusal.unsupported(file, "two films (video streams) in one file");
    }
    stream = AviStream.of(file, strh, chunk("strf", begin, end));
    String digits = "%02d".formatted(number);
    compressed = FourCc.little(digits + "dc");
    uncompressed = FourCc.little(digits + "db");
    paletteChange = FourCc.little(digits + "pc");
    index = FourCc.little("ix" + digits);
  }

  private ByteBuffer chunk(String name, long begin, long end) {
    for (long at = begin; end - at >= CHUNK_HEADER_BYTES; ) {
      ByteBuffer header = little(at, CHUNK_HEADER_BYTES);
      long next = end(at, header, end);
      if (header.getInt(0) == FourCc.little(name)) {
        long size = next - at - CHUNK_HEADER_BYTES;
        return little(at + CHUNK_HEADER_BYTES, (int) Math.min(size, MAX_HEADER_BYTES));
      }
      at = next + (next & 1);
    }
    throw FilmRefusal.damaged(file, "a stream without its header " + name);
  }

  private void walkFrames(long begin, long end, int depth) {
    requireShallow(depth);
    if (stream == null) throw FilmRefusal.damaged(file, "no film (video stream)");
    long at = begin;
    while (end - at >= CHUNK_HEADER_BYTES) {
      ByteBuffer header = little(at, CHUNK_HEADER_BYTES);
      int id = header.getInt(0);
      long next = end(at, header, end);
      if (id == FourCc.little("LIST")) {
        walkFrames(at + LIST_HEADER_BYTES, next, depth + 1); // "rec "
      } else if (id == index) {
        newIndexCount += indexEntryCount(at + CHUNK_HEADER_BYTES, next);
      } else if (id == paletteChange) {
        throw FilmRefusal.unsupported(file, "a palette that changes within the film");
      } else if (id == compressed || id == uncompressed) {
        add(at + CHUNK_HEADER_BYTES, next - at - CHUNK_HEADER_BYTES);
      }
      at = next + (next & 1);
    }
  }

  private void add(long position, long size) {
    if (frameCount == MAX_FRAME_COUNT) {
      throw FilmRefusal.damaged(file, "more than " + MAX_FRAME_COUNT + " frames");
    }
    if (size > Integer.MAX_VALUE - CHUNK_HEADER_BYTES) {
      throw FilmRefusal.damaged(file, "frame " + frameCount + " of " + size + " bytes");
    }
    if (frameCount == positions.length) {
      positions = Arrays.copyOf(positions, 2 * frameCount);
      sizes = Arrays.copyOf(sizes, 2 * frameCount);
    }
    positions[frameCount] = position;
    sizes[frameCount++] = (int) size;
  }

  private void readOldIndex(long begin, long end) {
    if (stream == null) throw FilmRefusal.damaged(file, "no film (video stream)");
    long count = 0;
    for (long at = begin; end - at >= INDEX_ENTRY_BYTES; ) {
      ByteBuffer block = little(at, (int) Math.min(INDEX_BLOCK_BYTES, end - at));
      int entry = 0;
      for (; block.limit() - entry >= INDEX_ENTRY_BYTES; entry += INDEX_ENTRY_BYTES) {
        int id = block.getInt(entry);
        if (id == compressed || id == uncompressed) count++;
      }
      at += entry;
    }
    oldIndexCount = count;
  }

  private long indexEntryCount(long begin, long end) {
    if (end - begin < CHUNK_HEADER_BYTES) throw FilmRefusal.damaged(file, "an empty index");
    return Integer.toUnsignedLong(little(begin, CHUNK_HEADER_BYTES).getInt(4));
  }

  private void requireAgreement() {
    if (stream == null) throw FilmRefusal.damaged(file, "no film (video stream)");
    if (frameCount == 0) throw FilmRefusal.damaged(file, "0 frames");
    boolean declared =
        stream.declaredCount() == frameCount
            || (stream.declaredCount() == firstPartCount && openDmlCount == frameCount);
    if (!declared) disagree("its header", stream.declaredCount());
    // The old index covers the first part only.
    if (oldIndexCount >= 0 && oldIndexCount != firstPartCount && oldIndexCount != frameCount) {
      disagree("its index", oldIndexCount);
    }
    if (newIndexCount > 0 && newIndexCount != frameCount) disagree("its index", newIndexCount);
    double periodSec = (double) stream.scale() / stream.rate();
    if (microSecPerFrame > 0 && Math.abs(microSecPerFrame * 1e-6 / periodSec - 1) > 0.01) {
      warnings.add(
          "%s: %d us a frame in the main header, %d / %d frames/s in the stream's, which was taken"
              .formatted(file, microSecPerFrame, stream.rate(), stream.scale()));
    }
  }

  private void disagree(String who, long count) {
    throw FilmRefusal.damaged(file, frameCount + " frames where " + who + " promises " + count);
  }

  private ByteBuffer little(long position, int count) {
    return bytes.read(position, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
