// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.signal.HaemodynamicResponse;

/**
 * What blood makes of the drive: with {@code h} the double-gamma response to an impulse, a frame
 * that is shown from {@code m TR} to {@code (m + 1) TR} adds to volume {@code n = m + k} (taken at
 * {@code n TR})
 *
 * <pre>
 *   kernel[k] = integral of h from (k - 1) TR to k TR,   response[n] = sum_k kernel[k] drive[n - k]
 * </pre>
 *
 * and before the first frame and after the last nothing drives. At TR 0.7 s the kernel is greatest
 * at k = 8 (5.6 s): the volumes t + 4 to t + 8 that Brain2Pix reads for frame t hold the rise and
 * the peak of its response, not its fall.
 */
final class BoldResponse {
  private static final double RESPONSE_SEC = 32;
  private static final int STEPS_PER_TR = 50;

  private final double[] kernel; // [k], volumes after the frame

  BoldResponse(double trSec) {
    double[] impulse = HaemodynamicResponse.doubleGamma(trSec / STEPS_PER_TR, RESPONSE_SEC);
    this.kernel = new double[(impulse.length - 1) / STEPS_PER_TR + 1];
    for (int k = 1; k < kernel.length; k++) {
      for (int n = 1; n <= STEPS_PER_TR; n++) kernel[k] += impulse[(k - 1) * STEPS_PER_TR + n];
    }
  }

  /**
   * @param drive of one voxel, one value a frame, the first frame at volume 0
   * @param volumeCount at least as many as frames
   */
  double[] of(float[] drive, int volumeCount) {
    double[] response = new double[volumeCount];
    for (int n = 0; n < volumeCount; n++) {
      int firstLag = Math.max(0, n - drive.length + 1);
      int lastLag = Math.min(n, kernel.length - 1);
      double sum = 0;
      for (int k = firstLag; k <= lastLag; k++) sum += kernel[k] * drive[n - k];
      response[n] = sum;
    }
    return response;
  }
}
