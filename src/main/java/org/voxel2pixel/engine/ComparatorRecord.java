// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import org.voxel2pixel.model.comparator.Comparator;

/** Which features a training compared, as runs and models record it. */
final class ComparatorRecord {
  /** Name of the member that a resumed run may have otherwise, if the hash is the same. */
  static final String FILE = "weightsFile";

  private ComparatorRecord() {}

  /**
   * {@code name}, {@code layers} apart by commas and, if it has weights, {@value #FILE}, {@code
   * weightsNaming} (whose names the file uses) and {@code weightsSha256}.
   */
  static JsonObject of(Comparator comparator) {
    JsonObject json = new JsonObject();
    json.addProperty("name", comparator.name());
    json.addProperty("layers", String.join(",", comparator.layers()));
    comparator
        .weights()
        .ifPresent(
            weights -> {
              json.addProperty(FILE, weights.fileName());
              json.addProperty("weightsNaming", weights.naming());
              json.addProperty("weightsSha256", weights.sha256());
            });
    return json;
  }

  /** The same in words. */
  static String text(JsonObject json) {
    String text = json.get("name").getAsString() + " (" + json.get("layers").getAsString() + ")";
    if (!json.has(FILE)) return text;
    return "%s, weights %s, SHA-256 %s"
        .formatted(text, json.get(FILE).getAsString(), json.get("weightsSha256").getAsString());
  }
}
