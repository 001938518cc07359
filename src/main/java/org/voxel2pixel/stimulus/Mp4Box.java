// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2).
 *
 * @param type its four letters, see {@link FourCc#big}
 * @param begin where its content begins in the file
 * @param end where it ends
 */
record Mp4Box(int type, long begin, long end) {
  private static final int HEADER_BYTES = 8;
  private static final int LARGE_HEADER_BYTES = 16;
  private static final int MAX_COUNT = 1 << 16;
  private static final int MAX_CONTENT_BYTES = 1 << 28; // tables of 2^24 frames

  /** The boxes that fill a range of the file. */
  static List<Mp4Box> in(FileBytes bytes, long begin, long end) {
    List<Mp4Box> boxes = new ArrayList<>();
    long at = begin;
    while (end - at >= HEADER_BYTES) {
      Mp4Box box = at(bytes, at, end);
      boxes.add(box);
      if (boxes.size() > MAX_COUNT) {
        throw FilmRefusal.damaged(bytes.file(), "more than " + MAX_COUNT + " boxes");
      }
      at = box.end();
    }
    return boxes;
  }

  private static Mp4Box at(FileBytes bytes, long at, long limit) {
    ByteBuffer header = bytes.read(at, HEADER_BYTES);
    long size = Integer.toUnsignedLong(header.getInt(0));
    int headerBytes = HEADER_BYTES;
    if (size == 1) {
      headerBytes = LARGE_HEADER_BYTES;
      size = bytes.read(at + HEADER_BYTES, Long.BYTES).getLong();
    } else if (size == 0) {
      size = limit - at; // up to the end
    }
    int type = header.getInt(4);
    if (size >= headerBytes && size <= limit - at) {
      return new Mp4Box(type, at + headerBytes, at + size);
    }
    throw FilmRefusal.damaged(
        bytes.file(),
        "a box %s of %d bytes at byte %d where %d are left, cut short"
            .formatted(FourCc.ofBig(type), size, at, limit - at));
  }

  boolean is(String name) {
    return type == FourCc.big(name);
  }

  List<Mp4Box> children(FileBytes bytes) {
    return in(bytes, begin, end);
  }

  /** The first child of a name; one of no content if there is none. */
  Mp4Box child(FileBytes bytes, String name) {
    return children(bytes).stream()
        .filter(box -> box.is(name))
        .findFirst()
        .orElse(new Mp4Box(FourCc.big(name), begin, begin));
  }

  boolean isEmpty() {
    return begin == end;
  }

  /** All of its content; at least so many bytes. */
  ByteBuffer content(FileBytes bytes, int atLeast) {
    long size = end - begin;
    if (size < atLeast || size > MAX_CONTENT_BYTES) {
      throw tooShort(bytes.file(), atLeast);
    }
    return bytes.read(begin, (int) size);
  }

  /** The entries of a table whose count stands after some bytes, checked against its size. */
  int entryCount(FileBytes bytes, ByteBuffer content, int countAt, int entryBytes) {
    long count = Integer.toUnsignedLong(content.getInt(countAt));
    long need = countAt + Integer.BYTES + count * entryBytes;
    if (need > content.limit()) throw tooShort(bytes.file(), need);
    return (int) count;
  }

  private RuntimeException tooShort(Path file, long need) {
    String found = "a box %s of %d bytes where %d are needed";
    return FilmRefusal.damaged(file, found.formatted(FourCc.ofBig(type), end - begin, need));
  }
}
