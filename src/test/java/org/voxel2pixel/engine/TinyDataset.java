// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.voxel2pixel.dataset.DatasetDescription;
import org.voxel2pixel.dataset.DatasetWriter;
import org.voxel2pixel.dataset.PipelineStep;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * A dataset of a moment: frames of 16 x 16 pixels that are noise, 12 voxels of V1 and 9 of V2 whose
 * responses are noise too; 3 training runs and 1 test run of 14 volumes, lags 1..2, so that 12
 * volumes a run are examples.
 */
final class TinyDataset {
  static final int SIDE_PX = 16;
  static final int VOXELS = 21;
  static final int TRAIN_EXAMPLES = 36;
  static final int TEST_EXAMPLES = 12;
  private static final int VOLUMES = 14;
  private static final double SCREEN_DEG = 8;

  private TinyDataset() {}

  static Provenance provenance() {
    return Provenance.of("test", Map.of(), 1, Map.of());
  }

  /** The same for the same seed. */
  static void write(Path folder, long seed) {
    DatasetDescription description =
        new DatasetDescription(0.7, SCREEN_DEG, SIDE_PX, SIDE_PX, new LagWindow(1, 2));
    Random random = new Random(seed);
    DatasetWriter.write(folder, description, provenance(), writer -> fill(writer, random));
  }

  private static void fill(DatasetWriter writer, Random random) throws IOException {
    List<Integer> frames = new ArrayList<>();
    for (int run = 0; run < 4; run++) {
      for (int t = 0; t < VOLUMES; t++) {
        byte[] rgb = new byte[SIDE_PX * SIDE_PX * 3];
        random.nextBytes(rgb);
        frames.add(writer.addFrame(split(run), "run-" + run + "-" + t + ".png", rgb));
      }
    }
    writer.setVoxels(voxels(random));
    for (int run = 0; run < 4; run++) {
      for (int t = 0; t < VOLUMES; t++) {
        int row = run * VOLUMES + t;
        float[] response = new float[VOXELS];
        for (int v = 0; v < VOXELS; v++) response[v] = (float) random.nextGaussian();
        writer.addSample(
            new Sample(row, split(run), "run-" + run, t * 0.7, frames.get(row), 1), response);
      }
    }
    writer.addStep(new PipelineStep("none", Map.of("why", "test")));
    double[] mean = new double[VOXELS];
    double[] sd = new double[VOXELS];
    java.util.Arrays.fill(sd, 1);
    writer.setZScore(mean, sd);
  }

  private static Split split(int run) {
    return run < 3 ? Split.TRAIN : Split.TEST;
  }

  private static List<Voxel> voxels(Random random) {
    List<Voxel> voxels = new ArrayList<>();
    for (int v = 0; v < VOXELS; v++) {
      double xDeg = (random.nextDouble() - 0.5) * 0.9 * SCREEN_DEG;
      double yDeg = (random.nextDouble() - 0.5) * 0.9 * SCREEN_DEG;
      ReceptiveField field = new ReceptiveField(xDeg, yDeg, 0.5 + random.nextDouble());
      FittedField fitted = new FittedField(field, v == 3 ? 0.06 : 0.5); // one weak field
      voxels.add(new Voxel(v, v, 1, 1, v % 7 < 4 ? "V1" : "V2", Optional.of(fitted)));
    }
    return voxels;
  }
}
