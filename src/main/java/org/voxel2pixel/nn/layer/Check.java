// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Shapes are checked here, before TensorFlow sees them: below it there are only crashes. */
final class Check {
  private Check() {}

  /** Dimensions of an image batch {@code [batch, y, x, channel]}; only the batch may be unknown. */
  static long[] imageDims(String layer, Operand<TFloat32> x) {
    return dims(layer, x, 4, "[batch, y, x, channel]");
  }

  /** Dimensions of {@code [batch, frame, y, x, channel]}; only the batch may be unknown. */
  static long[] clipDims(String layer, Operand<TFloat32> x) {
    return dims(layer, x, 5, "[batch, frame, y, x, channel]");
  }

  /** Dimensions of vectors {@code [batch, feature]}; only the batch may be unknown. */
  static long[] vectorDims(String layer, Operand<TFloat32> x) {
    return dims(layer, x, 2, "[batch, feature]");
  }

  /** Dimensions of {@code [batch, lane, feature]}; only the batch may be unknown. */
  static long[] lanesDims(String layer, Operand<TFloat32> x) {
    return dims(layer, x, 3, "[batch, lane, feature]");
  }

  private static long[] dims(String layer, Operand<TFloat32> x, int rank, String order) {
    Shape shape = x.shape();
    boolean fits = !shape.isUnknown() && shape.numDimensions() == rank;
    for (int i = 1; fits && i < rank; i++) fits = shape.get(i) >= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          layer + " takes " + order + " with all but the batch known, was given " + text(x));
    }
    return shape.asArray();
  }

  static String text(Operand<TFloat32> x) {
    Shape shape = x.shape();
    String dims = shape.isUnknown() ? "unknown rank" : Arrays.toString(shape.asArray());
    return x.op().name() + " " + dims;
  }

  static void positive(String layer, String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(layer + ": " + what + " must be >= 1, was " + value);
    }
  }

  /** The window must fit into the padded image at least once. */
  static void fits(String layer, long[] dims, int kernel, int stride, Padding padding) {
    positive(layer, "kernel", kernel);
    positive(layer, "stride", stride);
    for (int axis = 1; axis <= 2; axis++) {
      if (padding.outputSize(dims[axis], kernel, stride) < 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: a window of %d with %s does not fit into %s",
                layer, kernel, padding, Arrays.toString(dims)));
      }
    }
  }
}
