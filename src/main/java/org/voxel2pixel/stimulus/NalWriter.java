// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.ByteArrayOutputStream;

/** Writes the syntax elements of one H.264 NAL unit (ITU-T H.264, 7.3.1, 9.1). */
final class NalWriter {
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private int current;
  private int bitCount; // of the current byte

  void bit(int value) {
    current = current << 1 | value;
    if (++bitCount < 8) return;
    payload.write(current);
    current = 0;
    bitCount = 0;
  }

  /** Bits {@code [from, to)} of a payload as they are. */
  void copy(byte[] source, int from, int to) {
    for (int at = from; at < to; at++) bit(source[at >> 3] >> 7 - (at & 7) & 1);
  }

  /** ue(v). */
  void ue(int value) {
    int length = 32 - Integer.numberOfLeadingZeros(value + 1);
    for (int n = 1; n < length; n++) bit(0);
    for (int n = length - 1; n >= 0; n--) bit(value + 1 >> n & 1);
  }

  /** se(v). */
  void se(int value) {
    ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Fills the current byte. */
  void align(int value) {
    while (bitCount > 0) bit(value);
  }

  /** The unit: a header byte, then the payload with emulation prevention; must be aligned. */
  byte[] unit(int header) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.write(header);
    int zeros = 0;
    for (byte value : payload.toByteArray()) {
      if (zeros >= 2 && (value & 0xFF) <= 3) {
        unit.write(3);
        zeros = 0;
      }
      unit.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return unit.toByteArray();
  }
}
