// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Which responses train the network and which are held out.
 *
 * <p>A response counts if all frames that it sees are of its own run. Of each run the last share is
 * held out, and the {@code lagCount - 1} responses before it, which see the same frames, are left
 * out. A run too short for that trains only.
 *
 * @param training in the order of runs and volumes
 * @param heldOut in the order of runs and volumes
 * @param warnings one sentence each
 */
record NifRows(List<Row> training, List<Row> heldOut, List<String> warnings) {

  /** A response: its run and its volume in the run, both from 0. */
  record Row(int run, int volume) {}

  static NifRows of(NifFrames frames, NifSettings settings) {
    List<Row> training = new ArrayList<>();
    List<Row> heldOut = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (int run = 0; run < frames.runCount(); run++) {
      int first = settings.reach();
      int end = frames.volumeCount(run);
      int held = (int) Math.ceil(settings.heldOutShare() * Math.max(0, end - first));
      int trainEnd = end - held - (settings.lagCount() - 1);
      if (end <= first) {
        warnings.add("run " + run + " of " + end + " volumes is shorter than the lags, not used");
      } else if (trainEnd <= first) {
        warnings.add("run " + run + " of " + end + " volumes is too short to hold out a part");
        add(training, run, first, end);
      } else {
        add(training, run, first, trainEnd);
        add(heldOut, run, end - held, end);
      }
    }
    if (heldOut.size() < 3 || training.size() < settings.batchSize()) {
      throw new BadInputException(
          "runs",
          "at least 3 responses to hold out and a batch of %d to train on"
              .formatted(settings.batchSize()),
          heldOut.size() + " and " + training.size(),
          "give more or longer runs, or lower batchSize or the lags");
    }
    return new NifRows(training, heldOut, warnings);
  }

  private static void add(List<Row> rows, int run, int from, int to) {
    for (int volume = from; volume < to; volume++) rows.add(new Row(run, volume));
  }
}
