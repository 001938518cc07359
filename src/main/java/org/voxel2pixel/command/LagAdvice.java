// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.dataset.LagEstimation;
import org.voxel2pixel.signal.LagWindow;

/** What people are told about the lag of the responses. */
final class LagAdvice {
  private static final double NEARLY = 0.8;

  private LagAdvice() {}

  static String found(LagEstimation lag) {
    return String.format(
        Locale.ROOT,
        "responses follow the frames best %d volumes (%.1f s) later, r2 of the best pixel %.3f",
        lag.best(),
        lag.best() * lag.trSec(),
        lag.scores()[lag.best()]);
  }

  /** Where the dataset's window misses the response: no lag in it is nearly as good as the best. */
  static Optional<String> warning(LagEstimation lag, LagWindow window) {
    int best = lag.best();
    double inWindow = 0;
    for (int l = Math.max(0, window.first()); l <= window.last() && l < lag.scores().length; l++) {
      inWindow = Math.max(inWindow, lag.scores()[l]);
    }
    if (inWindow >= NEARLY * lag.scores()[best]) return Optional.empty();
    int first = Math.max(0, best + window.first() - window.last());
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the dataset takes volumes %d to %d after a frame, but responses follow best after %d"
                + " (%.1f s): check TR and onsets, or prepare it with firstlag=%d lastlag=%d",
            window.first(),
            window.last(),
            best,
            best * lag.trSec(),
            first,
            first + window.count() - 1));
  }
}
