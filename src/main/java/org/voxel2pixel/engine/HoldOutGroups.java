// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.PictureIdentity;

/**
 * Which training examples belong together where some are held out to choose a setting: those of a
 * picture, if at least half of the examples show a picture that other runs show too; else those of
 * a run, since neighbours in time resemble each other; of one run alone, each tenth of it.
 */
final class HoldOutGroups {
  private static final int PARTS_OF_ONE_RUN = 10;

  private HoldOutGroups() {}

  /** The group of each example. */
  static int[] of(Dataset dataset, int[] rows, Progress progress) {
    List<String> runs =
        IntStream.of(rows).mapToObj(row -> dataset.samples().get(row).run()).toList();
    return of(PictureIdentity.of(dataset, rows, progress), runs);
  }

  static int[] of(int[] pictures, List<String> runs) {
    Map<Integer, Set<String>> runsOfPicture = new HashMap<>();
    for (int i = 0; i < pictures.length; i++) {
      runsOfPicture.computeIfAbsent(pictures[i], p -> new HashSet<>()).add(runs.get(i));
    }
    long repeated = IntStream.of(pictures).filter(p -> runsOfPicture.get(p).size() > 1).count();
    if (2 * repeated >= pictures.length) return pictures.clone();
    Map<String, Integer> numbers = new HashMap<>();
    for (String run : runs) numbers.putIfAbsent(run, numbers.size());
    if (numbers.size() > 1) return runs.stream().mapToInt(numbers::get).toArray();
    return IntStream.range(0, pictures.length)
        .map(i -> (int) ((long) i * PARTS_OF_ONE_RUN / pictures.length))
        .toArray();
  }
}
