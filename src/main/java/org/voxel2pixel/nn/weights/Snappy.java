// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Unpacks a block of Snappy (google/snappy, format_description.txt): the unpacked length as a
 * varint, then literals (tag bits 00) and copies of earlier output (01, 10, 11).
 */
final class Snappy {
  private static final int MOST_BYTES = 1 << 26;
  private static final long MOST_PACKED = 32; // a copy of 64 bytes takes at least 2

  private final BoundedFile file;
  private final ByteBuffer in;
  private final byte[] out;
  private int length;

  private Snappy(BoundedFile file, byte[] packed) {
    this.file = file;
    this.in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    this.out = new byte[unpackedLength(packed.length)];
  }

  static byte[] decode(BoundedFile file, byte[] packed) {
    Snappy snappy = new Snappy(file, packed);
    while (snappy.in.hasRemaining()) snappy.element();
    if (snappy.length != snappy.out.length) throw snappy.malformed();
    return snappy.out;
  }

  private int unpackedLength(int packedLength) {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int b = number(1);
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (value > MOST_BYTES || value > MOST_PACKED * packedLength) throw malformed();
        return (int) value;
      }
    }
    throw malformed();
  }

  private void element() {
    int tag = number(1);
    int size = tag >> 2;
    switch (tag & 3) {
      case 0 -> literal(size < 60 ? size + 1 : (number(size - 59) & 0xffffffffL) + 1);
      case 1 -> copy((size & 7) + 4, (tag >> 5) << 8 | number(1));
      case 2 -> copy(size + 1, number(2));
      default -> copy(size + 1, number(4));
    }
  }

  private int number(int bytes) {
    if (in.remaining() < bytes) throw malformed();
    int value = 0;
    for (int i = 0; i < bytes; i++) value |= (in.get() & 0xff) << 8 * i;
    return value;
  }

  private void literal(long count) {
    if (count > in.remaining() || count > out.length - length) throw malformed();
    in.get(out, length, (int) count);
    length += (int) count;
  }

  /** Byte by byte: a copy may overlap what it writes. */
  private void copy(int count, int back) {
    if (back < 1 || back > length || count > out.length - length) throw malformed();
    for (int i = 0; i < count; i++, length++) out[length] = out[length - back];
  }

  private RuntimeException malformed() {
    return file.damaged("a block that Snappy cannot unpack");
  }
}
