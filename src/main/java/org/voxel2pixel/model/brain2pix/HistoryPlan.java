// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.SplittableRandom;

/**
 * Which generated images the discriminator sees at a step, and which the history buffer keeps.
 *
 * <p>The buffer holds {@code capacity} pairs of RFSimage and reconstruction. While it is not full,
 * a new pair passes through and is stored. Once full, with probability 1/2 a uniformly random
 * stored pair is shown and the new one takes its place; otherwise the new one is shown and not
 * stored. Samples of a batch are taken one after the other. After {@code ImagePool} as used in
 * neuralcodinglab/brain2pix.
 *
 * <p>The pairs live in the graph, as one variable, so that a checkpoint holds them; this record is
 * the indices to gather with. Both index {@code [buffer; batch]}: below {@code capacity} a stored
 * pair, from there on sample {@code index - capacity} of the batch. The choices depend on the seed
 * and the step alone, so a resumed training makes the same.
 *
 * @param shown {@code [batch]} what the discriminator sees
 * @param kept {@code [capacity]} what each place of the buffer holds afterwards
 */
public record HistoryPlan(int[] shown, int[] kept) {

  /**
   * @param step steps made before this one; the first is 0
   */
  public static HistoryPlan of(int capacity, int batch, long seed, long step) {
    SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (step + 1)));
    long stored = Math.min(capacity, step * batch);
    int[] kept = new int[capacity];
    for (int place = 0; place < capacity; place++) kept[place] = place;
    int[] shown = new int[batch];
    for (int sample = 0; sample < batch; sample++) {
      int fresh = capacity + sample;
      if (stored < capacity) {
        kept[(int) stored++] = fresh;
        shown[sample] = fresh;
      } else if (random.nextBoolean()) {
        int place = random.nextInt(capacity);
        shown[sample] = kept[place];
        kept[place] = fresh;
      } else {
        shown[sample] = fresh;
      }
    }
    return new HistoryPlan(shown, kept);
  }
}
