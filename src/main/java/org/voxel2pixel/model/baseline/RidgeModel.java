// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.NpyFile;
import org.voxel2pixel.dataset.NpyType;
import org.voxel2pixel.dataset.NpyWriter;
import org.voxel2pixel.model.Reconstructor;

/**
 * A fitted ridge regression: {@code image = mean image + loadings' (axes z)}, so the weights of the
 * standardised inputs z are {@code W = axes' loadings}. As files of a MODEL folder:
 *
 * <pre>
 *   scale.npy      float64 [2][input]          mean and SD of the training examples; SD 0: constant there
 *   axes.npy       float32 [component][input]  orthonormal
 *   loadings.npy   float32 [component][value]
 *   mean-image.npy float32 [1][value]          value: y, x if all training images were gray, else y, x, RGB
 * </pre>
 */
public final class RidgeModel implements Reconstructor.Fitted {
  private static final String SCALE = "scale.npy";
  private static final String AXES = "axes.npy";
  private static final String LOADINGS = "loadings.npy";
  private static final String MEAN_IMAGE = "mean-image.npy";

  private final StandardScale scale;
  private final float[][] axes;
  private final float[][] loadings;
  private final float[] meanImage;
  private final double lambda;
  private final int imageLength;

  /**
   * @param meanImage {@code [value]}
   * @param lambda the penalty; NaN if it is not known any more
   * @param imageLength numbers of an RGB image: as many as values, or three times as many
   */
  RidgeModel(
      StandardScale scale,
      float[][] axes,
      float[][] loadings,
      float[] meanImage,
      double lambda,
      int imageLength) {
    this.scale = scale;
    this.axes = axes;
    this.loadings = loadings;
    this.meanImage = meanImage;
    this.lambda = lambda;
    this.imageLength = imageLength;
  }

  /** {@code [input][value]}, weights of the standardised inputs, as the equation has them. */
  double[][] weights() {
    double[][] weights = new double[scale.mean().length][meanImage.length];
    for (int k = 0; k < axes.length; k++) {
      for (int i = 0; i < weights.length; i++) {
        for (int v = 0; v < meanImage.length; v++) {
          weights[i][v] += (double) axes[k][i] * loadings[k][v];
        }
      }
    }
    return weights;
  }

  /** The penalty, relative to the number of inputs that vary; NaN for a model that was read. */
  public double lambda() {
    return lambda;
  }

  @Override
  public float[] reconstruct(float[] input) {
    float[] z = input.clone();
    scale.apply(z);
    double[] sum = new double[meanImage.length];
    for (int v = 0; v < sum.length; v++) sum[v] = meanImage[v];
    for (int k = 0; k < axes.length; k++) {
      double score = 0;
      for (int i = 0; i < z.length; i++) score += (double) axes[k][i] * z[i];
      for (int v = 0; v < sum.length; v++) sum[v] += score * loadings[k][v];
    }
    float[] image = new float[imageLength];
    int copies = imageLength / sum.length; // a gray value stands for red, green and blue
    for (int i = 0; i < image.length; i++) image[i] = (float) sum[i / copies];
    return image;
  }

  @Override
  public void close() {
    // holds arrays only
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param inputLength numbers that an input must have
   * @param imageLength numbers of an RGB image
   * @throws BadInputException if the files do not fit each other or these lengths
   */
  public static RidgeModel read(Path folder, int inputLength, int imageLength) {
    double[][] meanAndSd = new double[2][inputLength];
    NpyFile scale = open(folder.resolve(SCALE), NpyType.FLOAT64, 2, inputLength);
    for (int row = 0; row < 2; row++) scale.readRow(row, meanAndSd[row]);
    double[] inverse = new double[inputLength];
    for (int i = 0; i < inputLength; i++) {
      inverse[i] = meanAndSd[1][i] == 0 ? 0 : 1 / meanAndSd[1][i];
    }
    int components = NpyFile.open(folder.resolve(AXES)).shape()[0];
    int values = rowLength(folder.resolve(MEAN_IMAGE), imageLength);
    return new RidgeModel(
        new StandardScale(meanAndSd[0], inverse),
        floats(folder.resolve(AXES), components, inputLength),
        floats(folder.resolve(LOADINGS), components, values),
        floats(folder.resolve(MEAN_IMAGE), 1, values)[0],
        Double.NaN,
        imageLength);
  }

  private static int rowLength(Path file, int imageLength) {
    int[] shape = NpyFile.open(file).shape();
    int values = shape[shape.length - 1];
    if (values == imageLength || 3 * values == imageLength) return values;
    throw new BadInputException(
        file, imageLength + " numbers, or a third", values + "", "train the model again");
  }

  private static float[][] floats(Path file, int rows, int length) {
    NpyFile npy = open(file, NpyType.FLOAT32, rows, length);
    float[][] floats = new float[rows][length];
    for (int row = 0; row < rows; row++) npy.readRow(row, floats[row]);
    return floats;
  }

  private static NpyFile open(Path file, NpyType type, int... shape) {
    NpyFile npy = NpyFile.open(file);
    if (npy.type() == type && Arrays.equals(npy.shape(), shape)) return npy;
    throw new BadInputException(
        file,
        type + " " + Arrays.toString(shape),
        npy.type() + " " + Arrays.toString(npy.shape()),
        "copy the model folder again, or train again");
  }

  /** Writes the four files. */
  public void write(Path folder) throws IOException {
    double[] sd = new double[scale.mean().length];
    for (int i = 0; i < sd.length; i++) {
      sd[i] = scale.inverseSd()[i] == 0 ? 0 : 1 / scale.inverseSd()[i];
    }
    try (NpyWriter npy = NpyWriter.create(folder.resolve(SCALE), NpyType.FLOAT64, sd.length)) {
      npy.writeRow(scale.mean());
      npy.writeRow(sd);
    }
    write(folder.resolve(AXES), axes);
    write(folder.resolve(LOADINGS), loadings);
    write(folder.resolve(MEAN_IMAGE), meanImage);
  }

  private static void write(Path file, float[]... rows) throws IOException {
    try (NpyWriter npy = NpyWriter.create(file, NpyType.FLOAT32, rows[0].length)) {
      for (float[] row : rows) npy.writeRow(row);
    }
  }
}
