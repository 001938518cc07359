// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.Random;
import org.voxel2pixel.model.ExampleSource;

/** Examples whose responses were dealt out again: what is learned from them is nothing. */
final class ShuffledExamples implements ExampleSource {
  private final ExampleSource examples;
  private final int[] inputOf;

  /**
   * @param random deals, every order equally likely
   */
  ShuffledExamples(ExampleSource examples, Random random) {
    this.examples = examples;
    inputOf = new int[examples.count()];
    for (int i = 0; i < inputOf.length; i++) {
      int j = random.nextInt(i + 1);
      inputOf[i] = inputOf[j];
      inputOf[j] = i;
    }
  }

  @Override
  public int count() {
    return examples.count();
  }

  @Override
  public int inputLength() {
    return examples.inputLength();
  }

  @Override
  public int targetLength() {
    return examples.targetLength();
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    examples.readInput(inputOf[example], inputs, offset);
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    examples.readTarget(example, targets, offset);
  }
}
