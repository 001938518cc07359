// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

/** Examples that a network trains on or reconstructs, gathered one by one when they are needed. */
public interface ExampleSource {

  /** How many there are. */
  int count();

  /** Numbers in one input. */
  int inputLength();

  /** Numbers in one target. */
  int targetLength();

  /** Writes an example's network input into {@code inputs} from {@code offset} on. */
  void readInput(int example, float[] inputs, int offset);

  /** Writes an example's target image, RGB in [0, 1], into {@code targets} from {@code offset}. */
  void readTarget(int example, float[] targets, int offset);
}
