// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.util.Optional;
import org.voxel2pixel.imagej.Ending;

/**
 * How a macro ended.
 *
 * @param ending the first command's that stopped the macro, else the worst of all
 * @param value what the macro returned; empty if nothing
 * @param reason one line for the user; empty if all went well
 * @param defect the fault behind {@link Ending#DEFECT}; empty otherwise
 */
public record MacroEnd(Ending ending, String value, String reason, Optional<Throwable> defect) {

  static MacroEnd done(String value) {
    return new MacroEnd(Ending.DONE, value == null ? "" : value, "", Optional.empty());
  }

  static MacroEnd stopped(Ending ending, String reason) {
    return new MacroEnd(ending, "", reason == null ? "" : reason, Optional.empty());
  }

  static MacroEnd broken(Throwable defect) {
    return new MacroEnd(Ending.DEFECT, "", "internal error: " + defect, Optional.of(defect));
  }
}
