// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import com.google.gson.JsonObject;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.InverseSettings;
import org.voxel2pixel.projection.ProjectionRule;

/**
 * Every number of a Brain2Pix network and its training. A preset is such a record, frozen by name;
 * its values go to {@code config.json} and can be overridden one by one.
 *
 * @param preset name of the preset that the values started from
 * @param generatorFilters channels after each stride-2 convolution of the U-Net's way down
 * @param discriminatorFilters channels of the PatchGAN's convolutions before its last
 * @param leakSlope slope of the leaky ReLU below zero
 * @param weightSd standard deviation of the normal initial weights (and of gamma around 1)
 * @param batchNormKeep share of the old moving statistics kept at each step (MXNet's "momentum")
 * @param batchNormEpsilon added to the variance in batch normalisation
 * @param adversarialWeight weight of the adversarial loss in the generator's sum
 * @param pixelWeight weight of the mean absolute error of pixels in [0, 1]
 * @param featureWeight weight of the mean absolute error of the comparator's features
 * @param comparator the network or bank whose features the feature loss compares, with its layers
 *     and options: see {@link org.voxel2pixel.model.comparator.Comparator#named}
 * @param weights file of the comparator's weights, or folder to look for them in; empty for the
 *     usual folders
 * @param learningRate Adam's step size, the same for both networks
 * @param beta1 Adam's first-moment decay
 * @param beta2 Adam's second-moment decay
 * @param adamEpsilon Adam's epsilon
 * @param decayFrom share of the training, 0 to 1, after which the step size falls linearly to 0; 1
 *     never
 * @param batchSize examples a step
 * @param epochs passes over the training examples
 * @param historyCapacity generated images that the history buffer holds
 * @param projection how voxels become RFSimages, one of {@link Brain2PixProjection#LABELS}
 * @param gaussianWeighting "mean" or "sum" of the voxels on a pixel; of the gaussian projection
 * @param fieldCutSigmas distance in sigmas beyond which a field is 0, 1.5 to 6; of the gaussian and
 *     the inverse projection
 * @param inverseLambda strength of the regularisation in mean eigenvalues; of the inverse
 *     projection
 * @param learnedWeightSd standard deviation of a learned projection's initial weights; 0 begins as
 *     the fixed projection, {@link LearnedProjection#RELEASED_WEIGHT_SD} is the released code's
 */
public record Brain2PixSettings(
    String preset,
    List<Integer> generatorFilters,
    List<Integer> discriminatorFilters,
    double leakSlope,
    double weightSd,
    double batchNormKeep,
    double batchNormEpsilon,
    double adversarialWeight,
    double pixelWeight,
    double featureWeight,
    String comparator,
    String weights,
    double learningRate,
    double beta1,
    double beta2,
    double adamEpsilon,
    double decayFrom,
    int batchSize,
    int epochs,
    int historyCapacity,
    String projection,
    String gaussianWeighting,
    double fieldCutSigmas,
    double inverseLambda,
    double learnedWeightSd) {

  /** The presets by name. */
  public static final List<String> PRESETS = List.of("released", "quick");

  /** What models have not that were written before there was a choice of it. */
  private static final List<String> LATER_SETTINGS =
      List.of(
          "weights",
          "projection",
          "gaussianWeighting",
          "fieldCutSigmas",
          "inverseLambda",
          "learnedWeightSd");

  public Brain2PixSettings {
    generatorFilters = List.copyOf(generatorFilters);
    discriminatorFilters = List.copyOf(discriminatorFilters);
    requireFilters("generatorFilters", generatorFilters, 2);
    requireFilters("discriminatorFilters", discriminatorFilters, 2);
    require("leakSlope", leakSlope >= 0 && leakSlope < 1, "in [0, 1)", leakSlope);
    require("weightSd", weightSd > 0, "> 0", weightSd);
    require("batchNormKeep", batchNormKeep >= 0 && batchNormKeep < 1, "in [0, 1)", batchNormKeep);
    require("batchNormEpsilon", batchNormEpsilon > 0, "> 0", batchNormEpsilon);
    require("adversarialWeight", adversarialWeight >= 0, ">= 0", adversarialWeight);
    require("pixelWeight", pixelWeight >= 0, ">= 0", pixelWeight);
    require("featureWeight", featureWeight >= 0, ">= 0", featureWeight);
    require("learningRate", learningRate > 0, "> 0", learningRate);
    require("beta1", beta1 >= 0 && beta1 < 1, "in [0, 1)", beta1);
    require("beta2", beta2 >= 0 && beta2 < 1, "in [0, 1)", beta2);
    require("adamEpsilon", adamEpsilon > 0, "> 0", adamEpsilon);
    require("decayFrom", decayFrom >= 0 && decayFrom <= 1, "in [0, 1]", decayFrom);
    require("batchSize", batchSize >= 1, ">= 1", batchSize);
    require("epochs", epochs >= 1, ">= 1", epochs);
    require("historyCapacity", historyCapacity >= 1, ">= 1", historyCapacity);
    Brain2PixProjection.named(projection);
    require(
        "gaussianWeighting",
        List.of("mean", "sum").contains(gaussianWeighting),
        "mean or sum",
        gaussianWeighting);
    gaussian(gaussianWeighting, fieldCutSigmas);
    new InverseSettings(inverseLambda, fieldCutSigmas);
    boolean sd = learnedWeightSd >= 0 && learnedWeightSd < Double.POSITIVE_INFINITY;
    require("learnedWeightSd", sd, "0 or more", learnedWeightSd);
  }

  /**
   * The settings that a model was trained with. Those written before there was a choice of
   * projection have the fixed one.
   *
   * @param where the file they came from, for the error
   */
  public static Brain2PixSettings read(JsonObject stored, Object where) {
    JsonObject whole = stored.deepCopy();
    JsonObject defaults = SettingsJson.of(released());
    for (String name : LATER_SETTINGS) {
      if (!whole.has(name)) whole.add(name, defaults.get(name));
    }
    return SettingsJson.read(whole, Brain2PixSettings.class, where);
  }

  /** How voxels become RFSimages. */
  public Brain2PixProjection kind() {
    return Brain2PixProjection.named(projection);
  }

  /** How the operator is made that paints RFSimages, or that the learned projection starts from. */
  public ProjectionRule projectionRule() {
    return kind().rule(this);
  }

  GaussianSettings gaussian() {
    return gaussian(gaussianWeighting, fieldCutSigmas);
  }

  private static GaussianSettings gaussian(String weighting, double cutSigmas) {
    GaussianSettings usual =
        weighting.equals("sum") ? GaussianSettings.sum() : GaussianSettings.mean();
    return new GaussianSettings(usual.weighting(), cutSigmas, usual.minWeight());
  }

  InverseSettings inverse() {
    return new InverseSettings(inverseLambda, fieldCutSigmas);
  }

  /**
   * The authors' code: layers of neuralcodinglab/brain2pix {@code generator_vgg.py} and {@code
   * discriminator.py}, losses 1, 1 and 100, Adam 2e-4 with beta1 0.5, batch 8. Epochs: 50, as in
   * their size study (their main script says 1000 as an upper limit). We differ in the comparator:
   * theirs is VGG-19 to conv4_2 on RGB in [0, 1], {@code vgg19:conv4_2:unit}, whose weights are not
   * ours to ship; {@link org.voxel2pixel.model.comparator.GaborEnergy} stands in for it. On the
   * pixels that its weights were trained on, VGG's features are larger, and the loss' weight of 100
   * no longer means what it did.
   */
  public static Brain2PixSettings released() {
    return new Brain2PixSettings(
        "released",
        List.of(64, 128, 256, 512, 512),
        List.of(64, 128, 256, 512),
        0.2,
        0.02,
        0.1,
        1e-5,
        1,
        1,
        100,
        "gabor",
        "",
        2e-4,
        0.5,
        0.999,
        1e-8,
        1,
        8,
        50,
        50,
        "fixed",
        "mean",
        3,
        3,
        0);
  }

  /**
   * A small network that a laptop's processor trains in minutes, for subjects with a few thousand
   * examples: four levels instead of five, a fraction of the channels, and slow moving statistics.
   * With so few examples the released weights make the network paint noise as texture, and many
   * epochs learn it by heart; so the adversarial loss weighs little, and a few epochs at a higher
   * step size, which then falls to 0, are all.
   */
  public static Brain2PixSettings quick() {
    return new Brain2PixSettings(
        "quick",
        List.of(32, 64, 96, 128),
        List.of(24, 48, 96),
        0.2,
        0.02,
        0.9,
        1e-5,
        0.0005,
        1,
        1,
        "gabor",
        "",
        1e-3,
        0.5,
        0.999,
        1e-8,
        0.2,
        16,
        5,
        50,
        "fixed",
        "mean",
        3,
        3,
        0);
  }

  /**
   * Adam's step size at a step: {@code learningRate} until {@code decayFrom * steps}, from there on
   * {@code learningRate * (steps - step) / (steps - decayFrom * steps)}.
   *
   * @param step steps made before this one
   * @param steps steps of the whole training
   */
  public double learningRateAt(long step, long steps) {
    double from = decayFrom * steps;
    return step < from || from == steps
        ? learningRate
        : learningRate * Math.max(0, (steps - step) / (steps - from));
  }

  /** The preset of that name. */
  public static Brain2PixSettings named(String preset) {
    return switch (preset) {
      case "released" -> released();
      case "quick" -> quick();
      default ->
          throw new BadInputException(
              "preset", "one of " + PRESETS, "'" + preset + "'", "choose one of them");
    };
  }

  private static void requireFilters(String name, List<Integer> filters, int least) {
    require(name, filters.size() >= least, "at least " + least + " numbers", filters);
    require(name, filters.stream().allMatch(f -> f >= 1), "numbers >= 1", filters);
  }

  private static void require(String name, boolean holds, String expected, Object found) {
    if (!holds) {
      throw new BadInputException(name, expected, String.valueOf(found), "correct this value");
    }
  }
}
