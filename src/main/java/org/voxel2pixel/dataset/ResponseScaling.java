// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

/**
 * What is done to the samples of all runs together, after the steps of each run: first repeats are
 * put together, then every voxel is normalised, last the samples are multiplied.
 *
 * @param normalisation of each voxel
 * @param ddof 0 divides by n in the SD (Shen 2019's code), 1 by n - 1
 * @param repeats what is done with repeats in the test split; training samples stay single
 */
public record ResponseScaling(Normalisation normalisation, int ddof, Repeats repeats) {

  /** Where mean and SD come from. */
  public enum Normalisation {
    /** Nothing is done. */
    NONE,
    /** All training samples, for both splits; a voxel that never varies there is dropped. */
    TRAINING,
    /**
     * The samples of each run (Brain2Pix); of a test run after its repeats were averaged. A voxel
     * that is constant in a run is 0 there; one that is constant in every training run is dropped.
     */
    RUN
  }

  /** What is done with test samples of the same picture, or test runs with the same events. */
  public enum Repeats {
    /** They stay single. */
    SINGLE,
    /** Their mean. */
    AVERAGE,
    /** Their mean, and after normalisation times the square root of their number (Shen 2019). */
    AVERAGE_SQRT_N
  }

  public ResponseScaling {
    if (ddof != 0 && ddof != 1) throw new IllegalArgumentException("ddof must be 0 or 1: " + ddof);
    if (normalisation == Normalisation.RUN && repeats == Repeats.AVERAGE_SQRT_N) {
      throw new IllegalArgumentException("a run's own z-score undoes a factor of sqrt(n)");
    }
  }
}
