// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A function of float32 inputs whose gradients are compared with finite differences. */
record TapeCase(
    String name,
    BiFunction<Ops, List<Operand<TFloat32>>, Operand<TFloat32>> f,
    List<Input> inputs) {

  /** What values an input takes. */
  enum Values {
    /** Uniform in -1..1. */
    ANY,
    /** Uniform in 0.6..1.9. */
    POSITIVE,
    /** At least 0.13 from one another and 0.05 from zero, so that no difference meets a kink. */
    APART
  }

  /** Whether the graph knows the first dimension. */
  enum Batch {
    KNOWN,
    UNKNOWN
  }

  record Input(Values values, Batch batch, long... dims) {
    float[] draw(Random random) {
      float[] x = new float[Dims.arrayLength(dims)];
      for (int i = 0; i < x.length; i++) {
        x[i] =
            switch (values) {
              case ANY -> 2 * random.nextFloat() - 1;
              case POSITIVE -> 0.6f + 1.3f * random.nextFloat();
              case APART -> 0.13f * (i - x.length / 2) + 0.06f;
            };
      }
      if (values == Values.APART) shuffle(x, random);
      return x;
    }

    private static void shuffle(float[] x, Random random) {
      for (int i = x.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        float swap = x[i];
        x[i] = x[j];
        x[j] = swap;
      }
    }

    long[] placeholderDims() {
      long[] known = dims.clone();
      if (batch == Batch.UNKNOWN) known[0] = Dims.UNKNOWN;
      return known;
    }
  }

  static Input any(long... dims) {
    return new Input(Values.ANY, Batch.KNOWN, dims);
  }

  static Input positive(long... dims) {
    return new Input(Values.POSITIVE, Batch.KNOWN, dims);
  }

  static Input apart(long... dims) {
    return new Input(Values.APART, Batch.KNOWN, dims);
  }

  static Input unknownBatch(long... dims) {
    return new Input(Values.ANY, Batch.UNKNOWN, dims);
  }

  @Override
  public String toString() {
    return name;
  }
}
