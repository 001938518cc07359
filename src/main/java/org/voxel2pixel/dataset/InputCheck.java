// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonObject;
import java.util.List;
import org.voxel2pixel.Progress;

/** Everything found; nothing thrown for a user's mistake. */
public final class InputCheck {
  private final List<Finding> findings = List.of();

  private InputCheck() {}

  /** Reads every small file and every header, but no volume. */
  public static InputCheck of(InputSource source, PreparationSettings settings, Progress progress) {
    return new InputCheck();
  }

  /** STOPs, then WARNs, then INFOs. */
  public List<Finding> findings() {
    return findings;
  }

  /** Whether there is no STOP. */
  public boolean isSound() {
    return findings.stream().noneMatch(f -> f.level() == Finding.Level.STOP);
  }

  /**
   * What to do.
   *
   * @throws org.voxel2pixel.BadInputException if it is not sound
   */
  public InputPlan plan() {
    throw new IllegalStateException("in the making");
  }

  public JsonObject toJson() {
    return new JsonObject();
  }

  public String toText() {
    return "";
  }
}
