// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file name as BIDS builds it: {@code key-value} entities and a suffix, underscores between, then
 * the extension.
 *
 * @param entities such as {@code sub-01}, in their order
 * @param suffix such as {@code bold}
 * @param extension from the first dot on
 */
record BidsName(Set<String> entities, String suffix, String extension) {
  /** Entities that tell how an image was made, or which of a run's images it is. */
  private static final Set<String> OF_THE_IMAGE =
      Set.of("space", "res", "den", "desc", "rec", "echo", "part", "proc");

  static BidsName of(Path file) {
    return of(file.getFileName().toString());
  }

  static BidsName of(String fileName) {
    int dot = fileName.indexOf('.');
    String stem = dot < 0 ? fileName : fileName.substring(0, dot);
    List<String> parts = new ArrayList<>(List.of(stem.split("_")));
    String suffix = parts.remove(parts.size() - 1);
    return new BidsName(new LinkedHashSet<>(parts), suffix, dot < 0 ? "" : fileName.substring(dot));
  }

  /** Without suffix and extension. */
  String stem() {
    return String.join("_", entities);
  }

  /** Without what tells how the image was made: the name that all images of a run share. */
  String runName() {
    return entities.stream()
        .filter(entity -> !OF_THE_IMAGE.contains(key(entity)))
        .collect(Collectors.joining("_"));
  }

  /** The entities that {@link #runName} leaves out. */
  List<String> imageEntities() {
    return entities.stream().filter(entity -> OF_THE_IMAGE.contains(key(entity))).toList();
  }

  /** The run's name without its number, which all runs of a series share. */
  String seriesName() {
    return entities.stream()
        .filter(e -> !key(e).equals("run") && !OF_THE_IMAGE.contains(key(e)))
        .collect(Collectors.joining("_"));
  }

  /** Value of an entity, such as {@code train} of {@code task}. */
  Optional<String> entity(String key) {
    return entities.stream()
        .filter(entity -> key(entity).equals(key))
        .map(entity -> entity.substring(Math.min(entity.length(), key.length() + 1)))
        .findFirst();
  }

  /** Whether a file of this name may speak for a data file of that name: it says no more. */
  boolean appliesTo(BidsName data) {
    return data.entities.containsAll(entities);
  }

  private static String key(String entity) {
    int hyphen = entity.indexOf('-');
    return hyphen < 0 ? entity : entity.substring(0, hyphen);
  }
}
