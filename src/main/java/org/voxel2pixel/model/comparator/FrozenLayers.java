// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.ClipLayers;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.LocalResponse;
import org.voxel2pixel.nn.layer.Padding;
import org.voxel2pixel.nn.layer.Pooling;

/** The layers that published networks are made of. Channels come from the weights' shapes. */
final class FrozenLayers {
  /** CaffeNet's normalisation, the same in both places. */
  private static final LocalResponse CAFFENET_NORM = new LocalResponse(5, 1e-4, 0.75, 1);

  private FrozenLayers() {}

  static Stage.Layer convolution(int groups, int stride, Padding padding) {
    return (weights, name, inputs) -> {
      Operand<TFloat32> kernel = weights.kernel(name);
      Operand<TFloat32> y =
          Convolution.withKernel(weights.scope(), inputs.get(0), kernel, groups, stride, padding);
      return weights.scope().tf().nn.biasAdd(y, weights.bias(name));
    };
  }

  /** 3 x 3 x 3, keeping the clip's size. */
  static Stage.Layer clipConvolution() {
    return (weights, name, inputs) -> {
      Operand<TFloat32> y =
          ClipLayers.convolution(weights.scope(), inputs.get(0), weights.kernel(name));
      return weights.scope().tf().nn.biasAdd(y, weights.bias(name));
    };
  }

  /** A dense layer; an image or a clip is flattened, channels fastest. */
  static Stage.Layer dense() {
    return (weights, name, inputs) -> {
      Ops tf = weights.scope().tf();
      Operand<TFloat32> kernel = weights.kernel(name);
      Operand<TFloat32> x = flat(tf, inputs.get(0));
      if (x.shape().get(1) != kernel.shape().get(0)) {
        throw new IllegalArgumentException(
            name + " takes " + kernel.shape().get(0) + " values, was given " + x.shape());
      }
      return tf.nn.biasAdd(tf.linalg.matMul(x, kernel), weights.bias(name));
    };
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> x) {
    long[] dims = x.shape().asArray();
    long features = 1;
    for (int d = 1; d < dims.length; d++) features *= dims[d];
    int[] vectors = {Math.toIntExact(dims[0]), Math.toIntExact(features)};
    return dims.length == 2 ? x : tf.reshape(x, tf.constant(vectors));
  }

  static Stage.Layer relu() {
    return (weights, name, inputs) -> Activation.relu(weights.scope(), inputs.get(0));
  }

  /** Windows within the image only, as PyTorch pools unless told otherwise. */
  static Stage.Layer maxPool(int window, int stride) {
    return (weights, name, inputs) ->
        Pooling.max(weights.scope(), inputs.get(0), window, stride, Padding.VALID);
  }

  /** Windows that may reach beyond the image, as Caffe pools. */
  static Stage.Layer maxPoolCeil(int window, int stride) {
    return (weights, name, inputs) ->
        Pooling.maxCeil(weights.scope(), inputs.get(0), window, stride);
  }

  static Stage.Layer clipPool(int frames, int px) {
    return (weights, name, inputs) ->
        ClipLayers.maxCeil(weights.scope(), inputs.get(0), frames, px);
  }

  static Stage.Layer localResponse() {
    return (weights, name, inputs) -> CAFFENET_NORM.apply(weights.scope(), inputs.get(0));
  }

  /** Channels of the inputs one after another. */
  static Stage.Layer concat() {
    return (weights, name, inputs) -> {
      Ops tf = weights.scope().tf();
      return tf.concat(inputs, tf.constant(3));
    };
  }

  /** The mean over each channel's places, {@code [batch][channel]}. */
  static Stage.Layer meanOverPlaces() {
    return (weights, name, inputs) -> {
      Ops tf = weights.scope().tf();
      return tf.math.mean(inputs.get(0), tf.constant(new int[] {1, 2}));
    };
  }

  static Stage.Layer softmax() {
    return (weights, name, inputs) -> weights.scope().tf().nn.softmax(inputs.get(0));
  }
}
