// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Scope;

/**
 * The space that the generator paints in and the discriminator judges: blue, green, red, 0..255,
 * minus a mean of each. Frames and reconstructions are RGB in [0, 1] outside.
 *
 * @param meanBgr {@code [blue, green, red]}, 0..255
 */
record ImageSpace(List<Double> meanBgr) {
  private static final float LEVELS = 255;

  /** {@code x = 255 bgr(rgb) - mean}, {@code [B][H][W][3]}. */
  Operand<TFloat32> ofRgb(Scope s, Operand<TFloat32> rgb) {
    Ops tf = s.tf();
    return tf.math.sub(tf.math.mul(reversed(s, rgb), tf.constant(LEVELS)), mean(tf));
  }

  /** {@code rgb = rgb(x + mean) / 255}, not clipped, {@code [B][H][W][3]}. */
  Operand<TFloat32> toRgb(Scope s, Operand<TFloat32> x) {
    Ops tf = s.tf();
    return reversed(s, tf.math.mul(tf.math.add(x, mean(tf)), tf.constant(1 / LEVELS)));
  }

  private Operand<TFloat32> mean(Ops tf) {
    float[] mean = new float[meanBgr.size()];
    for (int c = 0; c < mean.length; c++) mean[c] = meanBgr.get(c).floatValue();
    return tf.constant(mean);
  }

  /** Channels in the other order. */
  private static Operand<TFloat32> reversed(Scope s, Operand<TFloat32> images) {
    Ops tf = s.tf();
    Operand<TInt32> size = tf.constant(new int[] {-1, -1, -1, 1});
    List<Operand<TFloat32>> channels = new ArrayList<>();
    for (int c = ShenSettings.RGB - 1; c >= 0; c--) {
      channels.add(tf.slice(images, tf.constant(new int[] {0, 0, 0, c}), size));
    }
    return tf.concat(channels, tf.constant(3));
  }
}
