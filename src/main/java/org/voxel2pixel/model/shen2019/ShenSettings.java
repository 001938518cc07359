// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Every number of a Shen 2019 network and its training. A preset is such a record, frozen by name;
 * its values go to {@code config.json} and can be overridden one by one.
 *
 * @param preset name of the preset that the values started from
 * @param imagePx side of the square frames of the dataset
 * @param cropPx side of what is cropped out of a frame at random, and of a reconstruction
 * @param meanBgr mean of blue, green, red, 0..255, subtracted from images
 * @param denseWidths units of the generator's dense layers; the last is the first map, flat
 * @param firstMapPx side of the generator's first map
 * @param generatorFilters channels of each transposed convolution; the last is 3, the image
 * @param generatorStrides stride of each: 2 doubles the map (4 x 4 kernel), 1 refines it (3 x 3)
 * @param leakSlope slope of the generator's leaky ReLU below zero
 * @param denseCoefficient of the initial weights of the generator's dense layers, see {@link
 *     org.voxel2pixel.nn.graph.Initializer#heNormal(double)}
 * @param doublingCoefficient the same of its stride-2 layers
 * @param refiningCoefficient the same of its stride-1 layers
 * @param discriminatorFilters channels of each convolution of the discriminator
 * @param discriminatorKernels their kernels' sides
 * @param discriminatorStrides their strides
 * @param discriminatorCoefficients the same as above, of each of them
 * @param discriminatorWidth units of the discriminator's dense layer
 * @param discriminatorDenseCoefficient the same as above, of its two dense layers
 * @param dropoutRate share of units dropped before each of its two dense layers
 * @param imageWeight weight of the pixels' loss, {@code sum of squares / (2 batch)} at 0..255
 * @param featureWeight weight of the features' loss, {@code sum of squares / (2 batch)}
 * @param adversarialWeight weight of the generator's adversarial loss
 * @param discriminatorWeight weight of each of the discriminator's two losses
 * @param comparator name of the network or bank whose features the feature loss compares, with
 *     layers and options; see {@link org.voxel2pixel.model.comparator.Comparator#named}
 * @param weights path of the comparator's weights file or folder; empty for the usual folders
 * @param learningRate Adam's step size at first, the same for both networks
 * @param rateHalvings updates of a network after which its step size is halved, ascending
 * @param beta1 Adam's first-moment decay
 * @param beta2 Adam's second-moment decay
 * @param adamEpsilon Adam's epsilon
 * @param weightDecay L2 decay of all the discriminator's weights and biases, added to the gradient
 * @param balance when a network pauses
 * @param balanceThresholds of the ratio of losses, ascending; see {@link BalanceRule}
 * @param batchSize examples a step
 * @param steps steps of the whole training
 */
public record ShenSettings(
    String preset,
    int imagePx,
    int cropPx,
    List<Double> meanBgr,
    List<Integer> denseWidths,
    int firstMapPx,
    List<Integer> generatorFilters,
    List<Integer> generatorStrides,
    double leakSlope,
    double denseCoefficient,
    double doublingCoefficient,
    double refiningCoefficient,
    List<Integer> discriminatorFilters,
    List<Integer> discriminatorKernels,
    List<Integer> discriminatorStrides,
    List<Double> discriminatorCoefficients,
    int discriminatorWidth,
    double discriminatorDenseCoefficient,
    double dropoutRate,
    double imageWeight,
    double featureWeight,
    double adversarialWeight,
    double discriminatorWeight,
    String comparator,
    String weights,
    double learningRate,
    List<Integer> rateHalvings,
    double beta1,
    double beta2,
    double adamEpsilon,
    double weightDecay,
    BalanceRule balance,
    List<Double> balanceThresholds,
    int batchSize,
    int steps) {

  /** The presets by name. */
  public static final List<String> PRESETS = List.of("paper", "released", "quick");

  /** Channels of an image. */
  static final int RGB = 3;

  /** Updates are counted in a float32 variable, which is exact up to here. */
  private static final int MOST_STEPS = 1 << 24;

  public ShenSettings {
    meanBgr = List.copyOf(meanBgr);
    denseWidths = List.copyOf(denseWidths);
    generatorFilters = List.copyOf(generatorFilters);
    generatorStrides = List.copyOf(generatorStrides);
    discriminatorFilters = List.copyOf(discriminatorFilters);
    discriminatorKernels = List.copyOf(discriminatorKernels);
    discriminatorStrides = List.copyOf(discriminatorStrides);
    discriminatorCoefficients = List.copyOf(discriminatorCoefficients);
    rateHalvings = List.copyOf(rateHalvings);
    balanceThresholds = List.copyOf(balanceThresholds);
    requireImages(imagePx, cropPx, meanBgr);
    requireGenerator(denseWidths, firstMapPx, generatorFilters, generatorStrides, cropPx);
    requireDiscriminator(
        cropPx,
        discriminatorFilters,
        discriminatorKernels,
        discriminatorStrides,
        discriminatorCoefficients);
    require("discriminatorWidth", discriminatorWidth >= 1, ">= 1", discriminatorWidth);
    require("leakSlope", leakSlope >= 0 && leakSlope < 1, "in [0, 1)", leakSlope);
    require("denseCoefficient", denseCoefficient > 0, "> 0", denseCoefficient);
    require("doublingCoefficient", doublingCoefficient > 0, "> 0", doublingCoefficient);
    require("refiningCoefficient", refiningCoefficient > 0, "> 0", refiningCoefficient);
    require(
        "discriminatorDenseCoefficient",
        discriminatorDenseCoefficient > 0,
        "> 0",
        discriminatorDenseCoefficient);
    require("dropoutRate", dropoutRate >= 0 && dropoutRate < 1, "in [0, 1)", dropoutRate);
    requireNotNegative("imageWeight", imageWeight);
    requireNotNegative("featureWeight", featureWeight);
    requireNotNegative("adversarialWeight", adversarialWeight);
    requireNotNegative("discriminatorWeight", discriminatorWeight);
    require("learningRate", learningRate > 0, "> 0", learningRate);
    require("rateHalvings", ascends(rateHalvings, 0), "numbers > 0, ascending", rateHalvings);
    require("beta1", beta1 >= 0 && beta1 < 1, "in [0, 1)", beta1);
    require("beta2", beta2 >= 0 && beta2 < 1, "in [0, 1)", beta2);
    require("adamEpsilon", adamEpsilon > 0, "> 0", adamEpsilon);
    requireNotNegative("weightDecay", weightDecay);
    requireBalance(balance, balanceThresholds);
    require("batchSize", batchSize >= 1, ">= 1", batchSize);
    require("steps", steps >= 1 && steps <= MOST_STEPS, "from 1 to " + MOST_STEPS, steps);
  }

  /** The preset of that name. */
  public static ShenSettings named(String preset) {
    return switch (preset) {
      case "paper" -> ShenPresets.paper();
      case "released" -> ShenPresets.released();
      case "quick" -> ShenPresets.quick();
      default ->
          throw new BadInputException(
              "preset", "one of " + PRESETS, "'" + preset + "'", "choose one of them");
    };
  }

  /** Side of what the generator's last layer gives, before the crop. */
  public int generatedPx() {
    return firstMapPx * generatorStrides.stream().reduce(1, (a, b) -> a * b);
  }

  /** Channels of the generator's first map. */
  public int firstMapChannels() {
    return denseWidths.get(denseWidths.size() - 1) / (firstMapPx * firstMapPx);
  }

  /** Numbers in one reconstruction, {@code [y][x][3]}. */
  public int reconstructionLength() {
    return cropPx * cropPx * RGB;
  }

  /**
   * Adam's step size: halved at each of {@link #rateHalvings} that has been reached. Each network
   * counts its own updates, as the two Caffe solvers do.
   *
   * @param updates of this network, made before this one
   */
  public double learningRateAt(long updates) {
    long halvings = rateHalvings.stream().filter(at -> updates >= at).count();
    return learningRate * Math.pow(0.5, halvings);
  }

  private static void requireImages(int imagePx, int cropPx, List<Double> meanBgr) {
    require("imagePx", imagePx >= 1, ">= 1", imagePx);
    require("cropPx", cropPx >= 1 && cropPx <= imagePx, "from 1 to imagePx " + imagePx, cropPx);
    boolean levels = meanBgr.size() == RGB && meanBgr.stream().allMatch(m -> m >= 0 && m <= 255);
    require("meanBgr", levels, "3 numbers in [0, 255]", meanBgr);
  }

  private static void requireGenerator(
      List<Integer> dense, int mapPx, List<Integer> filters, List<Integer> strides, int cropPx) {
    require("firstMapPx", mapPx >= 1 && mapPx <= cropPx, "from 1 to cropPx " + cropPx, mapPx);
    requirePositive("denseWidths", dense);
    boolean divides = dense.get(dense.size() - 1) % (mapPx * mapPx) == 0;
    require("denseWidths", divides, "a last number divisible by firstMapPx^2", dense);
    requirePositive("generatorFilters", filters);
    boolean image = filters.get(filters.size() - 1) == RGB;
    require("generatorFilters", image, "3 as the last number, for the image", filters);
    boolean known = strides.stream().allMatch(s -> s == 1 || s == 2);
    boolean fits = known && strides.size() == filters.size();
    require("generatorStrides", fits, "1 or 2 for each of " + filters, strides);
    long doublings = strides.stream().filter(s -> s == 2).count();
    long generatedPx = doublings < Integer.SIZE ? (long) mapPx << doublings : Long.MAX_VALUE;
    boolean inside = generatedPx >= cropPx && generatedPx <= 1 << 14;
    String expected = "an image of cropPx %d or more, 16384 or less".formatted(cropPx);
    require("generatorStrides", inside, expected, strides + " from firstMapPx " + mapPx);
  }

  private static void requireDiscriminator(
      int cropPx,
      List<Integer> filters,
      List<Integer> kernels,
      List<Integer> strides,
      List<Double> coefficients) {
    requirePositive("discriminatorFilters", filters);
    requirePositive("discriminatorKernels", kernels);
    requirePositive("discriminatorStrides", strides);
    String eachFilter = "one number for each of discriminatorFilters " + filters;
    require("discriminatorKernels", kernels.size() == filters.size(), eachFilter, kernels);
    require("discriminatorStrides", strides.size() == filters.size(), eachFilter, strides);
    boolean scaled =
        coefficients.size() == filters.size() && coefficients.stream().allMatch(c -> c > 0);
    require("discriminatorCoefficients", scaled, eachFilter + ", > 0", coefficients);
    int side = cropPx;
    for (int i = 0; i < filters.size(); i++) {
      require(
          "discriminatorKernels",
          kernels.get(i) <= side,
          "at most the %d px that are left of cropPx %d at convolution %d"
              .formatted(side, cropPx, i),
          kernels);
      side = (side - kernels.get(i)) / strides.get(i) + 1;
    }
  }

  private static void requireBalance(BalanceRule balance, List<Double> thresholds) {
    String rules = "one of " + Arrays.toString(BalanceRule.values());
    require("balance", balance != null, rules, "another word");
    boolean fits = thresholds.size() == balance.thresholdCount() && ascends(thresholds, 0);
    String expected = balance.thresholdCount() + " numbers > 0, ascending, for " + balance;
    require("balanceThresholds", fits, expected, thresholds);
  }

  private static boolean ascends(List<? extends Number> numbers, double above) {
    double last = above;
    for (Number number : numbers) {
      if (!(number.doubleValue() > last)) return false;
      last = number.doubleValue();
    }
    return true;
  }

  private static void requirePositive(String name, List<Integer> numbers) {
    boolean holds = !numbers.isEmpty() && numbers.stream().allMatch(n -> n >= 1);
    require(name, holds, "at least one number, each >= 1", numbers);
  }

  private static void requireNotNegative(String name, double value) {
    require(name, value >= 0, ">= 0", value);
  }

  private static void require(String name, boolean holds, String expected, Object found) {
    if (!holds) {
      throw new BadInputException(name, expected, String.valueOf(found), "correct this value");
    }
  }
}
