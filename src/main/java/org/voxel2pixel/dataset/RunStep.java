// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;

/** One operation on the voxels of a single run, in the order in which it is listed. */
public sealed interface RunStep {

  /**
   * Least-squares regression of a mean, polynomials and confounds out of each voxel.
   *
   * @param degree of the highest polynomial; 1 is a linear trend
   * @param confounds columns of the run's confounds table; {@code *} stands for any characters,
   *     {@code motion} for the six parameters of head motion
   */
  record Regress(int degree, List<String> confounds) implements RunStep {
    public Regress {
      confounds = List.copyOf(confounds);
      if (degree < 0 || degree > 20) {
        throw new IllegalArgumentException("degree must be 0 to 20, was " + degree);
      }
    }
  }

  /** The mean of each voxel over the run is taken out. */
  record Demean() implements RunStep {}

  /**
   * {@code 100 (x - m) / m}, m the mean of a baseline.
   *
   * @param baselineSec the first seconds of the run, during which nothing may be shown; 0 for the
   *     whole run
   */
  record PercentSignal(double baselineSec) implements RunStep {
    public PercentSignal {
      if (!(baselineSec >= 0) || baselineSec > 3600) {
        throw new IllegalArgumentException("baselineSec must be 0 to 3600, was " + baselineSec);
      }
    }
  }

  /**
   * Values beyond the run's mean ± limit are set to that limit.
   *
   * @param limitSd in standard deviations of the run
   * @param iterations at most; each with a new mean and SD
   */
  record Despiking(double limitSd, int iterations) implements RunStep {
    public Despiking {
      if (!(limitSd > 0) || limitSd > 100 || iterations < 1 || iterations > 100) {
        throw new IllegalArgumentException(
            "limitSd must be above 0, iterations 1 to 100, were " + limitSd + ", " + iterations);
      }
    }
  }

  /**
   * Voxels with a NaN or an infinity in any run are dropped and counted, wherever in the steps it
   * stands; without it such a voxel is an error.
   */
  record DropNonFinite() implements RunStep {}

  /** z-score over the volumes of the run. */
  record Standardise(int ddof) implements RunStep {
    public Standardise {
      if (ddof != 0 && ddof != 1) {
        throw new IllegalArgumentException("ddof must be 0 or 1, was " + ddof);
      }
    }
  }
}
