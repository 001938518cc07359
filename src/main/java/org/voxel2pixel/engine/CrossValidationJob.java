// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.CrossValidationFolds;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.Reconstructor;
import org.voxel2pixel.model.ResponseExamples;

/**
 * Fits a model once a fold, to the examples that are not held out, and reconstructs those that are.
 * Nothing of a held-out example reaches the fit.
 */
public final class CrossValidationJob {
  private final Dataset dataset;
  private final CrossValidationFolds folds;
  private final Reconstructor model;

  /**
   * Images in the order of {@link CrossValidationFolds#rows}, {@code [y][x][3]} each.
   *
   * @param presented 0 to 1
   * @param reconstructed as the model gives them, not clipped
   * @param meanImages the mean of the pictures that the image's fold learned from
   */
  public record HeldOut(
      List<float[]> presented, List<float[]> reconstructed, List<float[]> meanImages) {}

  /**
   * @param model name of a model; "ridge" or "shen2019"
   * @param overrides its settings replaced one by one, {@code name=value} apart by spaces
   * @param seed of what is random in the model
   */
  public CrossValidationJob(
      Dataset dataset, CrossValidationFolds folds, String model, String overrides, long seed) {
    this.dataset = dataset;
    this.folds = folds;
    this.model = Reconstructors.named(model, overrides, seed);
  }

  /** Reconstructs every example, held out. */
  public HeldOut run(Progress progress) {
    ResponseExamples all = examples(indices());
    List<float[]> presented = new ArrayList<>();
    for (int i = 0; i < all.count(); i++) {
      float[] image = new float[all.targetLength()];
      all.readTarget(i, image, 0);
      presented.add(image);
    }
    float[][] means = new float[all.count()][];
    for (int f = 0; f < folds.foldCount(); f++) {
      float[] mean = mean(presented, folds.training(f));
      for (int i : folds.heldOut(f)) means[i] = mean;
    }
    List<float[]> reconstructed = reconstruct(Optional.empty(), progress);
    return new HeldOut(presented, reconstructed, Arrays.asList(means));
  }

  /**
   * The same with each fold's training responses dealt out again among its training pictures, so
   * that only what a model reaches without the brain remains.
   *
   * @return reconstructions, as in {@link HeldOut#reconstructed}
   */
  public List<float[]> runShuffled(long seed, Progress progress) {
    return reconstruct(Optional.of(new Random(seed)), progress);
  }

  private List<float[]> reconstruct(Optional<Random> shuffle, Progress progress) {
    float[][] images = new float[folds.rows().length][];
    for (int f = 0; f < folds.foldCount(); f++) {
      progress.checkCancelled();
      progress.report("fold " + (f + 1) + " of " + folds.foldCount(), f, folds.foldCount());
      int[] training = folds.training(f);
      ExampleSource examples = examples(training);
      if (shuffle.isPresent()) examples = new ShuffledExamples(examples, shuffle.get());
      int[] groups = Arrays.stream(training).map(i -> folds.group()[i]).toArray();
      int[] heldOut = folds.heldOut(f);
      ResponseExamples held = examples(heldOut);
      float[] input = new float[held.inputLength()];
      try (Reconstructor.Fitted fitted = model.fit(examples, groups, quiet(progress))) {
        for (int i = 0; i < heldOut.length; i++) {
          progress.checkCancelled();
          held.readInput(i, input, 0);
          images[heldOut[i]] = fitted.reconstruct(input);
        }
      }
    }
    return Arrays.asList(images);
  }

  private ResponseExamples examples(int[] which) {
    return new ResponseExamples(dataset, Arrays.stream(which).map(i -> folds.rows()[i]).toArray());
  }

  private int[] indices() {
    return IntStream.range(0, folds.rows().length).toArray();
  }

  private static float[] mean(List<float[]> images, int[] which) {
    double[] sum = new double[images.get(0).length];
    for (int i : which) {
      for (int v = 0; v < sum.length; v++) sum[v] += images.get(i)[v];
    }
    float[] mean = new float[sum.length];
    for (int v = 0; v < sum.length; v++) mean[v] = (float) (sum[v] / which.length);
    return mean;
  }

  /** The steps of a fit are not told, or the bar would jump; a stop is passed on. */
  private static Progress quiet(Progress progress) {
    return new Progress() {
      @Override
      public void report(String stage, long done, long total) {
        // the folds are told
      }

      @Override
      public boolean isCancelled() {
        return progress.isCancelled();
      }
    };
  }
}
