// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * What a comparison without a winner counts: a tie, or one that a constant image leaves undefined.
 */
public enum TieRule {
  /** Nothing: the own image must be strictly more similar (bdpy, MindEye). */
  WRONG(0),
  /** Half a hit, so that chance is one half whatever the ties. */
  HALF(0.5);

  private final double credit;

  TieRule(double credit) {
    this.credit = credit;
  }

  /** Hits that one comparison without a winner counts. */
  double credit() {
    return credit;
  }
}
