// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;

/** Collects in what a checkpoint differs from the network that it is to be loaded into. */
final class CheckpointDifference {
  private static final int SHOWN = 8;

  private final List<String> differences = new ArrayList<>();

  void missing(String variable) {
    differences.add("lacks " + variable);
  }

  void otherShape(String variable, String found) {
    differences.add("has " + found + " for " + variable);
  }

  void unknown(String tensor) {
    differences.add("has also " + tensor);
  }

  void throwIfAny(Path file) {
    if (differences.isEmpty()) return;
    String shown = String.join(", ", differences.subList(0, Math.min(SHOWN, differences.size())));
    int rest = differences.size() - SHOWN;
    throw new BadInputException(
        file,
        "a checkpoint of this network",
        "a checkpoint of another network: it "
            + shown
            + (rest > 0 ? ", and " + rest + " more" : ""),
        "use the configuration that the checkpoint was trained with");
  }
}
