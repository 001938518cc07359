// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class StandardisedInputsTest {
  private record Rows(float[][] inputs) implements ExampleSource {
    @Override
    public int count() {
      return inputs.length;
    }

    @Override
    public int inputLength() {
      return inputs[0].length;
    }

    @Override
    public int targetLength() {
      return 1;
    }

    @Override
    public void readInput(int example, float[] into, int offset) {
      System.arraycopy(inputs[example], 0, into, offset, inputs[example].length);
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      targets[offset] = example;
    }
  }

  /** 1, 3, 5: mean 3, SD sqrt(8 / 3). The second input never varies. */
  @Test
  void inputsAreZScoredByThePopulationSdAndConstantOnesAreZero() {
    StandardisedInputs z =
        StandardisedInputs.of(new Rows(new float[][] {{1, 7.3f}, {3, 7.3f}, {5, 7.3f}}));
    float[] inputs = new float[5];
    z.readInput(2, inputs, 1);
    float expected = (float) (2 / Math.sqrt(8.0 / 3));
    assertArrayEquals(new float[] {0, expected, 0, 0, 0}, inputs, 1e-6f);
    float[] other = {11, 9};
    z.standardise(other, 0);
    assertArrayEquals(new float[] {4 * expected, 0}, other, 1e-5f);
  }
}
