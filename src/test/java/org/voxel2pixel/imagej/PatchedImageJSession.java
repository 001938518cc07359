// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import net.imagej.patcher.LegacyInjector;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Patches ImageJ for a life without a screen before any test loads a class of it. */
public final class PatchedImageJSession implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    LegacyInjector.preinit();
  }
}
