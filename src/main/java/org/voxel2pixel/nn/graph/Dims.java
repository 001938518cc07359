// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Arithmetic on tensor dimensions; -1 stands for a dimension that is unknown until the run. */
final class Dims {
  static final long UNKNOWN = -1;

  private Dims() {}

  /** Number of elements; the product of no dimensions is 1. */
  static long elementCount(long... dims) {
    long count = 1;
    for (long d : dims) {
      if (d < 0) throw new IllegalArgumentException("dims must be >= 0, were " + text(dims));
      count = Math.multiplyExact(count, d);
    }
    return count;
  }

  static int arrayLength(long... dims) {
    return Math.toIntExact(elementCount(dims));
  }

  static boolean fullyKnown(Shape shape) {
    return !shape.isUnknown() && !shape.hasUnknownDimension();
  }

  /** Whether {@code dims} could be a value of that static shape. */
  static boolean fits(Shape shape, long... dims) {
    if (shape.isUnknown()) return true;
    if (shape.numDimensions() != dims.length) return false;
    for (int i = 0; i < dims.length; i++) {
      long expected = shape.get(i);
      if (expected != UNKNOWN && expected != dims[i]) return false;
    }
    return true;
  }

  static int[] toInts(long... dims) {
    return Arrays.stream(dims).mapToInt(Math::toIntExact).toArray();
  }

  /** Such as {@code [8, 96, 96, 15]}, with {@code ?} for an unknown dimension. */
  static String text(long... dims) {
    return Arrays.toString(dims).replace("-1", "?");
  }

  static String text(Shape shape) {
    return shape.isUnknown() ? "of unknown rank" : text(shape.asArray());
  }
}
