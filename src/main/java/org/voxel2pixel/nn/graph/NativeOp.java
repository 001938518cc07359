// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Builds one native operation by its TensorFlow name. Gradient operations take most attributes from
 * the operation that they differentiate; here they are copied by name, none can be forgotten in
 * between.
 */
final class NativeOp {
  private final OperationBuilder builder;

  NativeOp(Ops tf, String type) {
    builder = tf.scope().opBuilder(type, type);
  }

  NativeOp input(Operand<?> operand) {
    builder.addInput(operand.asOutput());
    return this;
  }

  NativeOp copy(GraphOperation from, String... attributes) {
    for (String attribute : attributes) {
      builder.setAttr(attribute, from.attributes().getAttrValueProto(attribute));
    }
    return this;
  }

  NativeOp flag(String attribute, boolean value) {
    builder.setAttr(attribute, value);
    return this;
  }

  NativeOp ints(String attribute, long... values) {
    builder.setAttr(attribute, values);
    return this;
  }

  NativeOp text(String attribute, String value) {
    builder.setAttr(attribute, value);
    return this;
  }

  GraphOperation build() {
    return (GraphOperation) builder.build();
  }

  /** Builds an operation of one float32 result. */
  Output<TFloat32> result() {
    return build().output(0).expect(TFloat32.class);
  }
}
