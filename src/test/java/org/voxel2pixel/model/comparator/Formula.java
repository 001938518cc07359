// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

/** Numbers that src/test/python/model_comparators.py makes by the same formula. */
final class Formula {
  static final int INPUT = 9000;
  static final int WEIGHTS_OF_SUM = 9001;
  static final int PLACES = 9002;

  private Formula() {}

  /** MurmurHash3's finaliser of {@code i + k * 0x9e3779b9}, unsigned. */
  static long hash(int k, int i) {
    int x = i + k * 0x9e3779b9;
    x ^= x >>> 16;
    x *= 0x85ebca6b;
    x ^= x >>> 13;
    x *= 0xc2b2ae35;
    x ^= x >>> 16;
    return Integer.toUnsignedLong(x);
  }

  /** In [-0.5, 0.5). */
  static double value(int k, int i) {
    return hash(k, i) / 4294967296.0 - 0.5;
  }

  static float[] values(int k, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (value(k, i) * scale);
    return values;
  }

  /** A kernel {@code [out][in][places...]}, flat. */
  static float[] kernel(int k, long... dims) {
    int count = count(dims);
    return values(k, count, 2 * Math.sqrt(6.0 / (count / dims[0])));
  }

  static float[] bias(int k, long outputs) {
    return values(k, (int) outputs, 0.2);
  }

  static int count(long... dims) {
    long count = 1;
    for (long dim : dims) count *= dim;
    return (int) count;
  }
}
