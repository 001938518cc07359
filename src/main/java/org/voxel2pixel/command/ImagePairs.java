// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.evaluation.ImageSet;

/**
 * Reconstructions and the images that were presented, pair by pair. Which stimulus belongs to which
 * frame stands in the frame's label; a stack whose labels or dataset do not fit is refused.
 */
record ImagePairs(ImageSet presented, ImageSet reconstructed) {
  private static final int RGB = 3;

  static ImagePairs of(ImagePlus stack, Dataset dataset) {
    requireSame(stack, dataset);
    List<float[]> presented = new ArrayList<>();
    List<float[]> reconstructed = new ArrayList<>();
    ImageStack frames = stack.getStack();
    Map<String, Integer> frameOfLabel = new HashMap<>();
    for (int n = 1; n <= frames.size(); n++) {
      float[] whole = frame(dataset, stimulusOf(stack, frames, n, dataset));
      presented.add(middle(whole, dataset, stack.getWidth(), stack.getHeight()));
      requireFirst(stack, n, frameOfLabel.put(frames.getSliceLabel(n), n));
      reconstructed.add(pixels(frames.getProcessor(n), stack));
    }
    int width = stack.getWidth();
    int height = stack.getHeight();
    return new ImagePairs(
        new ImageSet(width, height, RGB, presented),
        new ImageSet(width, height, RGB, reconstructed));
  }

  /** The mean of the frames of all complete training examples, {@code [y][x][3]} in [0, 1]. */
  static float[] meanTrainingImage(Dataset dataset, Progress progress) {
    int[] rows = dataset.examples(Split.TRAIN);
    double[] sum = new double[dataset.grid().pixelCount() * RGB];
    for (int n = 0; n < rows.length; n++) {
      progress.checkCancelled();
      float[] frame = frame(dataset, dataset.samples().get(rows[n]).stimulus());
      for (int i = 0; i < sum.length; i++) sum[i] += frame[i];
      progress.report("averaging training frames", n + 1, rows.length);
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) mean[i] = (float) (sum[i] / rows.length);
    return mean;
  }

  /**
   * The middle of a frame, {@code [y][x][3]}; where the margin is odd, one pixel more is cut off at
   * the right and below, as Shen 2019 crops 227 of 248 pixels from offset 10.
   */
  static float[] middle(float[] whole, Dataset dataset, int widthPx, int heightPx) {
    int left = (dataset.frameWidthPx() - widthPx) / 2;
    int top = (dataset.frameHeightPx() - heightPx) / 2;
    if (left == 0 && top == 0 && whole.length == widthPx * heightPx * RGB) return whole;
    float[] middle = new float[widthPx * heightPx * RGB];
    for (int y = 0; y < heightPx; y++) {
      int from = ((top + y) * dataset.frameWidthPx() + left) * RGB;
      System.arraycopy(whole, from, middle, y * widthPx * RGB, widthPx * RGB);
    }
    return middle;
  }

  /** Images of the frames' middle say so; no other stack of another size is of these frames. */
  private static boolean isMiddle(ImagePlus stack, Dataset dataset) {
    String info = stack.getInfoProperty();
    return info != null
        && info.contains(StackHeader.middleLine(stack.getWidth(), stack.getHeight()) + "\n")
        && stack.getWidth() <= dataset.frameWidthPx()
        && stack.getHeight() <= dataset.frameHeightPx();
  }

  private static void requireSame(ImagePlus stack, Dataset dataset) {
    boolean isWhole =
        stack.getWidth() == dataset.frameWidthPx() && stack.getHeight() == dataset.frameHeightPx();
    if (!isWhole && !isMiddle(stack, dataset)) {
      throw new BadInputException(
          stack.getTitle(),
          "frames of " + dataset.frameWidthPx() + " x " + dataset.frameHeightPx() + " px",
          stack.getWidth() + " x " + stack.getHeight(),
          "give a stack that Reconstruct made of this dataset");
    }
    String line = StackHeader.samplesLine(dataset);
    String info = stack.getInfoProperty();
    if (info == null || !info.contains(line)) {
      throw new BadInputException(
          stack.getTitle(),
          "an Info with the line '" + line + "' of " + dataset.folder(),
          info == null ? "no Info" : "an Info without it",
          "give a stack that Reconstruct made of this dataset");
    }
  }

  /** A sample that stood in the stack twice would count twice. */
  private static void requireFirst(ImagePlus stack, int n, Integer before) {
    if (before == null) return;
    throw new BadInputException(
        stack.getTitle() + ", frame " + n,
        "a sample that no other frame shows",
        "the same label as frame " + before,
        "remove one of the two");
  }

  private static int stimulusOf(ImagePlus stack, ImageStack frames, int n, Dataset dataset) {
    String label = frames.getSliceLabel(n);
    int row = SampleLabel.row(label).orElse(-1);
    if (row < 0 || row >= dataset.sampleCount() || !SampleLabel.of(dataset, row).equals(label)) {
      throw new BadInputException(
          stack.getTitle() + ", frame " + n,
          "the label of a sample of " + dataset.folder(),
          "'" + label + "'",
          "keep the labels that Reconstruct gives");
    }
    return dataset.samples().get(row).stimulus();
  }

  private static float[] frame(Dataset dataset, int stimulus) {
    byte[] rgb = new byte[dataset.grid().pixelCount() * RGB];
    dataset.readFrame(stimulus, rgb);
    float[] frame = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) frame[i] = (rgb[i] & 0xFF) / 255f;
    return frame;
  }

  private static float[] pixels(ImageProcessor frame, ImagePlus stack) {
    if (!(frame instanceof ColorProcessor color)) {
      throw new BadInputException(
          stack.getTitle(),
          "an RGB stack",
          "another type",
          "give the stack as Reconstruct made it");
    }
    int[] packed = (int[]) color.getPixels();
    float[] pixels = new float[packed.length * RGB];
    for (int p = 0; p < packed.length; p++) {
      for (int c = 0; c < RGB; c++) {
        pixels[p * RGB + c] = ((packed[p] >> (16 - 8 * c)) & 0xFF) / 255f;
      }
    }
    return pixels;
  }
}
