// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Neighbouring responses of a run, taken together since they share most of the frames that they
 * see.
 *
 * @param run from 0
 * @param last volume of the group's latest response
 */
record NifGroup(int run, int last) {

  /** Responses of one run, one after the other. */
  private record Stretch(int run, int first, int count) {

    boolean goesOnWith(NifRows.Row row) {
      return row.run() == run && row.volume() == first + count;
    }

    static List<Stretch> of(List<NifRows.Row> rows) {
      List<Stretch> stretches = new ArrayList<>();
      for (NifRows.Row row : rows) {
        int open = stretches.size() - 1;
        if (open >= 0 && stretches.get(open).goesOnWith(row)) {
          Stretch s = stretches.get(open);
          stretches.set(open, new Stretch(s.run(), s.first(), s.count() + 1));
        } else {
          stretches.add(new Stretch(row.run(), row.volume(), 1));
        }
      }
      return stretches;
    }
  }

  /**
   * How many neighbours a group has: as many as the settings say, but no more than the shortest
   * training part of a run has, a divisor of the batch size, and so few that there is a batch; 1
   * where no frames are shared.
   */
  static int size(NifRows rows, NifSettings settings) {
    if (settings.lagCount() == 1) return 1;
    List<Stretch> stretches = Stretch.of(rows.training());
    int size = settings.neighbours();
    for (Stretch stretch : stretches) size = Math.min(size, stretch.count());
    while (settings.batchSize() % size != 0 || inGroups(stretches, size) < settings.batchSize()) {
      size--;
    }
    return size;
  }

  private static int inGroups(List<Stretch> stretches, int size) {
    return stretches.stream().mapToInt(stretch -> stretch.count() / size * size).sum();
  }

  /**
   * The training responses in groups, in random order. What a run has beyond whole groups is left
   * out at its beginning and its end, at random.
   */
  static List<NifGroup> ofTraining(NifRows rows, int size, Random random) {
    List<NifGroup> groups = new ArrayList<>();
    for (Stretch stretch : Stretch.of(rows.training())) {
      int from = random.nextInt(stretch.count() % size + 1);
      for (; from + size <= stretch.count(); from += size) {
        groups.add(new NifGroup(stretch.run(), stretch.first() + from + size - 1));
      }
    }
    Collections.shuffle(groups, random);
    return groups;
  }

  /** The held-out responses, each once; a run's first group may begin before them. */
  static List<NifGroup> ofHeldOut(NifRows rows, int size) {
    List<NifGroup> groups = new ArrayList<>();
    for (Stretch stretch : Stretch.of(rows.heldOut())) {
      int end = stretch.first() + stretch.count();
      for (int last = end - 1; last >= stretch.first(); last -= size) {
        groups.add(new NifGroup(stretch.run(), last));
      }
    }
    return groups;
  }

  /** Its response {@code i}, the latest first. */
  NifRows.Row response(int i) {
    return new NifRows.Row(run, last - i);
  }
}
