// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The real-valued data types of NIfTI: their {@code datatype} code and bytes a voxel. Complex,
 * 128-bit and colour types are no fMRI signal and have no constant here.
 */
public enum NiftiType {
  UINT8(2, 1, 0, 255),
  INT16(4, 2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(8, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  FLOAT32(16, 4, -Float.MAX_VALUE, Float.MAX_VALUE),
  FLOAT64(64, 8, -Double.MAX_VALUE, Double.MAX_VALUE),
  INT8(256, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  UINT16(512, 2, 0, 65535),
  UINT32(768, 4, 0, 4294967295.0),
  INT64(1024, 8, -0x1p63, Math.nextDown(0x1p63)),
  UINT64(1280, 8, 0, Math.nextDown(0x1p64));

  private final int code;
  private final int bytes;
  private final double min;
  private final double max;

  NiftiType(int code, int bytes, double min, double max) {
    this.code = code;
    this.bytes = bytes;
    this.min = min;
    this.max = max;
  }

  /** The header's {@code datatype}. */
  public int code() {
    return code;
  }

  /** Bytes a voxel; the header's {@code bitpix} is eight times this. */
  public int bytes() {
    return bytes;
  }

  /** Whether only whole numbers can be stored. */
  public boolean isInteger() {
    return this != FLOAT32 && this != FLOAT64;
  }

  /** The smallest finite number that can be stored. */
  public double min() {
    return min;
  }

  /** The greatest finite number that can be stored (as a double: for 64 bits, just below). */
  public double max() {
    return max;
  }

  static Optional<NiftiType> ofCode(int code) {
    for (NiftiType type : values()) {
      if (type.code == code) return Optional.of(type);
    }
    return Optional.empty();
  }

  /** Stored numbers from {@code in}'s start, in its byte order; exact but for 64-bit integers. */
  void decode(ByteBuffer in, int count, double[] stored) {
    switch (this) {
      case UINT8 -> {
        for (int n = 0; n < count; n++) stored[n] = in.get(n) & 0xFF;
      }
      case INT8 -> {
        for (int n = 0; n < count; n++) stored[n] = in.get(n);
      }
      case INT16 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getShort(2 * n);
      }
      case UINT16 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getShort(2 * n) & 0xFFFF;
      }
      case INT32 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getInt(4 * n);
      }
      case UINT32 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getInt(4 * n) & 0xFFFFFFFFL;
      }
      case FLOAT32 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getFloat(4 * n);
      }
      case FLOAT64 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getDouble(8 * n);
      }
      case INT64 -> {
        for (int n = 0; n < count; n++) stored[n] = in.getLong(8 * n);
      }
      case UINT64 -> {
        for (int n = 0; n < count; n++) stored[n] = unsignedToDouble(in.getLong(8 * n));
      }
    }
  }

  /** Appends one number; an integer type rounds half to even. Its range is the caller's check. */
  void encode(double value, ByteBuffer out) {
    switch (this) {
      case UINT8, INT8 -> out.put((byte) Math.rint(value));
      case INT16, UINT16 -> out.putShort((short) Math.rint(value));
      case INT32, UINT32 -> out.putInt((int) (long) Math.rint(value));
      case FLOAT32 -> out.putFloat((float) value);
      case FLOAT64 -> out.putDouble(value);
      case INT64 -> out.putLong((long) Math.rint(value));
      case UINT64 -> out.putLong(doubleToUnsigned(Math.rint(value)));
    }
  }

  private static double unsignedToDouble(long bits) {
    if (bits >= 0) return bits;
    // Half, rounded to odd so that doubling rounds once only.
    return 2.0 * ((bits >>> 1) | (bits & 1));
  }

  private static long doubleToUnsigned(double value) {
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
  }
}
