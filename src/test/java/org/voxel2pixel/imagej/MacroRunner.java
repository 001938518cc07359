// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ij.WindowManager;
import org.voxel2pixel.imagej.one.HeadlessSession;
import org.voxel2pixel.imagej.one.MacroEnd;

/**
 * Runs ImageJ macros in the tests' own Java machine, without a screen, with all commands of every
 * {@code plugins.config} on the class path. Images of earlier macros are closed first.
 */
public final class MacroRunner {
  private static final HeadlessSession SESSION = HeadlessSession.start();

  private MacroRunner() {}

  /** How the macro ended, whatever it was. */
  public static MacroEnd run(String macro) {
    closeImages();
    return SESSION.run(macro, "");
  }

  /** What the macro returned; the test fails with the reason if it did not end well. */
  public static String value(String macro) {
    MacroEnd end = run(macro);
    assertEquals(Ending.DONE, end.ending(), end.reason());
    return end.value();
  }

  /** Why a command refused what the macro gave it; the test fails if none did. */
  public static String refusal(String macro) {
    MacroEnd end = run(macro);
    assertEquals(Ending.BAD_INPUT, end.ending(), "reason: " + end.reason());
    assertNotEquals("", end.reason());
    return end.reason();
  }

  private static void closeImages() {
    int[] ids = WindowManager.getIDList();
    if (ids == null) return;
    for (int id : ids) {
      WindowManager.getImage(id).changes = false;
      WindowManager.getImage(id).close();
    }
  }
}
