// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Arrays;
import org.voxel2pixel.BadInputException;

/**
 * Standard scores, voxel by voxel: {@code z = (x - mean) / sd}, with mean and standard deviation
 * ({@code sd² = Σ (x - mean)² / (n - ddof)}) of the rows that it was fitted to: the training rows,
 * and those only, also where test rows are scored. The code of Shen et al. (2019) uses ddof 0, the
 * population SD.
 *
 * <p>A voxel that never varies has no z-score: {@link #constantVoxels} lists them, {@link #keeping}
 * leaves them out, {@link #apply} refuses them. Immutable and thread-safe once fitted.
 */
public final class ZScore {
  private final double[] mean; // [voxel]
  private final double[] sd; // [voxel]

  private ZScore(double[] mean, double[] sd) {
    this.mean = mean;
    this.sd = sd;
  }

  /** Takes rows one by one, by Welford's update (Technometrics 4:419, 1962), in double. */
  public static final class Fit {
    private final double[] mean; // [voxel]
    private final double[] squares; // [voxel] sum of squared differences from the mean
    private long rowCount;

    public Fit(int voxelCount) {
      if (voxelCount < 1) {
        throw new IllegalArgumentException("voxelCount must be >= 1, was " + voxelCount);
      }
      mean = new double[voxelCount];
      squares = new double[voxelCount];
    }

    /**
     * @param row {@code [voxel]}
     * @throws BadInputException for NaN or an infinity; the row is then not taken
     */
    public void add(float[] row) {
      requireLength(row, mean.length);
      Finite.require(row, "training row " + rowCount);
      rowCount++;
      for (int v = 0; v < row.length; v++) {
        double difference = row[v] - mean[v];
        mean[v] += difference / rowCount;
        squares[v] += difference * (row[v] - mean[v]);
      }
    }

    /** As below, with ddof 0. */
    public ZScore finish() {
      return finish(0);
    }

    /**
     * @param ddof 0 to divide by the number of rows (population SD), 1 by one less (sample SD)
     * @throws BadInputException for fewer than 2 rows
     */
    public ZScore finish(int ddof) {
      requireDdof(ddof);
      if (rowCount < 2) {
        throw new BadInputException(
            "z-score", "at least 2 training rows", rowCount + " rows", "add training samples");
      }
      double[] sd = new double[squares.length];
      for (int v = 0; v < sd.length; v++) sd[v] = Math.sqrt(squares[v] / (rowCount - ddof));
      return new ZScore(mean.clone(), sd);
    }
  }

  /** {@code [voxel]}; a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** {@code [voxel]}; a copy. */
  public double[] sd() {
    return sd.clone();
  }

  /** Ascending indices of the voxels that have the same value in every training row. */
  public int[] constantVoxels() {
    int[] constant = new int[sd.length];
    int count = 0;
    for (int v = 0; v < sd.length; v++) {
      if (sd[v] == 0) constant[count++] = v;
    }
    return Arrays.copyOf(constant, count);
  }

  /**
   * The scores of some voxels only.
   *
   * @param voxels indices into this one's voxels; row[n] is then voxel {@code voxels[n]}
   */
  public ZScore keeping(int[] voxels) {
    double[] keptMean = new double[voxels.length];
    double[] keptSd = new double[voxels.length];
    for (int n = 0; n < voxels.length; n++) {
      if (voxels[n] < 0 || voxels[n] >= sd.length) {
        throw new IllegalArgumentException(
            "voxels[" + n + "] must be 0.." + (sd.length - 1) + ", was " + voxels[n]);
      }
      keptMean[n] = mean[voxels[n]];
      keptSd[n] = sd[voxels[n]];
    }
    return new ZScore(keptMean, keptSd);
  }

  /**
   * Scores a row in place.
   *
   * @param row {@code [voxel]}; NaN and infinities stay such
   * @throws IllegalStateException if a constant voxel is among them
   */
  public void apply(float[] row) {
    requireLength(row, sd.length);
    for (int v = 0; v < row.length; v++) {
      if (sd[v] == 0) {
        throw new IllegalStateException("voxel " + v + " is constant, drop it first (keeping)");
      }
    }
    for (int v = 0; v < row.length; v++) row[v] = (float) ((row[v] - mean[v]) / sd[v]);
  }

  static void requireDdof(int ddof) {
    if (ddof < 0 || ddof > 1) {
      throw new IllegalArgumentException("ddof must be 0 or 1, was " + ddof);
    }
  }

  private static void requireLength(float[] row, int voxelCount) {
    if (row.length != voxelCount) {
      throw new IllegalArgumentException(
          "row must have " + voxelCount + " voxels, was " + row.length);
    }
  }
}
