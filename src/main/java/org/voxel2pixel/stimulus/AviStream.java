// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What an AVI's headers say about its one film (strh and strf of its video stream).
 *
 * @param scale with {@code rate}: {@code rate / scale} frames a second, exactly
 * @param startFrames frames that the film begins later
 * @param declaredCount frames that the header promises
 * @param picture size and layout of a frame
 */
record AviStream(long scale, long rate, long startFrames, long declaredCount, DibPicture picture) {
  private static final int HEADER_BYTES = 48;

  /**
   * @param strh the stream's header
   * @param strf its format, a bitmap header
   */
  static AviStream of(Path file, ByteBuffer strh, ByteBuffer strf) {
    ByteBuffer header = strh.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (header.limit() < HEADER_BYTES) {
      throw FilmRefusal.damaged(file, "a stream header of " + header.limit() + " bytes");
    }
    long scale = Integer.toUnsignedLong(header.getInt(20));
    long rate = Integer.toUnsignedLong(header.getInt(24));
    if (scale == 0 || rate == 0) {
      throw FilmRefusal.damaged(file, "a frame rate of " + rate + " / " + scale);
    }
    long start = Integer.toUnsignedLong(header.getInt(28));
    long count = Integer.toUnsignedLong(header.getInt(32));
    return new AviStream(scale, rate, start, count, DibPicture.of(file, strf));
  }

  /** When a frame comes on. */
  double frameSec(long n) {
    return (double) (startFrames + n) * scale / rate;
  }
}
