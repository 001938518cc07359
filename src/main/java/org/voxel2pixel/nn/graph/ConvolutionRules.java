// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Map;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions, transposed convolutions and their bias. Every attribute of the forward operation
 * goes to the backward ones, explicit paddings and dilations too, which TensorFlow's own C++
 * gradients drop.
 */
final class ConvolutionRules {
  private static final String[] PLANAR = {
    "strides", "padding", "explicit_paddings", "data_format", "dilations", "use_cudnn_on_gpu"
  };
  private static final String[] DEPTHWISE = {
    "strides", "padding", "explicit_paddings", "data_format", "dilations"
  };
  private static final String[] SPATIAL = {"strides", "padding", "data_format", "dilations"};

  private ConvolutionRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Conv2D", ConvolutionRules::planar);
    rules.put(
        "DepthwiseConv2dNative",
        b ->
            forward(
                b,
                "DepthwiseConv2dNativeBackpropInput",
                "DepthwiseConv2dNativeBackpropFilter",
                DEPTHWISE));
    rules.put(
        "Conv3D", b -> forward(b, "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2", SPATIAL));
    rules.put("Conv2DBackpropInput", b -> transposed(b, "Conv2D", "Conv2DBackpropFilter", PLANAR));
    rules.put(
        "Conv3DBackpropInputV2", b -> transposed(b, "Conv3D", "Conv3DBackpropFilterV2", SPATIAL));
    rules.put("BiasAdd", ConvolutionRules::biasAdd);
  }

  /** Grouped (the filter has fewer channels than the image) it fails with explicit padding. */
  private static void planar(Backward b) {
    b.rank(b.input(0));
    boolean grouped = b.input(0).shape().get(3) != b.input(1).shape().get(2);
    boolean explicit = b.op().attributes().getAttrString("padding").equals("EXPLICIT");
    if (grouped && explicit) throw b.refusal("in groups with explicit padding");
    forward(b, "Conv2DBackpropInput", "Conv2DBackpropFilter", PLANAR);
  }

  /** {@code y = conv(x, w)}. */
  private static void forward(
      Backward b, String inputType, String filterType, String... attributes) {
    b.give(
        0,
        () ->
            b.nativeOp(inputType)
                .input(b.shapeOf(b.input(0)))
                .input(b.input(1))
                .input(b.gradient())
                .copy(b.op(), attributes)
                .result());
    b.give(
        1,
        () ->
            b.nativeOp(filterType)
                .input(b.input(0))
                .input(b.shapeOf(b.input(1)))
                .input(b.gradient())
                .copy(b.op(), attributes)
                .result());
  }

  /** {@code y = convTransposed(shape, w, x)}: convolution and its adjoint change places. */
  private static void transposed(
      Backward b, String inputType, String filterType, String... attributes) {
    b.give(
        1,
        () ->
            b.nativeOp(filterType)
                .input(b.gradient())
                .input(b.shapeOf(b.input(1)))
                .input(b.op().input(2).expect(TFloat32.class))
                .copy(b.op(), attributes)
                .result());
    b.give(
        2,
        () ->
            b.nativeOp(inputType)
                .input(b.gradient())
                .input(b.input(1))
                .copy(b.op(), attributes)
                .result());
  }

  private static void biasAdd(Backward b) {
    b.give(0, b::gradient);
    b.give(
        1,
        () -> b.nativeOp("BiasAddGrad").input(b.gradient()).copy(b.op(), "data_format").result());
  }
}
