// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

/**
 * Examples whose inputs are z-scored by their own mean and standard deviation (divided by n); an
 * input that never varies is 0. Not thread-safe.
 */
public final class StandardisedInputs implements ExampleSource {
  /** Variances below this share of the mean square are rounding, not variation. */
  private static final double ROUNDING = 1e-10;

  private final ExampleSource raw;
  private final double[] mean;
  private final double[] scale; // 1 / SD, or 0

  private StandardisedInputs(ExampleSource raw, double[] mean, double[] scale) {
    this.raw = raw;
    this.mean = mean;
    this.scale = scale;
  }

  /**
   * @param raw at least one example
   */
  public static StandardisedInputs of(ExampleSource raw) {
    double[] mean = new double[raw.inputLength()];
    double[] squares = new double[raw.inputLength()];
    float[] input = new float[raw.inputLength()];
    for (int n = 0; n < raw.count(); n++) {
      raw.readInput(n, input, 0);
      for (int i = 0; i < input.length; i++) {
        mean[i] += input[i] / (double) raw.count();
        squares[i] += (double) input[i] * input[i] / raw.count();
      }
    }
    double[] scale = new double[mean.length];
    for (int i = 0; i < scale.length; i++) {
      double variance = squares[i] - mean[i] * mean[i];
      scale[i] = variance > ROUNDING * squares[i] ? 1 / Math.sqrt(variance) : 0;
    }
    return new StandardisedInputs(raw, mean, scale);
  }

  /** Z-scores an input in place, of these examples or of others. */
  public void standardise(float[] inputs, int offset) {
    for (int i = 0; i < mean.length; i++) {
      inputs[offset + i] = (float) ((inputs[offset + i] - mean[i]) * scale[i]);
    }
  }

  @Override
  public int count() {
    return raw.count();
  }

  @Override
  public int inputLength() {
    return raw.inputLength();
  }

  @Override
  public int targetLength() {
    return raw.targetLength();
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    raw.readInput(example, inputs, offset);
    standardise(inputs, offset);
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    raw.readTarget(example, targets, offset);
  }
}
