// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Standard error, from which the reports of macro errors are taken out and kept: without a screen,
 * ij1-patcher prints there, over several lines, what ImageJ would show in a dialog.
 */
final class MacroErrorCatcher extends PrintStream implements AutoCloseable {
  private static final Pattern REPORT = Pattern.compile("(Macro Error|No Image): (?s).*");

  private final PrintStream original;
  private volatile String report; // null while there is none

  private MacroErrorCatcher(PrintStream original) {
    super(original, true);
    this.original = original;
  }

  static MacroErrorCatcher install() {
    MacroErrorCatcher catcher = new MacroErrorCatcher(System.err);
    System.setErr(catcher);
    return catcher;
  }

  @Override
  public void println(String line) {
    if (line != null && REPORT.matcher(line).matches()) report = line;
    else super.println(line);
  }

  /** The last error as one line: {@code Macro Error: "(" expected in line 3: run < "a" > ;}. */
  Optional<String> reportLine() {
    return Optional.ofNullable(report)
        .map(text -> text.strip().replaceFirst("\\s*\\n\\s*", ": ").replaceAll("\\s*\\n\\s*", " "));
  }

  /** Gives standard error back; does not close it. */
  @Override
  public void close() {
    flush();
    System.setErr(original);
  }
}
