// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chosen voxels are those of the whole volume. */
class NiftiChosenVoxelsTest {
  /** More than two chunks of the reader, the last one not full. */
  private static final int NX = 40, NY = 41, NZ = 23;

  @TempDir Path temporary;

  private Path file() {
    Path file = temporary.resolve("run.nii.gz");
    NiftiGrid grid = new NiftiGrid(NX, NY, NZ, new double[] {2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0});
    try (NiftiWriter writer = NiftiWriter.create(file, grid, 3, 2, NiftiType.INT16, 1, 0)) {
      float[] volume = new float[grid.voxelCount()];
      for (int t = 0; t < 3; t++) {
        for (int n = 0; n < volume.length; n++) volume[n] = (n * 7 + t * 13) % 30000;
        writer.write(volume);
      }
    }
    return file;
  }

  private static void assertChosen(Path file, int[] wanted) {
    float[] into = new float[wanted.length + 2];
    try (NiftiSeries series = NiftiSeries.open(file)) {
      for (int t = 0; t < 3; t++) {
        assertTrue(series.readNext(wanted, into, 1));
        for (int n = 0; n < wanted.length; n++) {
          assertEquals((wanted[n] * 7 + t * 13) % 30000, into[n + 1], "volume " + t);
        }
        assertEquals(0, into[0]);
        assertEquals(0, into[wanted.length + 1]);
      }
      assertFalse(series.readNext(wanted, into, 1));
    }
  }

  @Test
  void fewManyAllAndNone() {
    Path file = file();
    int all = NX * NY * NZ;
    assertChosen(file, new int[] {0, 1, 16383, 16384, 20000, all - 1});
    assertChosen(file, IntStream.range(0, all).filter(n -> n % 3 == 1).toArray());
    assertChosen(file, IntStream.range(0, all).toArray());
    assertChosen(file, new int[0]);
  }

  @Test
  void whatDoesNotAscendOrLiesOutsideIsRefused() {
    try (NiftiSeries series = NiftiSeries.open(file())) {
      for (int[] wrong : new int[][] {{3, 2}, {3, 3}, {-1}, {NX * NY * NZ}}) {
        assertThrows(IllegalArgumentException.class, () -> series.readNext(wrong, new float[2], 0));
      }
    }
  }
}
