// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;

/** The rows of a run in a dataset whose samples are volumes. */
record VolumeRun(int firstRow, int volumeCount) {

  /** Those of the training split, in the dataset's order. */
  static List<VolumeRun> training(Dataset dataset) {
    List<VolumeRun> runs = new ArrayList<>();
    List<Sample> samples = dataset.samples();
    for (int first = 0; first < samples.size(); ) {
      int end = first;
      while (end < samples.size() && samples.get(end).run().equals(samples.get(first).run())) end++;
      if (samples.get(first).split() == Split.TRAIN) {
        runs.add(new VolumeRun(first, end - first));
      }
      first = end;
    }
    return runs;
  }
}
