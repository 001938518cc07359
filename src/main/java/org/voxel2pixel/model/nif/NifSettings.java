// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.signal.LagWindow;

/**
 * Every number of a neural information flow network and its training. A preset is such a record;
 * its values can be overridden one by one.
 *
 * @param preset name of the preset that the values started from
 * @param inputSidePx frames are averaged over areas until neither side has more pixels
 * @param firstLag volumes from the latest frame that a response sees to the response itself, 0 or
 *     more
 * @param lagCount frames that a response sees, one a volume: those of {@code t - firstLag} back to
 *     {@code t - firstLag - lagCount + 1}
 * @param channels channels of each region's convolution, in the regions' order; at least as many
 *     numbers as regions
 * @param poolPx side of the windows over which each region's layer is averaged, 1 (not at all) or
 *     2, in the regions' order; at least as many numbers as regions
 * @param kernelPx side of the convolutions' kernels, odd
 * @param kernels whether a kernel may be lopsided
 * @param nonlinearity after each convolution
 * @param rank spatial maps whose sum is a voxel's receptive field, 1 to 4
 * @param learningRate Adam's step size of all but the maps
 * @param mapLearningRate Adam's step size of the spatial maps, before their softmax
 * @param beta1 Adam's first-moment decay
 * @param beta2 Adam's second-moment decay
 * @param adamEpsilon Adam's epsilon
 * @param decayFrom share of the training, 0 to 1, after which the step sizes fall linearly to 0; 1
 *     never
 * @param batchSize responses a step
 * @param neighbours responses of neighbouring volumes that a batch takes together, so that the
 *     frames that they share are convolved once; divides batchSize
 * @param epochs passes over the training responses, at least
 * @param leastSteps of training; there are so many more passes as this takes
 * @param heldOutShare share of each run, at its end, that is held out to measure the prediction; in
 *     (0, 0.5]
 * @param mapPower of the map whose moments are a field's centre and size, 1 to 4 ({@link
 *     VoxelMaps})
 * @param centre which point of a map is its field's centre
 * @param seed of the initial weights and of the order of the responses
 */
public record NifSettings(
    String preset,
    int inputSidePx,
    int firstLag,
    int lagCount,
    List<Integer> channels,
    List<Integer> poolPx,
    int kernelPx,
    Kernels kernels,
    Nonlinearity nonlinearity,
    int rank,
    double learningRate,
    double mapLearningRate,
    double beta1,
    double beta2,
    double adamEpsilon,
    double decayFrom,
    int batchSize,
    int neighbours,
    int epochs,
    int leastSteps,
    double heldOutShare,
    double mapPower,
    FieldCentre centre,
    long seed) {

  /** What follows a convolution. */
  public enum Nonlinearity {
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code max(x, 0)}. */
    RELU
  }

  /** What a convolution's kernels may be. */
  public enum Kernels {
    /** Any; lopsided ones shift all fields of a region alike, and those of later regions. */
    FREE,
    /**
     * The same when turned by half a turn, as bars of any direction are, but no edges: {@code (w(y,
     * x) + w(-y, -x)) / 2} of free weights. They shift nothing.
     */
    POINT_SYMMETRIC
  }

  /** The presets by name. */
  public static final List<String> PRESETS = List.of("standard", "quick");

  public NifSettings {
    channels = List.copyOf(channels);
    poolPx = List.copyOf(poolPx);
    require("inputSidePx", inputSidePx >= 4, ">= 4", inputSidePx);
    require("firstLag", firstLag >= 0, ">= 0", firstLag);
    require("lagCount", lagCount >= 1, ">= 1", lagCount);
    require(
        "channels",
        !channels.isEmpty() && channels.stream().allMatch(c -> c >= 1),
        "at least one number, all >= 1",
        channels);
    require(
        "poolPx",
        !poolPx.isEmpty() && poolPx.stream().allMatch(p -> p == 1 || p == 2),
        "at least one number, all 1 or 2",
        poolPx);
    require("kernels", kernels != null, "one of " + List.of(Kernels.values()), kernels);
    require("kernelPx", kernelPx >= 1 && kernelPx % 2 == 1, "odd and >= 1", kernelPx);
    require(
        "nonlinearity",
        nonlinearity != null,
        "one of " + List.of(Nonlinearity.values()),
        nonlinearity);
    require("mapPower", mapPower >= 1 && mapPower <= 4, "1 to 4", mapPower);
    require("centre", centre != null, "one of " + List.of(FieldCentre.values()), centre);
    require("rank", rank >= 1 && rank <= 4, "1 to 4", rank);
    require("learningRate", learningRate > 0, "> 0", learningRate);
    require("mapLearningRate", mapLearningRate > 0, "> 0", mapLearningRate);
    require("beta1", beta1 >= 0 && beta1 < 1, "in [0, 1)", beta1);
    require("beta2", beta2 >= 0 && beta2 < 1, "in [0, 1)", beta2);
    require("adamEpsilon", adamEpsilon > 0, "> 0", adamEpsilon);
    require("batchSize", batchSize >= 1, ">= 1", batchSize);
    require("decayFrom", decayFrom >= 0 && decayFrom <= 1, "in [0, 1]", decayFrom);
    require(
        "neighbours",
        neighbours >= 1 && batchSize % neighbours == 0,
        ">= 1 and a divisor of batchSize " + batchSize,
        neighbours);
    require("epochs", epochs >= 1, ">= 1", epochs);
    require("leastSteps", leastSteps >= 1, ">= 1", leastSteps);
    require("heldOutShare", heldOutShare > 0 && heldOutShare <= 0.5, "in (0, 0.5]", heldOutShare);
  }

  /**
   * For an experiment of hours. Input of 112 px: the name of the centres' file that Brain2Pix reads
   * ({@code save_brainRF.py} of neuralcodinglab/brain2pix). Frames 4 to 8 volumes before a
   * response: the lags of Brain2Pix (Le et al. 2022, 2.8 to 5.6 s at a TR of 0.7 s). Six channels,
   * 3 x 3 kernels, sigmoid, pooling after each layer, rank 2: the authors' demo ({@code args.py},
   * {@code train_model.py} of seelikat/basicNIF). The demo's 15 epochs; its batch of 3 is 32 here,
   * for speed. 10 % held out. Three regions or more: a layer each, up to six. Ours, by trial on a
   * synthetic subject: symmetric kernels, step sizes, of which the maps need the larger one, that
   * fall in the second half, at least 3000 steps, and the moments of squared maps. Adam's epsilon
   * is 1e-10 since the gradient of one voxel's map is small where thousands of voxels share the
   * mean.
   */
  public static NifSettings standard() {
    return new NifSettings(
        "standard",
        112,
        4,
        5,
        List.of(6, 6, 6, 6, 6, 6),
        List.of(2, 2, 2, 2, 2, 2),
        3,
        Kernels.POINT_SYMMETRIC,
        Nonlinearity.SIGMOID,
        2,
        3e-3,
        1e-2,
        0.9,
        0.999,
        1e-10,
        0.5,
        32,
        8,
        15,
        3000,
        0.1,
        2,
        FieldCentre.CENTRE_OF_MASS,
        1);
  }

  /**
   * For an hour of film and a laptop: 48 px, pooled in the first layer alone, one map a voxel, the
   * demo's step size of 0.01 and a larger one of the maps; rectified channels, which learn in fewer
   * steps than sigmoid ones; 10 epochs, at least 1000 steps. The rest as in {@link #standard}.
   */
  public static NifSettings quick() {
    return new NifSettings(
        "quick",
        48,
        4,
        5,
        List.of(6, 6, 6, 6, 6, 6),
        List.of(2, 1, 1, 1, 1, 1),
        3,
        Kernels.POINT_SYMMETRIC,
        Nonlinearity.RELU,
        1,
        1e-2,
        3e-2,
        0.9,
        0.999,
        1e-10,
        0.5,
        32,
        8,
        10,
        1000,
        0.1,
        2,
        FieldCentre.CENTRE_OF_MASS,
        1);
  }

  /** The preset of that name. */
  public static NifSettings named(String preset) {
    return switch (preset) {
      case "standard" -> standard();
      case "quick" -> quick();
      default ->
          throw new BadInputException(
              "preset", "one of " + PRESETS, "'" + preset + "'", "choose one of them");
    };
  }

  /** The same for responses that see the frames of a lag window. */
  public NifSettings withLags(LagWindow lags) {
    return SettingsJson.override(
        this, Map.of("firstLag", lags.first() + "", "lagCount", lags.count() + ""));
  }

  /** The same with another seed. */
  public NifSettings withSeed(long other) {
    return SettingsJson.override(this, Map.of("seed", other + ""));
  }

  /** Volumes from a response back to the earliest frame that it sees. */
  int reach() {
    return firstLag + lagCount - 1;
  }

  private static void require(String name, boolean holds, String expected, Object found) {
    if (!holds) {
      throw new BadInputException(name, expected, String.valueOf(found), "correct this value");
    }
  }
}
