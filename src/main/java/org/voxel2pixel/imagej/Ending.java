// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

/** How a command, or a whole macro, ended; later constants outrank earlier ones. */
public enum Ending {
  /** All that was asked for is there. */
  DONE(0),
  /** Some items of a batch failed, the others are there. */
  SOME_FAILED(1),
  /** The user stopped it; what was finished is kept. */
  CANCELLED(3),
  /** Stopped, and the same job goes on from there. */
  RESUMABLE(75),
  /** What the user gave does not fit; the reason says what to do. */
  BAD_INPUT(2),
  /** A fault of the program. */
  DEFECT(70);

  private final int exitCode;

  Ending(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The launcher's exit code; 70 and 75 after {@code sysexits.h}. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether a macro goes on after a command that ended so. */
  public boolean letsMacroGoOn() {
    return this == DONE || this == SOME_FAILED;
  }
}
