// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.Random;

/**
 * Makes a variable's first values in Java, so that they are the same on every device.
 *
 * <p>Random values come from {@link Random}, whose algorithm its specification fixes. The seed that
 * an initializer is given is already mixed from the run's seed and the variable's name.
 */
@FunctionalInterface
public interface Initializer {

  /**
   * @param dims dimensions of the variable, all known
   * @param seed seed of this variable alone
   * @return the values, last dimension fastest
   */
  float[] values(long[] dims, long seed);

  static Initializer zeros() {
    return constant(0);
  }

  static Initializer ones() {
    return constant(1);
  }

  static Initializer constant(double value) {
    return (dims, seed) -> {
      float[] values = new float[Dims.arrayLength(dims)];
      Arrays.fill(values, (float) value);
      return values;
    };
  }

  /** Values that are already there, such as imported weights, last dimension fastest. */
  static Initializer of(float[] given) {
    float[] copy = given.clone();
    return (dims, seed) -> {
      if (copy.length != Dims.elementCount(dims)) {
        throw new IllegalArgumentException(
            "given " + copy.length + " values for a variable of dims " + Dims.text(dims));
      }
      return copy.clone();
    };
  }

  /**
   * Values that are already there and that nobody changes, not copied: for weights of hundreds of
   * megabytes.
   */
  static Initializer sharing(float[] given) {
    return (dims, seed) -> {
      if (given.length != Dims.elementCount(dims)) {
        throw new IllegalArgumentException(
            "given " + given.length + " values for a variable of dims " + Dims.text(dims));
      }
      return given;
    };
  }

  /** Independent draws of {@code N(mean, sd^2)}. */
  static Initializer normal(double mean, double sd) {
    if (!(sd >= 0)) throw new IllegalArgumentException("sd must be >= 0, was " + sd);
    return (dims, seed) -> {
      Random random = new Random(seed);
      float[] values = new float[Dims.arrayLength(dims)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (mean + sd * random.nextGaussian());
      }
      return values;
    };
  }

  /** {@link #heNormal(double)} with coefficient 1. */
  static Initializer heNormal() {
    return heNormal(1);
  }

  /**
   * {@code N(0, sd^2)} with {@code sd = coefficient * sqrt(2 / fanIn)} (He et al. 2015).
   *
   * <p>{@code fanIn} is the product of all dimensions but the last: {@code k * k * in} for a
   * convolution {@code [k, k, in, out]}, {@code in} for a dense layer {@code [in, units]}, and
   * {@code k * k * out} for a transposed convolution {@code [k, k, out, in]}, which is what the
   * "msra" filler of dosovits/caffe-fr-chairs (deepsim) takes for a deconvolution too.
   */
  static Initializer heNormal(double coefficient) {
    return (dims, seed) -> {
      long fanIn = Dims.elementCount(Arrays.copyOf(dims, dims.length - 1));
      return normal(0, coefficient * Math.sqrt(2.0 / fanIn)).values(dims, seed);
    };
  }
}
