// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;

/**
 * Which part of a track is shown (edit list, ISO/IEC 14496-12, 8.6.6): nothing for a while, then
 * one part at its own speed. A list of several parts is refused.
 *
 * @param isStated whether the file has an edit list
 * @param delaySec how long nothing is shown
 * @param beginTick where the part begins, in ticks of the track
 * @param endTick where it ends; infinite if it goes on to the end
 * @param toleranceTicks by how much the end may be rounded, as it is given in the film's ticks
 */
record Mp4Edit(
    boolean isStated, double delaySec, long beginTick, double endTick, double toleranceTicks) {
  private static final int NORMAL_SPEED = 1 << 16;

  /**
   * @param track the trak box
   * @param ticksPerSec of the track
   * @param filmTicksPerSec of the film, in which the parts' durations are given
   */
  static Mp4Edit of(FileBytes bytes, Mp4Box track, long ticksPerSec, long filmTicksPerSec) {
    Mp4Box box = track.child(bytes, "edts").child(bytes, "elst");
    if (box.isEmpty()) return new Mp4Edit(false, 0, 0, Double.POSITIVE_INFINITY, 0);
    ByteBuffer in = box.content(bytes, 8);
    boolean large = in.get(0) == 1;
    int numberBytes = large ? Long.BYTES : Integer.BYTES;
    int entryBytes = 2 * numberBytes + Integer.BYTES;
    int entries = box.entryCount(bytes, in, 4, entryBytes);
    double delaySec = 0;
    for (int entry = 0; entry < entries; entry++) {
      int at = 8 + entry * entryBytes;
      long duration = large ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
      long begin = large ? in.getLong(at + numberBytes) : in.getInt(at + numberBytes);
      boolean empty = begin == -1;
      boolean normal = in.getInt(at + 2 * numberBytes) == NORMAL_SPEED;
      boolean last = entry == entries - 1;
      if (duration < 0 || begin < -1 || empty == last || (!empty && !normal)) {
        throw FilmRefusal.unsupported(bytes.file(), "an edit list of " + entries + " parts");
      }
      if (empty) {
        delaySec += (double) duration / filmTicksPerSec;
      } else {
        double ticksPerFilmTick = (double) ticksPerSec / filmTicksPerSec;
        boolean open = duration == 0;
        double end = open ? Double.POSITIVE_INFINITY : begin + duration * ticksPerFilmTick;
        return new Mp4Edit(true, delaySec, begin, end, ticksPerFilmTick / 2);
      }
    }
    return new Mp4Edit(false, 0, 0, Double.POSITIVE_INFINITY, 0);
  }

  /** Whether a picture that is on from one tick to another is seen in the part. */
  boolean shows(long fromTick, long toTick) {
    return !isStated || (toTick > beginTick && fromTick < endTick - toleranceTicks);
  }
}
