// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

/** What training does while a checkpoint is written. */
public enum Writing {
  /**
   * It goes on: the state is copied into Java's memory, as many bytes again as all variables take,
   * and written by a thread of its own.
   */
  BACKGROUND,
  /** It waits: one variable at a time is in Java's memory. */
  IN_PLACE;

  /** Copies may take that share of the heap that is left; examples and previews need some too. */
  private static final int SHARE_OF_HEAP = 2;

  /**
   * What the memory allows.
   *
   * @param stateBytes all variables of the training and of what is kept as its best
   * @param availableHeapBytes memory that Java may still take
   */
  public static Writing thatFits(long stateBytes, long availableHeapBytes) {
    return stateBytes <= availableHeapBytes / SHARE_OF_HEAP ? BACKGROUND : IN_PLACE;
  }
}
