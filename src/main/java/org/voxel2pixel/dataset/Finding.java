// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

/**
 * One thing that a check found.
 *
 * @param level how grave it is
 * @param what the file, folder or option
 * @param expected what would have been right; empty where nothing is wrong
 * @param found what is there
 * @param remedy what can be done, without its full stop; empty where nothing needs to be
 */
public record Finding(Level level, String what, String expected, String found, String remedy) {

  /** How grave a finding is. */
  public enum Level {
    /** Nothing can be prepared from this. */
    STOP,
    /** Usable; it is written into the dataset. */
    WARN,
    /** Worth knowing. */
    INFO
  }

  /** One line for people, in the form of {@link org.voxel2pixel.BadInputException}. */
  public String sentence() {
    String facts = expected.isEmpty() ? found : "expected " + expected + ", found " + found;
    String advice = remedy.isEmpty() ? "" : "; " + remedy + ".";
    return what + ": " + facts + advice;
  }
}
