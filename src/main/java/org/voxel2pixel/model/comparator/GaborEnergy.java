// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Scope;

/**
 * A fixed bank of Gabor energies at several scales, the classic model of complex cells: no weights
 * to download, the same on every machine.
 *
 * <p>Three opponent channels, each of unit gain for gray or for its own axis: luminance {@code
 * (R+G+B)/3}, red-green {@code R-G}, blue-yellow {@code B-(R+G)/2}. At scale {@code s = 0, 1, 2}
 * the channels are averaged over {@code 2^s x 2^s} pixels, then filtered by quadrature pairs of
 * wavelength 4 pixels, envelope SD 2 pixels, 9 x 9 kernels, at {@value #ORIENTATIONS} orientations:
 *
 * <pre>
 *   g_even = exp(-(x^2 + y^2) / (2 sd^2)) cos(2 pi x' / wavelength) - mean,   g_odd with sin
 *   energy = sqrt((image * g_even)^2 + (image * g_odd)^2 + 1e-4)
 * </pre>
 *
 * with {@code x' = x cos(angle) + y sin(angle)}, each kernel scaled so that its absolute values sum
 * to 1. Energy after Adelson and Bergen (1985), J. Opt. Soc. Am. A 2:284, equation for spatial
 * energy; colour as in opponent-channel models. The features are {@code [B][H/2^s][W/2^s][channel *
 * orientation]}. Scales at which an image side would fall below 9 pixels are left out.
 */
public final class GaborEnergy implements Comparator {
  static final String NAME = "gabor";
  static final int ORIENTATIONS = 4;

  private static final int SCALES = 3;
  private static final int KERNEL = 9;
  private static final double WAVELENGTH_PX = 4;
  private static final double ENVELOPE_SD_PX = 2;
  private static final float FLOOR = 1e-4f;
  private static final int RGB = 3;
  private static final int OPPONENTS = 3;
  private static final List<Long> HALVE = List.of(1L, 2L, 2L, 1L);

  /** {@code [rgb][opponent]}, the channels' weights. */
  private static final float[] OPPONENT_WEIGHTS = {
    1 / 3f, 1f, -0.5f, // red to luminance, red-green, blue-yellow
    1 / 3f, -1f, -0.5f, // green
    1 / 3f, 0f, 1f // blue
  };

  /**
   * The bank that a setting names.
   *
   * @throws BadInputException if it asks for layers, options or weights: there are none to choose
   */
  static GaborEnergy of(ComparatorSpec spec, String weights) {
    if (!spec.isPlain()) {
      throw ComparatorSpec.refused("'" + NAME + "' alone", "layers or options after it");
    }
    if (!weights.isBlank()) {
      throw new BadInputException(
          "weights",
          "none, since comparator " + NAME + " has none",
          "'" + weights + "'",
          "leave" + " them out, or choose the comparator that they belong to");
    }
    return new GaborEnergy();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> layers() {
    return IntStream.range(0, SCALES).mapToObj(scale -> "energy" + scale).toList();
  }

  @Override
  public List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images) {
    Ops tf = scope.tf();
    int filters = OPPONENTS * ORIENTATIONS;
    Operand<TFloat32> bank =
        tf.constant(Shape.of(KERNEL, KERNEL, RGB, 2L * filters), DataBuffers.of(bank()));
    List<Operand<TFloat32>> scales = new ArrayList<>();
    Operand<TFloat32> x = images;
    for (int scale = 0; scale < SCALES; scale++) {
      if (scale > 0) x = tf.nn.avgPool(x, HALVE, HALVE, "VALID");
      if (Math.min(x.shape().get(1), x.shape().get(2)) < KERNEL) break;
      Operand<TFloat32> pairs = tf.nn.conv2d(x, bank, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> squares = tf.math.square(pairs);
      Operand<TFloat32> even = channels(tf, squares, 0, filters);
      Operand<TFloat32> odd = channels(tf, squares, filters, filters);
      scales.add(tf.math.sqrt(tf.math.add(tf.math.add(even, odd), tf.constant(FLOOR))));
    }
    return scales;
  }

  private static Operand<TFloat32> channels(Ops tf, Operand<TFloat32> x, int first, int count) {
    return tf.slice(
        x, tf.constant(new int[] {0, 0, 0, first}), tf.constant(new int[] {-1, -1, -1, count}));
  }

  /** The bank, {@code [y][x][rgb][phase * opponent * orientation]}, even phases first. */
  static float[] bank() {
    int filters = OPPONENTS * ORIENTATIONS;
    float[] bank = new float[KERNEL * KERNEL * RGB * 2 * filters];
    for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
      double[] even = kernel(orientation, 0);
      double[] odd = kernel(orientation, Math.PI / 2);
      for (int p = 0; p < KERNEL * KERNEL; p++) {
        for (int rgb = 0; rgb < RGB; rgb++) {
          for (int opponent = 0; opponent < OPPONENTS; opponent++) {
            int filter = opponent * ORIENTATIONS + orientation;
            double weight = OPPONENT_WEIGHTS[rgb * OPPONENTS + opponent];
            int at = (p * RGB + rgb) * 2 * filters + filter;
            bank[at] = (float) (weight * even[p]);
            bank[at + filters] = (float) (weight * odd[p]);
          }
        }
      }
    }
    return bank;
  }

  /** One kernel, {@code [y * KERNEL + x]}, of zero mean and unit sum of absolute values. */
  private static double[] kernel(int orientation, double phase) {
    double angle = Math.PI * orientation / ORIENTATIONS;
    double[] kernel = new double[KERNEL * KERNEL];
    double mean = 0;
    for (int p = 0; p < kernel.length; p++) {
      double x = p % KERNEL - KERNEL / 2;
      double y = p / KERNEL - KERNEL / 2;
      double along = x * Math.cos(angle) + y * Math.sin(angle);
      double envelope = Math.exp(-(x * x + y * y) / (2 * ENVELOPE_SD_PX * ENVELOPE_SD_PX));
      kernel[p] = envelope * Math.cos(2 * Math.PI * along / WAVELENGTH_PX - phase);
      mean += kernel[p] / kernel.length;
    }
    double sum = 0;
    for (int p = 0; p < kernel.length; p++) {
      kernel[p] -= mean;
      sum += Math.abs(kernel[p]);
    }
    for (int p = 0; p < kernel.length; p++) kernel[p] /= sum;
    return kernel;
  }
}
