// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A number type of NumPy that we read; the code is that of {@code dtype.str} without its order. */
public enum NpyType {
  FLOAT32("f4", 4),
  FLOAT64("f8", 8),
  INT8("i1", 1),
  INT16("i2", 2),
  INT32("i4", 4),
  INT64("i8", 8),
  UINT8("u1", 1),
  UINT16("u2", 2),
  UINT32("u4", 4),
  UINT64("u8", 8),
  BOOL("b1", 1);

  private final String code;
  private final int byteCount;

  NpyType(String code, int byteCount) {
    this.code = code;
    this.byteCount = byteCount;
  }

  /** Kind and size as NumPy writes them, such as {@code f4}. */
  public String code() {
    return code;
  }

  /** Bytes of one element. */
  public int byteCount() {
    return byteCount;
  }

  /** The type of a code, empty if we do not read it. */
  static Optional<NpyType> ofCode(String code) {
    for (NpyType type : values()) {
      if (type.code.equals(code)) return Optional.of(type);
    }
    return Optional.empty();
  }

  /** The element at a byte offset, in the buffer's byte order; 64-bit integers are rounded. */
  double get(ByteBuffer buffer, int offset) {
    return switch (this) {
      case FLOAT32 -> buffer.getFloat(offset);
      case FLOAT64 -> buffer.getDouble(offset);
      case INT8 -> buffer.get(offset);
      case INT16 -> buffer.getShort(offset);
      case INT32 -> buffer.getInt(offset);
      case INT64 -> buffer.getLong(offset);
      case UINT8 -> buffer.get(offset) & 0xff;
      case UINT16 -> buffer.getShort(offset) & 0xffff;
      case UINT32 -> buffer.getInt(offset) & 0xffffffffL;
      case UINT64 -> unsigned(buffer.getLong(offset));
      case BOOL -> buffer.get(offset) == 0 ? 0 : 1;
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0; // the low bit keeps the rounding right
  }
}
