// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The sample table of a track (ISO/IEC 14496-12, 8.6 and 8.7): where each stored picture lies, how
 * long it is, and when it is shown, in stored order.
 */
final class Mp4Samples {
  private static final int MAX_COUNT = 1 << 24; // 155 hours at 30 frames/s

  private final FileBytes bytes;
  private final Mp4Box table;
  private final int[] sizes;
  private final long[] positions;
  private final long[] times; // of presentation, in ticks of the track
  private final long[] durations;

  private Mp4Samples(FileBytes bytes, Mp4Box table) {
    this.bytes = bytes;
    this.table = table;
    this.sizes = readSizes();
    this.positions = new long[sizes.length];
    this.times = new long[sizes.length];
    this.durations = new long[sizes.length];
    readTimes();
    addCompositionOffsets();
    readPositions();
  }

  static Mp4Samples of(FileBytes bytes, Mp4Box table) {
    return new Mp4Samples(bytes, table);
  }

  int count() {
    return sizes.length;
  }

  long position(int n) {
    return positions[n];
  }

  int size(int n) {
    return sizes[n];
  }

  /** When a picture is shown, before any edit, in ticks. */
  long time(int n) {
    return times[n];
  }

  /** For how long, in ticks; 0 where the file does not say. */
  long duration(int n) {
    return durations[n];
  }

  private int[] readSizes() {
    Mp4Box box = table.child(bytes, "stsz");
    if (box.isEmpty()) throw FilmRefusal.repackable(bytes.file(), "no table of sample sizes");
    ByteBuffer in = box.content(bytes, 12);
    long count = Integer.toUnsignedLong(in.getInt(8));
    if (count > MAX_COUNT) throw damaged(count + " frames");
    int same = in.getInt(4);
    if (same != 0 && count * Integer.toUnsignedLong(same) > bytes.length()) {
      throw damaged(count + " frames of " + Integer.toUnsignedLong(same) + " bytes, cut short");
    }
    if (same == 0) box.entryCount(bytes, in, 8, Integer.BYTES);
    int[] read = new int[(int) count];
    if (same != 0) Arrays.fill(read, same);
    else in.position(12).asIntBuffer().get(read);
    for (int size : read) if (size < 0) throw damaged("a frame of more than 2 GB");
    return read;
  }

  private void readTimes() {
    Mp4Box box = table.child(bytes, "stts");
    ByteBuffer in = box.content(bytes, 8);
    int entries = box.entryCount(bytes, in, 4, 8);
    int n = 0;
    long time = 0;
    for (int entry = 0; entry < entries; entry++) {
      long repeats = Integer.toUnsignedLong(in.getInt(8 + 8 * entry));
      long step = Integer.toUnsignedLong(in.getInt(12 + 8 * entry));
      if (repeats > count() - n) throw damaged("more times than frames");
      for (long k = 0; k < repeats; k++, n++) {
        times[n] = time;
        durations[n] = step;
        time += step;
      }
    }
    if (n != count()) throw damaged(n + " times for " + count() + " frames");
  }

  /** Offsets are signed: writers put negative ones even into boxes of version 0. */
  private void addCompositionOffsets() {
    Mp4Box box = table.child(bytes, "ctts");
    if (box.isEmpty()) return;
    ByteBuffer in = box.content(bytes, 8);
    int entries = box.entryCount(bytes, in, 4, 8);
    int n = 0;
    for (int entry = 0; entry < entries; entry++) {
      long repeats = Integer.toUnsignedLong(in.getInt(8 + 8 * entry));
      int offset = in.getInt(12 + 8 * entry);
      if (repeats > count() - n) throw damaged("more time offsets than frames");
      for (long k = 0; k < repeats; k++) times[n++] += offset;
    }
    if (n != count()) throw damaged(n + " time offsets for " + count() + " frames");
  }

  /** Samples lie in chunks; stsc says how many in which. */
  private void readPositions() {
    long[] chunks = chunkPositions();
    Mp4Box box = table.child(bytes, "stsc");
    ByteBuffer in = box.content(bytes, 8);
    int entries = box.entryCount(bytes, in, 4, 12);
    int n = 0;
    for (int entry = 0; entry < entries; entry++) {
      int at = 8 + 12 * entry;
      long first = Integer.toUnsignedLong(in.getInt(at)) - 1;
      boolean last = entry == entries - 1;
      long end = last ? chunks.length : Integer.toUnsignedLong(in.getInt(at + 12)) - 1;
      long perChunk = Integer.toUnsignedLong(in.getInt(at + 4));
      if (first < 0 || end < first || end > chunks.length) throw damaged("chunks out of order");
      if (in.getInt(at + 8) != 1) {
        throw FilmRefusal.unsupported(bytes.file(), "a film that changes its codec or size");
      }
      for (long chunk = first; chunk < end && n < count(); chunk++) {
        n = placeChunk(chunks[(int) chunk], perChunk, n);
      }
    }
    if (n != count()) throw damaged("places for " + n + " of " + count() + " frames");
  }

  private int placeChunk(long position, long perChunk, int from) {
    long at = position;
    int n = from;
    for (long k = 0; k < perChunk && n < count(); k++, n++) {
      if (at < 0 || at > bytes.length() - sizes[n]) {
        String found = "stored picture %d ends at byte %d of a file of %d bytes, cut short";
        throw damaged(found.formatted(n, at + sizes[n], bytes.length()));
      }
      positions[n] = at;
      at += sizes[n];
    }
    return n;
  }

  private long[] chunkPositions() {
    Mp4Box box = table.child(bytes, "co64");
    boolean large = !box.isEmpty();
    if (!large) box = table.child(bytes, "stco");
    ByteBuffer in = box.content(bytes, 8);
    int entryBytes = large ? Long.BYTES : Integer.BYTES;
    long[] positions = new long[box.entryCount(bytes, in, 4, entryBytes)];
    for (int n = 0; n < positions.length; n++) {
      int at = 8 + n * entryBytes;
      positions[n] = large ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
    }
    return positions;
  }

  private RuntimeException damaged(String found) {
    return FilmRefusal.damaged(bytes.file(), found);
  }
}
