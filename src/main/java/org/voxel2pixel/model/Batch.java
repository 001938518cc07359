// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

/**
 * The examples of one training step.
 *
 * @param inputs network inputs, one after the other
 * @param targets target images, one after the other
 */
public record Batch(float[] inputs, float[] targets) {

  /** Gathers examples into a new batch. */
  public static Batch gather(ExampleSource source, int[] examples) {
    float[] inputs = new float[Math.multiplyExact(examples.length, source.inputLength())];
    float[] targets = new float[Math.multiplyExact(examples.length, source.targetLength())];
    for (int b = 0; b < examples.length; b++) {
      source.readInput(examples[b], inputs, b * source.inputLength());
      source.readTarget(examples[b], targets, b * source.targetLength());
    }
    return new Batch(inputs, targets);
  }
}
