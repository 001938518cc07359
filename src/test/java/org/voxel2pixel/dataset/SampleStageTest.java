// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.LagWindow;

/** The last stage on rows small enough to do by hand. */
class SampleStageTest {
  /** Voxel 0 varies, 1 never in training, 2 varies; rows 0 to 2 train, 3 to 5 test. */
  private static final float[][] ROWS = {
    {1, 5, 10}, {3, 5, 20}, {8, 5, 60}, {4, 7, 30}, {6, 7, 34}, {2, 9, 90}
  };

  @TempDir Path temporary;

  private static final List<SampleSource> SOURCES =
      List.of(
          source(Split.TRAIN, "a", 0),
          source(Split.TRAIN, "a", 1),
          source(Split.TRAIN, "a", 2),
          source(Split.TEST, "b", 3, 4),
          source(Split.TEST, "c", 5));

  private static SampleSource source(Split split, String run, long... rows) {
    return new SampleSource(split, run, 0, Sample.NO_STIMULUS, "kind", rows);
  }

  private static final ResponseRows IN_MEMORY =
      new ResponseRows() {
        @Override
        public int voxelCount() {
          return 3;
        }

        @Override
        public void read(long row, float[] into) {
          System.arraycopy(ROWS[(int) row], 0, into, 0, 3);
        }
      };

  private List<float[]> write(ResponseScaling scaling, int... unusable) {
    return write(SOURCES, scaling, unusable);
  }

  private List<float[]> write(
      List<SampleSource> sources, ResponseScaling scaling, int... unusable) {
    BitSet bad = new BitSet();
    for (int v : unusable) bad.set(v);
    List<Voxel> voxels = new ArrayList<>();
    for (int v = 0; v < 3; v++) voxels.add(new Voxel(v, v, 0, 0, "V" + (v + 1), Optional.empty()));
    Path folder = temporary.resolve("dataset-" + scaling + bad);
    DatasetWriter.write(
        folder,
        new DatasetDescription(2, 10, 4, 4, new LagWindow(0, 0)),
        Fixtures.provenance(),
        writer ->
            SampleStage.write(writer, voxels, bad, sources, IN_MEMORY, scaling, Progress.silent()));
    List<float[]> written = new ArrayList<>();
    try (Dataset dataset = Dataset.open(folder)) {
      assertEquals(0, dataset.frameCount());
      for (Sample sample : dataset.samples()) {
        assertEquals("kind", sample.trialType());
        float[] row = new float[dataset.voxelCount()];
        dataset.readResponse(sample.row(), row);
        written.add(row);
      }
      if (sources == SOURCES) assertEquals(2, dataset.samples().get(3).repeats());
    }
    return written;
  }

  /** P-01, P-03: mean 4, SD sqrt(26/3) of rows 0 to 2; test rows change neither. */
  @Test
  void trainingStatisticsServeBothSplitsAndAConstantVoxelIsDropped() {
    List<float[]> rows = write(new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE));
    double sd0 = Math.sqrt((9 + 1 + 16) / 3.0);
    double sd2 = Math.sqrt((400 + 100 + 900) / 3.0);
    assertRow(rows.get(0), (1 - 4) / sd0, (10 - 30) / sd2);
    assertRow(rows.get(3), (5 - 4) / sd0, (32 - 30) / sd2);
    assertRow(rows.get(4), (2 - 4) / sd0, (90 - 30) / sd2);
  }

  /** P-04, P-08. */
  @Test
  void sqrtOfTheActualNumberOfRepeatsAndTheSampleSd() {
    List<float[]> rows =
        write(new ResponseScaling(Normalisation.TRAINING, 1, Repeats.AVERAGE_SQRT_N));
    double sd0 = Math.sqrt((9 + 1 + 16) / 2.0);
    double sd2 = Math.sqrt((400 + 100 + 900) / 2.0);
    assertRow(rows.get(1), (3 - 4) / sd0, (20 - 30) / sd2);
    assertRow(rows.get(3), Math.sqrt(2) * (5 - 4) / sd0, Math.sqrt(2) * (32 - 30) / sd2);
    assertRow(rows.get(4), (2 - 4) / sd0, (90 - 30) / sd2);
  }

  /** P-02: voxel 1 is constant in run a alone, and 0 there; repeats first, then the scores. */
  @Test
  void eachRunIsScoredByItselfAfterItsRepeatsWereAveraged() {
    List<SampleSource> sources =
        List.of(
            source(Split.TRAIN, "a", 0),
            source(Split.TRAIN, "a", 1),
            source(Split.TRAIN, "d", 2),
            source(Split.TRAIN, "d", 3),
            source(Split.TEST, "b", 3, 4),
            source(Split.TEST, "b", 5, 5));
    List<float[]> rows = write(sources, new ResponseScaling(Normalisation.RUN, 0, Repeats.AVERAGE));
    assertRow(rows.get(0), -1, 0, -1); // two values are one SD from their mean
    assertRow(rows.get(1), 1, 0, 1);
    assertRow(rows.get(2), 1, -1, 1);
    assertRow(rows.get(4), 1, -1, -1);
    assertRow(rows.get(5), -1, 1, 1);
  }

  /** P-11: a voxel that some run could not use is dropped for all. */
  @Test
  void anUnusableVoxelIsDropped() {
    List<float[]> rows = write(new ResponseScaling(Normalisation.NONE, 0, Repeats.AVERAGE), 0);
    assertRow(rows.get(0), 5, 10);
    assertRow(rows.get(3), 7, 32);
  }

  private static void assertRow(float[] row, double... expected) {
    float[] wanted = new float[expected.length];
    for (int v = 0; v < wanted.length; v++) wanted[v] = (float) expected[v];
    assertArrayEquals(wanted, row, 1e-6f);
  }
}
