// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.stream.IntStream;

/**
 * After how many volumes do responses follow the stimulus best?
 *
 * <pre>
 *   score(lag) = mean over voxels of max over pixels p of r(x_p[t], y[t + lag])^2
 * </pre>
 *
 * with x the stimulus at a pixel, y a voxel's response, and Pearson's r over the same times t of
 * every run for all lags, those from which the greatest lag is still within the run. A shifted
 * clock, a wrong TR or volumes that were dropped show as a best lag where no blood responds.
 */
public final class ResponseLag {
  /** Variances below this share of the mean square are rounding, not variation. */
  private static final double ROUNDING = 1e-10;

  /**
   * A run.
   *
   * @param stimulus {@code [volume][pixel]}
   * @param responses {@code [volume][voxel]}, as many volumes
   */
  public record Run(float[][] stimulus, float[][] responses) {
    public Run {
      if (stimulus.length != responses.length) {
        throw new IllegalArgumentException(
            "as many responses as stimuli expected, were "
                + responses.length
                + " and "
                + stimulus.length);
      }
    }
  }

  private final List<Run> runs;
  private final int greatestLag;
  private final int pixelCount;
  private final int voxelCount;

  private ResponseLag(List<Run> runs, int greatestLag) {
    this.runs = runs.stream().filter(run -> run.stimulus().length > greatestLag).toList();
    this.greatestLag = greatestLag;
    this.pixelCount = this.runs.isEmpty() ? 0 : this.runs.get(0).stimulus()[0].length;
    this.voxelCount = this.runs.isEmpty() ? 0 : this.runs.get(0).responses()[0].length;
  }

  /**
   * The score of each lag, {@code [lag]}, 0 to the greatest; a voxel or pixel that is constant
   * scores 0. All 0 if no run is longer than the greatest lag.
   *
   * @param greatestLag volumes, 0 or more
   */
  public static double[] scores(List<Run> runs, int greatestLag) {
    if (greatestLag < 0) throw new IllegalArgumentException("greatestLag was " + greatestLag);
    ResponseLag search = new ResponseLag(runs, greatestLag);
    double[] scores = new double[greatestLag + 1];
    for (int lag = 0; lag <= greatestLag; lag++) scores[lag] = search.score(lag);
    return scores;
  }

  private double score(int lag) {
    if (voxelCount == 0) return 0;
    double[] mean = new double[pixelCount];
    double[] squares = new double[pixelCount];
    long count = 0;
    for (Run run : runs) {
      for (int t = 0; t < run.stimulus().length - greatestLag; t++) {
        float[] x = run.stimulus()[t];
        for (int p = 0; p < pixelCount; p++) {
          mean[p] += x[p];
          squares[p] += (double) x[p] * x[p];
        }
        count++;
      }
    }
    double n = count;
    double[] variance = new double[pixelCount];
    for (int p = 0; p < pixelCount; p++) {
      mean[p] /= n;
      double v = squares[p] / n - mean[p] * mean[p];
      variance[p] = v > ROUNDING * squares[p] / n ? v : 0;
    }
    return IntStream.range(0, voxelCount)
            .parallel()
            .mapToDouble(voxel -> bestR2(voxel, lag, n, mean, variance))
            .sum()
        / voxelCount;
  }

  private double bestR2(int voxel, int lag, double n, double[] mean, double[] variance) {
    double[] products = new double[pixelCount];
    double sum = 0;
    double squares = 0;
    for (Run run : runs) {
      for (int t = 0; t < run.stimulus().length - greatestLag; t++) {
        double y = run.responses()[t + lag][voxel];
        float[] x = run.stimulus()[t];
        for (int p = 0; p < pixelCount; p++) products[p] += y * x[p];
        sum += y;
        squares += y * y;
      }
    }
    double responseMean = sum / n;
    double responseVariance = squares / n - responseMean * responseMean;
    if (!(responseVariance > ROUNDING * squares / n)) return 0;
    double best = 0;
    for (int p = 0; p < pixelCount; p++) {
      if (variance[p] == 0) continue;
      double covariance = products[p] / n - responseMean * mean[p];
      best = Math.max(best, covariance * covariance / (variance[p] * responseVariance));
    }
    return best;
  }
}
