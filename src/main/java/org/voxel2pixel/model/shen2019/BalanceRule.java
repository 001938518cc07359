// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.List;

/**
 * When a network pauses because it is too far ahead of the other. After each step, of the
 * unweighted losses of its batch,
 *
 * <pre>
 *   ratio = (L_real + L_fake) / L_adv
 * </pre>
 *
 * where {@code L_real} and {@code L_fake} come from the discriminator before its update and {@code
 * L_adv} from the discriminator after it. The decision holds from the next step on. A ratio that is
 * no number changes nothing in {@link #RELEASED} and pauses nobody in {@link #PAPER}.
 */
public enum BalanceRule {
  /**
   * Shen et al. 2019, Methods: the discriminator is paused while {@code ratio < t0}. One threshold,
   * 0.1 in the paper.
   */
  PAPER(1) {
    @Override
    Balance next(Balance now, double ratio, List<Double> thresholds) {
      return ratio < thresholds.get(0) ? Balance.GENERATOR_ONLY : Balance.BOTH;
    }
  },

  /**
   * KamitaniLab/End2EndDeepImageReconstruction, {@code end2end_training.py}: with hysteresis, one
   * after the other,
   *
   * <pre>
   *   ratio &lt; t0 and the discriminator trains:   it pauses, the generator trains
   *   ratio &gt; t1 and the discriminator is paused: both train
   *   ratio &gt; t2 and the generator trains:       it pauses, the discriminator trains
   * </pre>
   *
   * So a paused generator goes on only when the ratio has fallen below t0. Three thresholds, 0.1,
   * 0.5 and 10 there.
   */
  RELEASED(3) {
    @Override
    Balance next(Balance now, double ratio, List<Double> thresholds) {
      Balance next = now;
      if (ratio < thresholds.get(0) && next.trainsDiscriminator()) next = Balance.GENERATOR_ONLY;
      if (ratio > thresholds.get(1) && !next.trainsDiscriminator()) next = Balance.BOTH;
      if (ratio > thresholds.get(2) && next.trainsGenerator()) next = Balance.DISCRIMINATOR_ONLY;
      return next;
    }
  };

  private final int thresholdCount;

  BalanceRule(int thresholdCount) {
    this.thresholdCount = thresholdCount;
  }

  /** How many thresholds it takes, ascending. */
  public int thresholdCount() {
    return thresholdCount;
  }

  /** What the next step trains. */
  abstract Balance next(Balance now, double ratio, List<Double> thresholds);
}
