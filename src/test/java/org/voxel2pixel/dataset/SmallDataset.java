// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * A dataset small enough to check by eye: 3 voxels, runs a (5 volumes), b (4) for training and c
 * (4) for testing, lags 1..2, frames of 3 x 2 pixels. Response of voxel v in row r: {@code 10 r +
 * v}. Volume 1 of each run shows nothing.
 */
final class SmallDataset {
  static final List<Voxel> VOXELS =
      List.of(
          new Voxel(
              0,
              4,
              5,
              6,
              "V1",
              Optional.of(new FittedField(new ReceptiveField(-1.25, 0.1, 0.7), 0.5))),
          new Voxel(1, 7, 8, 9, "V1", Optional.empty()),
          new Voxel(2, -1, -1, -1, "V2", Optional.empty()));

  private SmallDataset() {}

  static DatasetDescription description() {
    return new DatasetDescription(0.7, 20, 3, 2, new LagWindow(1, 2));
  }

  static void write(Path folder) {
    DatasetWriter.write(folder, description(), Fixtures.provenance(), SmallDataset::fill);
  }

  static void fill(DatasetWriter writer) throws java.io.IOException {
    List<Integer> frames = new ArrayList<>();
    for (int f = 0; f < 10; f++) {
      Split split = f < 7 ? Split.TRAIN : Split.TEST;
      frames.add(writer.addFrame(split, "frame-" + f + ".png", frame(f)));
    }
    writer.setVoxels(VOXELS);
    int row = 0;
    int frame = 0;
    String[] runs = {"a", "b", "c"};
    int[] volumes = {5, 4, 4};
    for (int run = 0; run < 3; run++) {
      for (int t = 0; t < volumes[run]; t++) {
        int stimulus = t == 1 ? Sample.NO_STIMULUS : frames.get(frame++);
        Split split = run < 2 ? Split.TRAIN : Split.TEST;
        int repeats = run < 2 ? 1 : 5;
        writer.addSample(
            new Sample(row, split, runs[run], t * 0.7, stimulus, repeats), response(row));
        row++;
      }
    }
    writer.addStep(new PipelineStep("none", java.util.Map.of("why", "test")));
    writer.setZScore(new double[] {1, 2, 3}, new double[] {0.1, 0.2, 1 / 3.0});
  }

  static float[] response(int row) {
    return new float[] {10 * row, 10 * row + 1, 10 * row + 2};
  }

  static byte[] frame(int index) {
    byte[] rgb = new byte[18];
    for (int n = 0; n < rgb.length; n++) rgb[n] = (byte) (index * 20 + n);
    return rgb;
  }
}
