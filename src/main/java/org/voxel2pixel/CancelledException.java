// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

/** The user asked a running job to stop; what it had completed is kept. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param kept what is kept, for the user, such as "checkpoint at step 300 kept in runs/a"
   */
  public CancelledException(String kept) {
    super(kept);
  }
}
