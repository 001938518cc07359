// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A number type of NumPy that we read; the code is that of {@code dtype.str} without its order. */
public enum NpyType {
  FLOAT16("f2", 2),
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
      case FLOAT16 -> half(buffer.getShort(offset));
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

  /** Copies elements from byte 0 of a buffer on, in its byte order, converted to float. */
  void copy(ByteBuffer from, float[] into, int at, int length) {
    if (this == FLOAT32) {
      from.slice(0, length * byteCount).order(from.order()).asFloatBuffer().get(into, at, length);
      return;
    }
    for (int n = 0; n < length; n++) into[at + n] = (float) get(from, n * byteCount);
  }

  /**
   * IEEE 754 binary16: {@code (-1)^s · 2^(e-15) · (1 + m/1024)}, and {@code (-1)^s · 2^-24 · m}
   * where {@code e} is 0. Java has this from 20 on.
   */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0) return Float.intBitsToFloat(sign | 0x3f800000) * mantissa * 0x1p-24f;
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127; // all ones: infinity or NaN
    return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0; // the low bit keeps the rounding right
  }
}
