// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.Reconstructor;

/**
 * Ridge regression from responses to pixels, one penalty for all pixels. Holds the inputs once (4
 * bytes a number), a square matrix of the smaller of examples and inputs three times (8 bytes), and
 * the targets (8 bytes); if every target is gray, one number a pixel.
 */
public final class RidgeRegression implements Reconstructor {
  private static final int RGB = 3;

  /** The penalty is chosen on at most so many numbers of the images, evenly spread. */
  private static final int VALUES_TO_CHOOSE_BY = 1024;

  private final RidgeSettings settings;

  public RidgeRegression(RidgeSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws BadInputException if there are fewer than 3 examples, if no input varies, if no two
   *     groups can be told apart to choose a penalty, or if it does not fit into memory
   */
  @Override
  public RidgeModel fit(ExampleSource training, int[] groups, Progress progress) {
    if (groups.length != training.count()) {
      throw new IllegalArgumentException(
          "groups must be " + training.count() + ", were " + groups.length);
    }
    requireEnough(training);
    requireMemory(training, Runtime.getRuntime().maxMemory());
    float[][] z = inputs(training, progress);
    StandardScale scale = StandardScale.of(z);
    if (scale.varyingCount() == 0) {
      throw new BadInputException(
          "ridge", "responses that vary", "the same in all training examples", "check the dataset");
    }
    for (float[] row : z) scale.apply(row);
    PrincipalInputs inputs = PrincipalInputs.of(z, progress);
    DMatrixRMaj targets = targets(training, progress);
    float[] meanImage = centre(targets);
    PenaltyChoice choice =
        PenaltyChoice.of(inputs, scale.varyingCount(), someOf(targets), groups, settings, progress);
    double penalty = choice.lambda() * scale.varyingCount();
    float[][] loadings = loadings(inputs, penalty, targets);
    tell(choice, progress);
    return new RidgeModel(
        scale, inputs.axes(), loadings, meanImage, choice.lambda(), training.targetLength());
  }

  private static void tell(PenaltyChoice choice, Progress progress) {
    String end = choice.atTheEnd() ? ", the end of the penalties: try others" : "";
    progress.report("ridge penalty " + choice.lambda() + end, 1, 1);
  }

  /** What a fit will take, in words. */
  public String estimate(ExampleSource training) {
    return String.format(
        Locale.ROOT,
        "ridge: %d training examples of %d inputs, %d numbers an image, about %.0f MB; penalties %s",
        training.count(),
        training.inputLength(),
        training.targetLength(),
        bytes(training) / 1e6,
        Arrays.toString(settings.lambdas()));
  }

  private static void requireEnough(ExampleSource training) {
    if (training.count() >= 3) return;
    throw new BadInputException(
        "ridge", "at least 3 training examples", training.count() + "", "take in more runs");
  }

  private static double bytes(ExampleSource training) {
    double n = training.count();
    double inputs = training.inputLength();
    double smaller = Math.min(n, inputs);
    double axes = smaller * inputs * (Float.BYTES + Double.BYTES);
    double targets = (n * Double.BYTES + 2 * smaller * Double.BYTES) * training.targetLength();
    return n * inputs * Float.BYTES + 3 * smaller * smaller * Double.BYTES + axes + targets;
  }

  static void requireMemory(ExampleSource training, long availableBytes) {
    if (bytes(training) < 0.9 * availableBytes) return;
    throw new BadInputException(
        "ridge",
        String.format(Locale.ROOT, "%.1f GB of memory", bytes(training) / 1e9),
        String.format(Locale.ROOT, "%.1f GB", availableBytes / 1e9),
        "give Java more (-Xmx), or prepare fewer samples, voxels or pixels");
  }

  private static float[][] inputs(ExampleSource training, Progress progress) {
    float[][] rows = new float[training.count()][training.inputLength()];
    for (int i = 0; i < rows.length; i++) {
      progress.checkCancelled();
      progress.report("reading responses", i, rows.length);
      training.readInput(i, rows[i], 0);
    }
    return rows;
  }

  /** {@code [example][value]}: one value a pixel if all images are gray, else three. */
  private static DMatrixRMaj targets(ExampleSource training, Progress progress) {
    int values = training.targetLength();
    float[] image = new float[values];
    boolean gray = true;
    for (int i = 0; gray && i < training.count(); i++) {
      progress.checkCancelled();
      training.readTarget(i, image, 0);
      for (int v = 0; gray && v < values; v += RGB) {
        gray = image[v] == image[v + 1] && image[v] == image[v + 2];
      }
    }
    int step = gray ? RGB : 1;
    DMatrixRMaj targets = new DMatrixRMaj(training.count(), values / step);
    for (int i = 0; i < training.count(); i++) {
      progress.checkCancelled();
      progress.report("reading images", i, training.count());
      training.readTarget(i, image, 0);
      for (int v = 0; v < targets.numCols; v++) targets.set(i, v, image[v * step]);
    }
    return targets;
  }

  private static float[] centre(DMatrixRMaj targets) {
    float[] mean = new float[targets.numCols];
    for (int v = 0; v < mean.length; v++) {
      double sum = 0;
      for (int i = 0; i < targets.numRows; i++) sum += targets.get(i, v);
      mean[v] = (float) (sum / targets.numRows);
      for (int i = 0; i < targets.numRows; i++) targets.add(i, v, -mean[v]);
    }
    return mean;
  }

  private static DMatrixRMaj someOf(DMatrixRMaj targets) {
    if (targets.numCols <= VALUES_TO_CHOOSE_BY) return targets;
    DMatrixRMaj some = new DMatrixRMaj(targets.numRows, VALUES_TO_CHOOSE_BY);
    for (int v = 0; v < VALUES_TO_CHOOSE_BY; v++) {
      int from = (int) ((long) v * targets.numCols / VALUES_TO_CHOOSE_BY);
      for (int i = 0; i < targets.numRows; i++) some.set(i, v, targets.get(i, from));
    }
    return some;
  }

  /** {@code diag(s / (s² + λp)) U'Y}, so that {@code W = V loadings}. */
  private static float[][] loadings(PrincipalInputs inputs, double penalty, DMatrixRMaj targets) {
    DMatrixRMaj projected = new DMatrixRMaj(inputs.scores().numCols, targets.numCols);
    CommonOps_DDRM.multTransA(inputs.scores(), targets, projected);
    float[][] loadings = new float[projected.numRows][projected.numCols];
    for (int k = 0; k < loadings.length; k++) {
      double variance = inputs.variances()[k];
      double weight = Math.sqrt(variance) / (variance + penalty);
      for (int v = 0; v < loadings[k].length; v++) {
        loadings[k][v] = (float) (weight * projected.get(k, v));
      }
    }
    return loadings;
  }
}
