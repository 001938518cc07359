// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import java.util.Objects;

/** The user asked a running job to stop; what it had completed is kept. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What can be done with what is kept. */
  public enum Remains {
    /** Finished parts, if any; the job starts anew next time. */
    PARTS,
    /** All that the same job needs to go on where it stopped. */
    RESUMABLE
  }

  private final Remains remains;

  /**
   * @param kept what is kept, for the user, such as "checkpoint at step 300 kept in runs/a"
   */
  public CancelledException(String kept) {
    this(kept, Remains.PARTS);
  }

  /**
   * @param kept what is kept, for the user, such as "checkpoint at step 300 kept in runs/a"
   * @param remains whether the job can go on from there
   */
  public CancelledException(String kept, Remains remains) {
    super(kept);
    this.remains = Objects.requireNonNull(remains, "remains");
  }

  public Remains remains() {
    return remains;
  }
}
