// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.List;

/** The frozen settings behind {@link ShenSettings#named}. */
final class ShenPresets {
  private ShenPresets() {}

  /**
   * The authors' code and released models: {@code net_templates/*.prototxt} and {@code
   * end2end_training.py} of KamitaniLab/End2EndDeepImageReconstruction, stopped at the 500,000
   * steps of their released models. We differ in the comparator: theirs is CaffeNet's pool5, whose
   * weights are not ours to ship; {@link org.voxel2pixel.model.comparator.GaborEnergy} stands in
   * for it, and a comparator of another scale wants another {@code featureWeight}. Who has the
   * weights overrides {@code comparator=caffenet}.
   */
  static ShenSettings released() {
    return fullSize(
        "released",
        List.of(300_000, 500_000, 700_000, 900_000, 1_100_000),
        BalanceRule.RELEASED,
        List.of(0.1, 0.5, 10.0));
  }

  /**
   * The paper (Front. Comput. Neurosci. 13:21) where it disagrees with the code: one step size for
   * the whole training, and a discriminator that pauses below 0.1. Where the paper is silent, as on
   * weight decay, the code holds; so it does for the losses, which the paper writes as plain sums:
   * its weights make sense only with the code's {@code 1 / (2 batch)}.
   */
  static ShenSettings paper() {
    return fullSize("paper", List.of(), BalanceRule.PAPER, List.of(0.1));
  }

  private static ShenSettings fullSize(
      String preset, List<Integer> rateHalvings, BalanceRule rule, List<Double> thresholds) {
    return new ShenSettings(
        preset,
        248,
        227,
        List.of(104.0, 117.0, 123.0),
        List.of(4096, 4096, 4096),
        4,
        List.of(256, 512, 256, 256, 128, 128, 64, 32, 3),
        List.of(2, 1, 2, 1, 2, 1, 2, 2, 2),
        0.3,
        1,
        1.8,
        0.9,
        List.of(32, 64, 128, 256, 256),
        List.of(7, 5, 3, 3, 3),
        List.of(4, 1, 2, 1, 2),
        List.of(0.1, 1.0, 1.0, 1.0, 1.0),
        256,
        0.1,
        0.5,
        2e-6,
        0.01,
        100,
        100,
        "gabor",
        "",
        2e-4,
        rateHalvings,
        0.9,
        0.999,
        1e-8,
        4e-4,
        rule,
        thresholds,
        64,
        500_000);
  }

  /**
   * A small network that a laptop's processor trains in minutes, on frames of 64 pixels and a few
   * thousand examples. Crop and image keep the ratio of the full size; the weights of the losses
   * are for so many fewer pixels, and for {@link org.voxel2pixel.model.comparator.GaborEnergy}'s
   * scale. The adversarial loss weighs little, and the paper's rule pauses the discriminator: by
   * the released one such a discriminator, once paused, stays so for the rest of a short training.
   */
  static ShenSettings quick() {
    return new ShenSettings(
        "quick",
        64,
        58,
        List.of(104.0, 117.0, 123.0),
        List.of(256, 256, 1024),
        4,
        List.of(64, 64, 48, 32, 3),
        List.of(2, 1, 2, 2, 2),
        0.3,
        1,
        1.8,
        0.9,
        List.of(16, 32, 64),
        List.of(5, 3, 3),
        List.of(2, 2, 2),
        List.of(0.1, 1.0, 1.0),
        64,
        0.1,
        0.5,
        3e-5,
        5,
        4,
        100,
        "gabor:scale0/energy,scale1/energy,scale2/energy",
        "",
        5e-4,
        List.of(500, 750),
        0.9,
        0.999,
        1e-8,
        4e-4,
        BalanceRule.PAPER,
        List.of(0.1),
        32,
        1000);
  }
}
