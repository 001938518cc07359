// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON sidecars, merged key by key: the last one, the most particular, that states a key wins. Each
 * file is read once, and told once if it cannot be.
 */
final class SidecarFiles {
  private final Findings findings;
  private final Map<Path, Optional<JsonObject>> read = new HashMap<>();

  SidecarFiles(Findings findings) {
    this.findings = findings;
  }

  /**
   * A value and where it stands.
   *
   * @param file that states it
   */
  record Stated(JsonElement value, Path file) {}

  /** All that the files state together; nothing if one of them cannot be read. */
  Optional<Map<String, Stated>> merged(List<Path> files) {
    Map<String, Stated> merged = new LinkedHashMap<>();
    Set<Path> unread = new HashSet<>();
    for (Path file : files) {
      Optional<JsonObject> json = read(file);
      if (json.isEmpty()) unread.add(file);
      json.ifPresent(
          object ->
              object
                  .entrySet()
                  .forEach(e -> merged.put(e.getKey(), new Stated(e.getValue(), file))));
    }
    return unread.isEmpty() ? Optional.of(merged) : Optional.empty();
  }

  private Optional<JsonObject> read(Path file) {
    Optional<JsonObject> known = read.get(file);
    if (known != null) return known;
    Optional<JsonObject> json = findings.attempt(() -> JsonFile.read(file));
    read.put(file, json);
    return json;
  }
}
