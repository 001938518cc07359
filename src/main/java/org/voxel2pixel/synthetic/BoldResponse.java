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
 * with h later by the subject's delay where there is one; and before the first frame and after the
 * last nothing drives. At TR 0.7 s the kernel is greatest at k = 8 (5.6 s): the volumes t + 4 to t
 * + 8 that Brain2Pix reads for frame t hold the rise and the peak of its response, not its fall.
 */
final class BoldResponse {
  private static final double RESPONSE_SEC = 32;
  private static final int STEPS_PER_TR = 50;

  private final double[] kernel; // [k], volumes after the frame

  /**
   * @param delaySec by how much later h comes than the canonical response, to the nearest 1/50 TR
   */
  BoldResponse(double trSec, double delaySec) {
    double[] impulse = HaemodynamicResponse.doubleGamma(trSec / STEPS_PER_TR, RESPONSE_SEC);
    int later = (int) Math.round(delaySec / trSec * STEPS_PER_TR);
    this.kernel = new double[(impulse.length - 1 + later) / STEPS_PER_TR + 1];
    for (int k = 1; k < kernel.length; k++) {
      for (int n = 1; n <= STEPS_PER_TR; n++) {
        int step = (k - 1) * STEPS_PER_TR + n - later;
        if (step >= 0 && step < impulse.length) kernel[k] += impulse[step];
      }
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
