// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Locale;

/**
 * A run's entities in BIDS.
 *
 * @param session value of {@code ses-}; empty if the subject has no sessions
 * @param task value of {@code task-}
 * @param number value of {@code run-}, from 1
 */
record RunName(String session, String task, int number) {

  static RunName of(FilmPart part, int number) {
    return new RunName("", part.label(), number);
  }

  boolean hasSession() {
    return !session.isEmpty();
  }

  /** As file names begin, without the subject: {@code [ses-x_]task-train_run-01}. */
  String entities() {
    String sessionPart = hasSession() ? "ses-" + session + "_" : "";
    return sessionPart + "task-" + task + String.format(Locale.ROOT, "_run-%02d", number);
  }
}
