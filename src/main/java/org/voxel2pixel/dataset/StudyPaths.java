// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Paths as they are the same on every machine: below the study's root, or below what the user
 * named, {@code masks/...}, {@code events/...}, {@code stimuli/...}, where that lies elsewhere.
 */
final class StudyPaths {
  private final Map<Path, String> prefixes = new LinkedHashMap<>();

  StudyPaths(Path root, InputSource source) {
    prefixes.put(root, "");
    add(root, source.masks(), "masks/");
    add(root, source.events(), "events/");
    add(root, source.stimuli(), "stimuli/");
  }

  private void add(Path root, Optional<Path> named, String prefix) {
    if (named.isEmpty() || named.get().startsWith(root)) return;
    Path folder = Files.isDirectory(named.get()) ? named.get() : named.get().getParent();
    prefixes.putIfAbsent(folder, prefix);
  }

  /** With forward slashes; of a file elsewhere, from the root with as many .. as it takes. */
  String relative(Path file) {
    for (Map.Entry<Path, String> prefix : prefixes.entrySet()) {
      if (file.startsWith(prefix.getKey())) {
        String rest = prefix.getKey().relativize(file).toString();
        return prefix.getValue() + rest.replace(File.separatorChar, '/');
      }
    }
    Path root = prefixes.keySet().iterator().next();
    boolean sameDisk = Objects.equals(root.getRoot(), file.getRoot());
    Path path = sameDisk ? root.relativize(file) : file;
    return path.toString().replace(File.separatorChar, '/');
  }

  /** A message with its paths relative. */
  String inText(String message) {
    String text = message;
    for (Map.Entry<Path, String> prefix : prefixes.entrySet()) {
      text = text.replace(prefix.getKey() + File.separator, prefix.getValue());
    }
    return text;
  }
}
