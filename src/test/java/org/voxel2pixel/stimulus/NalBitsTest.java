// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NalBitsTest {
  /** Table 9-2 and 9-3 of ITU-T H.264: 1, 010, 011, 00100, 00101, 00110, 00111, 0001000. */
  @Test
  void codesOfUnequalLengthAreThoseOfTheStandard() {
    byte[] unit = bits("01100101", "1 010 011 00100 00101 00110 00111 0001000 1");
    NalBits unsigned = NalBits.of(unit);
    for (int n = 0; n < 8; n++) assertEquals(n, unsigned.ue());
    NalBits signed = NalBits.of(unit);
    for (int value : new int[] {0, 1, -1, 2, -2, 3, -3, 4}) assertEquals(value, signed.se());
    assertEquals(5, signed.nalType());
    assertEquals(3, signed.referenceIdc());
    assertFalse(signed.more());
  }

  private static byte[] bits(String header, String payload) {
    String all = header + payload.replace(" ", "");
    byte[] bytes = new byte[(all.length() + 7) / 8];
    for (int n = 0; n < all.length(); n++) {
      if (all.charAt(n) == '1') bytes[n / 8] |= (byte) (0x80 >> n % 8);
    }
    return bytes;
  }

  @Test
  void theEndIsNotReadOver() {
    NalBits in = NalBits.of(new byte[] {0x65, 0, 1});
    assertThrows(IndexOutOfBoundsException.class, in::ue);
    assertThrows(IndexOutOfBoundsException.class, () -> NalBits.of(new byte[] {0x65, 1}).bits(9));
    assertThrows(IndexOutOfBoundsException.class, () -> NalBits.of(new byte[0]));
    assertThrows(IndexOutOfBoundsException.class, () -> NalBits.of(new byte[] {1}).stopBit());
    byte[] long0 = {0x65, 0, 0, 3, 0, 0, 3, 0, 1, 1, 1, 1, 1}; // 32 zeros and more
    assertThrows(IndexOutOfBoundsException.class, () -> NalBits.of(long0).ue());
  }

  @Test
  void emulationPreventionIsTakenOutAndPutBack() {
    byte[] unit = {0x41, 9, 0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 3, 0, 0, 4, (byte) 0x80};
    NalBits in = NalBits.of(unit);
    byte[] payload = {9, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 4, (byte) 0x80};
    assertArrayEquals(payload, in.payload());
    NalWriter writer = new NalWriter();
    writer.copy(in.payload(), 0, payload.length * 8);
    assertArrayEquals(unit, writer.unit(unit[0]));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(3);
    int[] values = new int[200];
    NalWriter writer = new NalWriter();
    for (int n = 0; n < values.length; n++) {
      values[n] = random.nextInt(1 << random.nextInt(1, 30)) * (n % 2 == 0 ? 1 : -1);
      if (n % 2 == 0) writer.ue(values[n]);
      else writer.se(values[n]);
    }
    writer.bit(1);
    writer.align(0);
    byte[] unit = writer.unit(0x65);
    NalBits in = NalBits.of(unit);
    for (int n = 0; n < values.length; n++) {
      assertTrue(in.more());
      assertEquals(values[n], n % 2 == 0 ? in.ue() : in.se(), "value " + n);
    }
    assertFalse(in.more());
    assertEquals(in.position(), in.stopBit());
    for (int n = 2; n < unit.length; n++) {
      boolean startCode = unit[n - 2] == 0 && unit[n - 1] == 0 && unit[n] >= 0 && unit[n] < 3;
      assertFalse(startCode, "at " + n + " of " + Arrays.toString(unit));
    }
  }
}
