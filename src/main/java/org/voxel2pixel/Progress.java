// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

/**
 * Where long work tells how far it is and learns whether to stop. Work calls {@link #report} at
 * least once a second and {@link #checkCancelled} at least as often.
 */
public interface Progress {

  /**
   * @param stage what is being done, for people, such as "reading run 3 of 8"
   * @param done units finished, {@code 0 <= done <= total}
   * @param total units in this stage
   */
  void report(String stage, long done, long total);

  /** Whether the user asked to stop. */
  boolean isCancelled();

  /** Throws {@link CancelledException} if the user asked to stop. */
  default void checkCancelled() {
    if (isCancelled()) throw new CancelledException("cancelled");
  }

  /** Reports to nobody and is never cancelled. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void report(String stage, long done, long total) {
        // nobody listens
      }

      @Override
      public boolean isCancelled() {
        return false;
      }
    };
  }
}
