// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.Arrays;
import java.util.Objects;

/**
 * Reads the syntax elements of one H.264 NAL unit (ITU-T H.264, 7.2, 7.3.1, 9.1). Reading past its
 * end is an {@link IndexOutOfBoundsException}, which callers turn into a refusal.
 */
final class NalBits {
  private final byte[] payload; // without the header byte and without emulation prevention
  private final int nalType;
  private final int referenceIdc;
  private int position;

  private NalBits(byte[] payload, int nalType, int referenceIdc) {
    this.payload = payload;
    this.nalType = nalType;
    this.referenceIdc = referenceIdc;
  }

  /** A unit as it is stored: header byte first. */
  static NalBits of(byte[] unit) {
    Objects.checkIndex(0, unit.length);
    byte[] payload = new byte[unit.length];
    int count = 0;
    int zeros = 0;
    for (int n = 1; n < unit.length; n++) {
      boolean emulation = zeros >= 2 && unit[n] == 3;
      if (!emulation) payload[count++] = unit[n];
      zeros = unit[n] == 0 ? zeros + 1 : 0;
    }
    return new NalBits(Arrays.copyOf(payload, count), unit[0] & 31, unit[0] >> 5 & 3);
  }

  int nalType() {
    return nalType;
  }

  /** nal_ref_idc: 0 for a picture that no other is predicted from. */
  int referenceIdc() {
    return referenceIdc;
  }

  byte[] payload() {
    return payload;
  }

  int position() {
    return position;
  }

  /** u(n) for {@code 0 <= n <= 31}. */
  int bits(int count) {
    Objects.checkFromIndexSize(position, count, Math.multiplyExact(payload.length, 8));
    int value = 0;
    for (int n = 0; n < count; n++, position++) {
      value = value << 1 | payload[position >> 3] >> 7 - (position & 7) & 1;
    }
    return value;
  }

  boolean flag() {
    return bits(1) == 1;
  }

  /** ue(v), up to {@code 2^31 - 2}. */
  int ue() {
    int zeros = 0;
    while (!flag()) zeros++;
    Objects.checkIndex(zeros, 31);
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** ue(v) that may not be greater than a limit. */
  int ue(int limit) {
    return Objects.checkIndex(ue(), limit + 1);
  }

  /** se(v). */
  int se() {
    int code = ue();
    return (code & 1) == 1 ? (code >> 1) + 1 : -(code >> 1);
  }

  /** more_rbsp_data(): whether anything but the stop bit is left. */
  boolean more() {
    return position < stopBit();
  }

  /** Where the last bit that is 1 is, with which the payload ends. */
  int stopBit() {
    int last = payload.length - 1;
    while (last >= 0 && payload[last] == 0) last--;
    if (last < 0) throw new IndexOutOfBoundsException("a NAL unit without a stop bit");
    return last * 8 + 7 - Integer.numberOfTrailingZeros(payload[last]);
  }
}
