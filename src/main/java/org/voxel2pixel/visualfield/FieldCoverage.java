// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import org.voxel2pixel.Progress;

/**
 * How many fields see which part of the screen.
 *
 * <pre>
 *   centres(p)      = number of fields v whose centre lies in pixel p
 *   gaussianSum(p)  = sum over v of exp(-|p - c_v|^2 / (2 sigma_v^2))
 * </pre>
 *
 * with p the middle of a pixel and c_v a centre, in degrees; a field counts 1 at its centre. Fields
 * with their centre off the screen are in the sum, not among the centres.
 *
 * @param centres {@code [y * widthPx + x]}
 * @param gaussianSum {@code [y * widthPx + x]}
 */
public record FieldCoverage(float[] centres, float[] gaussianSum) {

  public static FieldCoverage of(List<ReceptiveField> fields, PixelGrid grid, Progress progress) {
    float[] centres = new float[grid.pixelCount()];
    double[] sum = new double[grid.pixelCount()];
    for (ReceptiveField field : fields) {
      progress.checkCancelled();
      int pixel = grid.pixelOf(field);
      if (pixel != PixelGrid.OFF_SCREEN) centres[pixel]++;
      add(field, grid, sum);
    }
    float[] gaussianSum = new float[sum.length];
    for (int p = 0; p < sum.length; p++) gaussianSum[p] = (float) sum[p];
    return new FieldCoverage(centres, gaussianSum);
  }

  /** A Gaussian is the product of one along x and one along y. */
  private static void add(ReceptiveField field, PixelGrid grid, double[] sum) {
    double[] alongX = new double[grid.widthPx()];
    for (int x = 0; x < alongX.length; x++) {
      alongX[x] = gaussian(grid.xDeg(x) - field.xDeg(), field.sigmaDeg());
    }
    for (int y = 0; y < grid.heightPx(); y++) {
      double alongY = gaussian(grid.yDeg(y) - field.yDeg(), field.sigmaDeg());
      if (alongY == 0) continue;
      for (int x = 0; x < alongX.length; x++) sum[y * alongX.length + x] += alongX[x] * alongY;
    }
  }

  private static double gaussian(double distanceDeg, double sigmaDeg) {
    double z = distanceDeg / sigmaDeg;
    return Math.exp(-z * z / 2);
  }
}
