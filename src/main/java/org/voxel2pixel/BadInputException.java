// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

/**
 * What the user gave does not fit: a file, a folder, an option. Its message is for the user, one
 * line that names the thing, what was expected, what was found, and what to do. Commands turn it
 * into {@code cancel(reason)}; it is never a defect of the program.
 */
public class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  private final String what;
  private final String expected;
  private final String found;
  private final String remedy;

  /**
   * @param what the file, folder or option at fault, as the user knows it
   * @param expected what would have been right
   * @param found what is there
   * @param remedy what the user can do, a sentence without its full stop
   */
  public BadInputException(Object what, String expected, String found, String remedy) {
    this(what, expected, found, remedy, null);
  }

  /** As above, with the exception that revealed the fault. */
  public BadInputException(
      Object what, String expected, String found, String remedy, Throwable cause) {
    super(what + ": expected " + expected + ", found " + found + "; " + remedy + ".", cause);
    this.what = String.valueOf(what);
    this.expected = expected;
    this.found = found;
    this.remedy = remedy;
  }

  /** The file, folder or option at fault. */
  public final String what() {
    return what;
  }

  /** What would have been right. */
  public final String expected() {
    return expected;
  }

  /** What is there. */
  public final String found() {
    return found;
  }

  /** What the user can do. */
  public final String remedy() {
    return remedy;
  }
}
