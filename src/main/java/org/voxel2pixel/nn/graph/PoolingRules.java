// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Map;

/** Maximum and average over windows. */
final class PoolingRules {
  private static final String[] WINDOW = {"ksize", "strides", "padding", "data_format"};

  private PoolingRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("MaxPool", b -> max(b, "MaxPoolGrad"));
    rules.put("MaxPoolV2", PoolingRules::maxWithWindowAsInput);
    rules.put("MaxPool3D", b -> max(b, "MaxPool3DGrad"));
    rules.put("AvgPool", b -> average(b, "AvgPoolGrad"));
    rules.put("AvgPool3D", b -> average(b, "AvgPool3DGrad"));
  }

  private static void max(Backward b, String type) {
    b.give(
        0,
        () ->
            b.nativeOp(type)
                .input(b.input(0))
                .input(b.output())
                .input(b.gradient())
                .copy(b.op(), WINDOW)
                .result());
  }

  private static void maxWithWindowAsInput(Backward b) {
    b.give(
        0,
        () ->
            b.nativeOp("MaxPoolGradV2")
                .input(b.input(0))
                .input(b.output())
                .input(b.gradient())
                .input(b.op().input(1))
                .input(b.op().input(2))
                .copy(b.op(), "padding", "data_format")
                .result());
  }

  private static void average(Backward b, String type) {
    b.give(
        0,
        () ->
            b.nativeOp(type)
                .input(b.shapeOf(b.input(0)))
                .input(b.gradient())
                .copy(b.op(), WINDOW)
                .result());
  }
}
