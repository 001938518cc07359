// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A float32 tensor that outlives a step: a TensorFlow resource variable with one plain read.
 *
 * <p>Each session of the graph holds its own value. Whatever computes with the value shares {@link
 * #read()}, which sees the value of the step's start, unless a {@link Scope#readingAfter} asks for
 * a later one.
 */
public final class Variable {
  private final String name;
  private final long[] dims;
  private final String group;
  private final Role role;
  private final Initializer initializer;
  private final Operand<? extends TType> handle;
  private final Operand<TFloat32> read;
  private final Operand<TFloat32> newValue;
  private final Op assign;

  Variable(Ops tf, String name, String group, Role role, Initializer initializer, long... dims) {
    this.name = name;
    this.dims = dims.clone();
    this.group = group;
    this.role = role;
    this.initializer = initializer;
    Shape shape = Shape.of(dims);
    handle = tf.withName(name).varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    read = tf.withName(name + ".read").readVariableOp(handle, TFloat32.class);
    newValue =
        tf.withName(name + ".newValue").placeholder(TFloat32.class, Placeholder.shape(shape));
    assign = tf.withName(name + ".assign").assignVariableOp(handle, newValue);
  }

  public String name() {
    return name;
  }

  public long[] dims() {
    return dims.clone();
  }

  /** The network that it belongs to, such as "generator". */
  public String group() {
    return group;
  }

  public Role role() {
    return role;
  }

  public long elementCount() {
    return Dims.elementCount(dims);
  }

  /** The resource, for operations that change the variable. */
  public Operand<? extends TType> handle() {
    return handle;
  }

  /** The value at the step's start; one shared node. */
  public Operand<TFloat32> read() {
    return read;
  }

  /** First values in a run of that seed, last dimension fastest. */
  float[] initialValues(long runSeed) {
    return initializer.values(dims(), NamedSeed.of(runSeed, name));
  }

  /** What {@link #assign()} sets the variable to. */
  Operand<TFloat32> newValue() {
    return newValue;
  }

  Op assign() {
    return assign;
  }

  @Override
  public String toString() {
    return name + " " + Dims.text(dims);
  }
}
