// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/** samples.tsv: one line a row of the responses. */
final class SampleTable {
  static final String HEADER = "sample\tsplit\trun\tonset_s\tstimulus\trepeats\ttrial_type\n";

  private static final String TRIAL_TYPE = "trial_type";

  private SampleTable() {}

  static String line(Sample sample) {
    String stimulus = sample.hasStimulus() ? Integer.toString(sample.stimulus()) : TsvTable.MISSING;
    return sample.row()
        + "\t"
        + sample.split().label()
        + "\t"
        + sample.run()
        + "\t"
        + sample.onsetSec()
        + "\t"
        + stimulus
        + "\t"
        + sample.repeats()
        + "\t"
        + sample.trialType()
        + "\n";
  }

  static List<Sample> read(Path file, int frameCount) {
    TsvTable table =
        TsvTable.read(file, "sample", "split", "run", "onset_s", "stimulus", "repeats");
    List<Sample> samples = new ArrayList<>(table.rowCount());
    for (int row = 0; row < table.rowCount(); row++) {
      if (table.integer(row, "sample") != row) {
        throw new BadInputException(
            table.place(row, "sample"),
            "sample " + row,
            table.text(row, "sample"),
            "keep the samples in the order of the rows of responses.npy");
      }
      samples.add(sample(table, row, frameCount));
    }
    requireWholeRuns(file, samples);
    return List.copyOf(samples);
  }

  private static Sample sample(TsvTable table, int row, int frameCount) {
    Split split =
        Split.ofLabel(table.text(row, "split"))
            .orElseThrow(
                () ->
                    new BadInputException(
                        table.place(row, "split"),
                        "train or test",
                        table.text(row, "split"),
                        "repair that cell"));
    int stimulus =
        table.text(row, "stimulus").equals(TsvTable.MISSING)
            ? Sample.NO_STIMULUS
            : table.integer(row, "stimulus");
    if (stimulus >= frameCount || stimulus < Sample.NO_STIMULUS) {
      throw new BadInputException(
          table.place(row, "stimulus"),
          "a frame 0.." + (frameCount - 1) + " or n/a",
          table.text(row, "stimulus"),
          "prepare the dataset again");
    }
    return new Sample(
        row,
        split,
        table.text(row, "run"),
        table.number(row, "onset_s"),
        stimulus,
        table.integer(row, "repeats"),
        table.has(TRIAL_TYPE) ? table.text(row, TRIAL_TYPE) : Sample.NO_TRIAL_TYPE);
  }

  /** Refuses a run whose rows are not neighbours or that serves both splits. */
  static void requireWholeRuns(Object what, List<Sample> samples) {
    Set<String> finished = new HashSet<>();
    for (int row = 1; row < samples.size(); row++) {
      Sample before = samples.get(row - 1);
      Sample here = samples.get(row);
      if (!here.run().equals(before.run())) finished.add(before.run());
      if (finished.contains(here.run())) {
        throw new BadInputException(
            what,
            "the samples of a run one after the other",
            "run " + here.run() + " again at sample " + row,
            "give each run its own name");
      }
      if (here.run().equals(before.run()) && here.split() != before.split()) {
        throw new BadInputException(
            what,
            "a run that is either for training or for testing",
            "run " + here.run() + " with both at sample " + row,
            "split by whole runs");
      }
    }
  }
}
