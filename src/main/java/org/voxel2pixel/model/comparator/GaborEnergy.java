// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Resize;

/**
 * A fixed bank of Gabor energies at several scales, the classic model of complex cells, pooled
 * twice: no weights to download, the same on every machine.
 *
 * <p>Three opponent channels, each of unit gain for gray or for its own axis: luminance {@code
 * (R+G+B)/3}, red-green {@code R-G}, blue-yellow {@code B-(R+G)/2}. At scale {@code s = 0, 1, 2}
 * the channels are averaged over {@code 2^s x 2^s} pixels, then filtered by quadrature pairs of
 * wavelength 4 pixels, envelope SD 2 pixels, 9 x 9 kernels, at {@value #ORIENTATIONS} orientations:
 *
 * <pre>
 *   g_even = exp(-(x^2 + y^2) / (2 sd^2)) cos(2 pi x' / wavelength) - mean,   g_odd with sin
 *   energy = sqrt((image * g_even)^2 + (image * g_odd)^2 + 1e-4)
 *   pool1  = mean of energy over 2 x 2 places,   pool2 = mean of pool1 over 2 x 2
 * </pre>
 *
 * with {@code x' = x cos(angle) + y sin(angle)}, each kernel scaled so that its absolute values sum
 * to 1. Energy after Adelson and Bergen (1985), J. Opt. Soc. Am. A 2:284, equation for spatial
 * energy; colour as in opponent-channel models; the energy does not change with the phase of a
 * grating, its pools less and less with the place of a contour.
 *
 * <p>Layers {@code scale0/energy}, {@code scale0/pool1}, {@code scale0/pool2}, {@code
 * scale1/energy} and so on, {@code [B][H/2^(s+p)][W/2^(s+p)][channel * orientation]} after p pools.
 * Scales at which an image side would fall below 9 pixels are left out.
 */
public final class GaborEnergy implements Comparator {
  static final String NAME = "gabor";
  static final int ORIENTATIONS = 4;

  /** Of one scale. */
  private static final List<String> STAGES = List.of("energy", "pool1", "pool2");

  private static final int SCALES = 3;
  private static final int KERNEL = 9;
  private static final double WAVELENGTH_PX = 4;
  private static final double ENVELOPE_SD_PX = 2;
  private static final float FLOOR = 1e-4f;
  private static final int RGB = 3;
  private static final int OPPONENTS = 3;
  private static final List<String> USUAL = all();
  private static final List<Long> HALVE = List.of(1L, 2L, 2L, 1L);

  /** {@code [rgb][opponent]}, the channels' weights. */
  private static final float[] OPPONENT_WEIGHTS = {
    1 / 3f, 1f, -0.5f, // red to luminance, red-green, blue-yellow
    1 / 3f, -1f, -0.5f, // green
    1 / 3f, 0f, 1f // blue
  };

  private final List<String> layers;
  private final Asked asked;

  /** Who chose the layers. */
  private enum Asked {
    BY_NAME,
    AS_USUAL
  }

  private GaborEnergy(List<String> layers, Asked asked) {
    this.layers = List.copyOf(layers);
    this.asked = asked;
  }

  /**
   * The bank that a setting names; its layers come in the bank's order.
   *
   * @throws BadInputException if it asks for unknown layers, for options or for weights
   */
  static GaborEnergy of(ComparatorSpec spec, String weights) {
    if (spec.pixels() != ComparatorSpec.Pixels.OF_THE_WEIGHTS
        || spec.grid() != Resize.Grid.ALIGNED_CORNERS) {
      throw ComparatorSpec.refused("no options for " + NAME, "unit or edges");
    }
    if (!weights.isBlank()) {
      throw new BadInputException(
          "weights",
          "none, since comparator " + NAME + " has none",
          "'" + weights + "'",
          "leave them out, or choose the comparator that they belong to");
    }
    List<String> wanted = spec.layersOr(USUAL, all());
    return new GaborEnergy(
        all().stream().filter(wanted::contains).toList(),
        spec.layers().isEmpty() ? Asked.AS_USUAL : Asked.BY_NAME);
  }

  private static List<String> all() {
    return IntStream.range(0, SCALES)
        .boxed()
        .flatMap(s -> STAGES.stream().map(stage -> layer(s, stage)))
        .toList();
  }

  private static String layer(int scale, String stage) {
    return "scale" + scale + "/" + stage;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> layers() {
    return layers;
  }

  @Override
  public String description() {
    return asked == Asked.AS_USUAL ? NAME + " (all layers)" : Comparator.super.description();
  }

  /**
   * {@inheritDoc}
   *
   * @throws BadInputException if the images are too small for a layer that was asked for by name
   */
  @Override
  public List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images) {
    Map<String, Operand<TFloat32>> built = build(scope.tf(), images);
    List<String> there = layers.stream().filter(built::containsKey).toList();
    if (asked == Asked.BY_NAME && there.size() < layers.size()) {
      throw new BadInputException(
          "comparator",
          "layers that images of "
              + images.shape().get(2)
              + " x "
              + images.shape().get(1)
              + " px are large enough for: "
              + built.keySet(),
          String.valueOf(layers),
          "leave out the others, or take larger images");
    }
    return there.stream().map(built::get).toList();
  }

  private static Map<String, Operand<TFloat32>> build(Ops tf, Operand<TFloat32> images) {
    int filters = OPPONENTS * ORIENTATIONS;
    Operand<TFloat32> bank =
        tf.constant(Shape.of(KERNEL, KERNEL, RGB, 2L * filters), DataBuffers.of(bank()));
    Map<String, Operand<TFloat32>> built = new LinkedHashMap<>();
    Operand<TFloat32> x = images;
    for (int scale = 0; scale < SCALES; scale++) {
      if (scale > 0) x = halved(tf, x);
      if (Math.min(x.shape().get(1), x.shape().get(2)) < KERNEL) break;
      Operand<TFloat32> y = energy(tf, x, bank);
      for (String stage : STAGES) {
        built.put(layer(scale, stage), y);
        y = halved(tf, y);
      }
    }
    return built;
  }

  private static Operand<TFloat32> energy(Ops tf, Operand<TFloat32> x, Operand<TFloat32> bank) {
    int filters = OPPONENTS * ORIENTATIONS;
    Operand<TFloat32> pairs = tf.nn.conv2d(x, bank, List.of(1L, 1L, 1L, 1L), "SAME");
    Operand<TFloat32> squares = tf.math.square(pairs);
    Operand<TFloat32> even = channels(tf, squares, 0, filters);
    Operand<TFloat32> odd = channels(tf, squares, filters, filters);
    return tf.math.sqrt(tf.math.add(tf.math.add(even, odd), tf.constant(FLOOR)));
  }

  /** Means of 2 x 2 places; an odd last row or column is left out. */
  private static Operand<TFloat32> halved(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, HALVE, HALVE, "VALID");
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
