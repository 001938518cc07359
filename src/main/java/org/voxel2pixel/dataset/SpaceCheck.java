// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether masks and runs are said to be in one space. The same grid is no proof: images of two
 * spaces are often resampled to one.
 */
final class SpaceCheck {
  private static final String UNSAID = "";

  private SpaceCheck() {}

  /**
   * Checks the {@code space-} entities.
   *
   * @param study whose own masks folder the user is taken to have made for its runs
   */
  static void check(List<RegionSource> masks, Path masksAt, Study study, Findings findings) {
    Set<String> ofMasks = spaces(masks.stream().map(RegionSource::space));
    Set<String> ofRuns = spaces(study.runs().stream().map(RunFiles::space));
    Set<String> stated = new TreeSet<>(ofMasks);
    stated.addAll(ofRuns);
    boolean allState = !stated.remove(UNSAID);
    if (stated.size() > 1) {
      findings.stop(
          masksAt,
          "masks and runs in one space",
          "masks in " + told(ofMasks) + ", runs in " + told(ofRuns),
          "select the runs of the masks' space, such as trainruns=[task-x space-T1w], or resample"
              + " the masks");
    } else if (stated.size() == 1 && !allState) {
      findings.warn(
          masksAt,
          "masks in " + told(ofMasks) + ", runs in " + told(ofRuns),
          "check that they are in one space; that their grids agree is no proof");
    } else if (stated.isEmpty() && !masksAt.equals(study.masks())) {
      findings.warn(
          masksAt,
          "neither these masks nor the runs state their space",
          "check that they are in one space; that their grids agree is no proof");
    } else if (stated.isEmpty()) {
      findings.info(masksAt, "neither masks nor runs state their space; they are taken as one");
    }
  }

  private static Set<String> spaces(Stream<Optional<String>> spaces) {
    Set<String> all = new TreeSet<>();
    spaces.forEach(space -> all.add(space.orElse(UNSAID)));
    return all;
  }

  private static String told(Set<String> spaces) {
    List<String> words =
        spaces.stream().map(s -> s.equals(UNSAID) ? "a space unsaid" : "space-" + s).toList();
    return String.join(" and ", words);
  }
}
