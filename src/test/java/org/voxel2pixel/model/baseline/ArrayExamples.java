// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import org.voxel2pixel.model.ExampleSource;

/** Examples from arrays. */
record ArrayExamples(float[][] inputs, float[][] targets) implements ExampleSource {
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
    return targets[0].length;
  }

  @Override
  public void readInput(int example, float[] into, int offset) {
    System.arraycopy(inputs[example], 0, into, offset, inputLength());
  }

  @Override
  public void readTarget(int example, float[] into, int offset) {
    System.arraycopy(targets[example], 0, into, offset, targetLength());
  }
}
