// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;

/**
 * BIDS' inheritance principle: a table or sidecar speaks for all data files in its folder and below
 * whose names have all of its entities; the one that is nearer, and of one folder the one with more
 * entities, speaks last. Source: BIDS 1.10, Common principles.
 */
final class Inheritance {
  private final Path root;
  private final Map<Path, List<Path>> listings = new HashMap<>();

  /**
   * @param root of the dataset, the highest folder that counts
   */
  Inheritance(Path root) {
    this.root = root;
  }

  /**
   * The files that speak for a data file, the general before the particular.
   *
   * @param folder where the data file lies
   * @param data its name
   * @param ending suffix and extension, such as {@code bold.json}
   */
  List<Path> of(Path folder, BidsName data, String ending) {
    Deque<Path> folders = new ArrayDeque<>();
    for (Path at = folder; at != null; at = at.getParent()) {
      folders.addFirst(at);
      if (at.equals(root)) break;
    }
    if (!folder.startsWith(root)) folders = new ArrayDeque<>(List.of(folder));
    List<Path> found = new ArrayList<>();
    for (Path at : folders) {
      List<Path> here = new ArrayList<>(listing(at));
      here.removeIf(file -> !isCalled(file, ending) || !BidsName.of(file).appliesTo(data));
      here.sort(Comparator.comparing(file -> BidsName.of(file).entities().size()));
      found.addAll(here);
    }
    return List.copyOf(found);
  }

  /**
   * The one table that speaks for a data file.
   *
   * @throws BadInputException if two of the same folder do equally
   */
  Optional<Path> nearest(Path folder, BidsName data, String ending) {
    List<Path> all = of(folder, data, ending);
    if (all.isEmpty()) return Optional.empty();
    Path last = all.get(all.size() - 1);
    if (all.size() > 1) requireMoreParticular(last, all.get(all.size() - 2));
    return Optional.of(last);
  }

  private static void requireMoreParticular(Path last, Path before) {
    boolean more =
        !last.getParent().equals(before.getParent())
            || BidsName.of(last).entities().size() > BidsName.of(before).entities().size();
    if (!more) throw ambiguous(List.of(before, last));
  }

  static BadInputException ambiguous(List<Path> files) {
    String names =
        files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(" and "));
    return new BadInputException(
        files.get(0).getParent(), "one table for a run", names, "keep the one that is right");
  }

  private static boolean isCalled(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.equals(ending) || name.endsWith("_" + ending);
  }

  private List<Path> listing(Path folder) {
    return listings.computeIfAbsent(folder, FolderListing::of);
  }
}
