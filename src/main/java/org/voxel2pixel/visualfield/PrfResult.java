// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.Optional;

/**
 * What {@link PrfFit} found.
 *
 * @param estimates one a voxel, in the voxels' order; absent for a voxel that is constant or
 *     follows no field with the sign of gain asked for
 * @param delaySec the delay of the haemodynamic response that was taken
 * @param delays the delays that were tried, in the order asked for; empty where there was no choice
 * @param warnings what is odd though usable, one sentence each
 */
public record PrfResult(
    List<Optional<PrfEstimate>> estimates,
    double delaySec,
    List<DelayScore> delays,
    List<String> warnings) {

  /**
   * @param meanR2 what the grid's best fields explain under this delay, mean over a sample of the
   *     voxels
   */
  public record DelayScore(double delaySec, double meanR2) {}

  public PrfResult {
    estimates = List.copyOf(estimates);
    delays = List.copyOf(delays);
    warnings = List.copyOf(warnings);
  }

  /** The fields in degrees, each with its held-out r2 where that was measured. */
  public ReceptiveFieldTable table() {
    return ReceptiveFieldTable.of(estimates.stream().map(e -> e.map(PrfEstimate::fitted)).toList());
  }
}
