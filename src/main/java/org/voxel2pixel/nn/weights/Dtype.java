// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;

/** Element types of safetensors that can be read as float32. */
public enum Dtype {
  F64(8),
  F32(4),
  F16(2),
  BF16(2);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of an element. */
  public int bytes() {
    return bytes;
  }

  /** The next element of a little-endian buffer, rounded to float32. */
  float next(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble();
      case F32 -> buffer.getFloat();
      case F16 -> fromHalf(buffer.getShort());
      case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits; exact in float32. */
  private static float fromHalf(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
