// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.ArrayList;
import java.util.List;

/** Lists the tensors of a network, layer by layer. */
final class Layers {
  private static final long[] NONE = {};

  private final List<ExpectedTensor> tensors = new ArrayList<>();

  /** A convolution with a square kernel; {@code in} are the channels that one output sees. */
  Layers convolution(String layer, long kernel, long in, long out) {
    return add(layer, new long[] {kernel, kernel, in, out}, NONE);
  }

  /** A convolution over time, height and width, with a cubic kernel. */
  Layers convolution3d(String layer, long kernel, long in, long out) {
    return add(layer, new long[] {kernel, kernel, kernel, in, out}, NONE);
  }

  Layers dense(String layer, long in, long out) {
    return add(layer, new long[] {in, out}, NONE);
  }

  /** A dense layer whose input is an image or clip, {@code [...][channel]}. */
  Layers denseOf(String layer, long out, long... flattened) {
    return add(layer, new long[] {TensorEntry.elementCount(flattened), out}, flattened);
  }

  private Layers add(String layer, long[] kernel, long[] flattened) {
    tensors.add(new ExpectedTensor(layer + "/kernel", kernel, flattened));
    tensors.add(new ExpectedTensor(layer + "/bias", new long[] {kernel[kernel.length - 1]}, NONE));
    return this;
  }

  List<ExpectedTensor> list() {
    return List.copyOf(tensors);
  }
}
