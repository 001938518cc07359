// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What BIDS' dataset_description.json says of a dataset, for people. */
final class DatasetDescriptionFile {
  private static final String NAME = "dataset_description.json";
  private static final List<String> TEXTS = List.of("Name", "BIDSVersion", "DatasetType");

  private DatasetDescriptionFile() {}

  static void check(Path root, Findings findings) {
    Path file = root.resolve(NAME);
    if (!Files.exists(file)) {
      findings.warn(
          file, "missing, though BIDS requires it: nothing says what this dataset is", "");
      return;
    }
    findings.attempt(() -> JsonFile.read(file)).ifPresent(json -> tell(file, json, findings));
  }

  private static void tell(Path file, JsonObject json, Findings findings) {
    List<String> facts = new ArrayList<>();
    for (String key : TEXTS) {
      if (isText(json.get(key))) facts.add(key + " " + json.get(key).getAsString());
    }
    String makers = makers(json);
    if (!makers.isEmpty()) facts.add("GeneratedBy " + makers);
    findings.info(file, facts.isEmpty() ? "says nothing about itself" : String.join(", ", facts));
  }

  private static String makers(JsonObject json) {
    List<String> makers = new ArrayList<>();
    if (json.get("GeneratedBy") != null && json.get("GeneratedBy").isJsonArray()) {
      for (JsonElement maker : json.getAsJsonArray("GeneratedBy")) {
        if (!maker.isJsonObject()) continue;
        JsonObject object = maker.getAsJsonObject();
        String name = isText(object.get("Name")) ? object.get("Name").getAsString() : "?";
        boolean versioned = isText(object.get("Version"));
        makers.add(versioned ? name + " " + object.get("Version").getAsString() : name);
      }
    }
    return String.join(", ", makers);
  }

  private static boolean isText(JsonElement element) {
    return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
  }
}
