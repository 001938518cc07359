// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

/** Some examples of a source, in an order of their own. */
public final class ExampleSubset implements ExampleSource {
  private final ExampleSource all;
  private final int[] chosen;

  /**
   * @param chosen examples of {@code all}
   */
  public ExampleSubset(ExampleSource all, int[] chosen) {
    for (int example : chosen) {
      if (example < 0 || example >= all.count()) {
        throw new IllegalArgumentException(
            "chosen must be 0 to " + (all.count() - 1) + ", was " + example);
      }
    }
    this.all = all;
    this.chosen = chosen.clone();
  }

  @Override
  public int count() {
    return chosen.length;
  }

  @Override
  public int inputLength() {
    return all.inputLength();
  }

  @Override
  public int targetLength() {
    return all.targetLength();
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    all.readInput(chosen[example], inputs, offset);
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    all.readTarget(chosen[example], targets, offset);
  }
}
