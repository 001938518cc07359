// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One run of a session: inputs in, values out. Shapes are checked before TensorFlow sees them, and
 * whatever {@link #run()} allocates it frees.
 */
public final class Step {
  private final Session session;
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Operand<TFloat32>> fetches = new ArrayList<>();
  private final List<Op> targets = new ArrayList<>();

  /** A tensor is made only when the step runs, so that a step never run holds nothing native. */
  private record Feed(Operand<?> placeholder, Supplier<Tensor> tensor) {}

  Step(Session session) {
    this.session = session;
  }

  /**
   * @param values last dimension fastest; not to be changed before {@link #run()} returns
   * @param dims all of {@code values}' dimensions, which must fit the placeholder's
   */
  public Step feed(Operand<TFloat32> placeholder, float[] values, long... dims) {
    Shape shape = checked(placeholder, values.length, dims);
    feeds.add(new Feed(placeholder, () -> TFloat32.tensorOf(shape, DataBuffers.of(values))));
    return this;
  }

  /** As {@link #feed}, for whole numbers. */
  public Step feedInts(Operand<TInt32> placeholder, int[] values, long... dims) {
    Shape shape = checked(placeholder, values.length, dims);
    feeds.add(new Feed(placeholder, () -> TInt32.tensorOf(shape, DataBuffers.of(values))));
    return this;
  }

  private static Shape checked(Operand<?> placeholder, int length, long... dims) {
    if (Dims.elementCount(dims) != length || !Dims.fits(placeholder.shape(), dims)) {
      throw new IllegalArgumentException(
          String.format(
              "%s takes %s, was fed %d values of dims %s",
              placeholder.op().name(), Dims.text(placeholder.shape()), length, Dims.text(dims)));
    }
    return Shape.of(dims);
  }

  /** Adds a value to return. */
  public Step fetch(Operand<TFloat32> value) {
    fetches.add(value);
    return this;
  }

  /** Adds an operation to run. */
  public Step target(Op op) {
    targets.add(op);
    return this;
  }

  /**
   * Runs what was asked for and all that it depends on.
   *
   * @return the fetched values in the order of their {@link #fetch}, last dimension fastest
   */
  public float[][] run() {
    Session.Runner runner = session.runner();
    List<Tensor> fed = new ArrayList<>();
    try {
      for (Feed feed : feeds) {
        Tensor tensor = feed.tensor().get();
        fed.add(tensor);
        runner.feed(feed.placeholder(), tensor);
      }
      // TensorFlow Java refuses the same output twice.
      List<Output<TFloat32>> distinct = fetches.stream().map(Operand::asOutput).distinct().toList();
      distinct.forEach(output -> runner.fetch(output));
      targets.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        return fetches.stream()
            .map(fetch -> valuesOf(result, distinct.indexOf(fetch.asOutput())))
            .toArray(float[][]::new);
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static float[] valuesOf(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }
}
