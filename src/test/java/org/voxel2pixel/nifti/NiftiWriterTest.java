// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NiftiWriterTest {
  private static final double[] OBLIQUE = {
    -1.9, 0.1, 0.2, 90, 0.1, 2, -0.3, -120, -0.2, 0.3, 2.2, -60
  };
  private static final NiftiGrid GRID = new NiftiGrid(5, 4, 3, OBLIQUE);

  @TempDir Path folder;

  /** Odd numbers from 3 up, different in each voxel and volume. */
  private static float[] volume(int t) {
    float[] volume = new float[GRID.voxelCount()];
    for (int n = 0; n < volume.length; n++) volume[n] = 3 + 2 * (n + 60 * t);
    return volume;
  }

  private static void write(Path file, NiftiType type, double slope, double inter) {
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 2, 0.7, type, slope, inter)) {
      writer.write(volume(0));
      writer.write(volume(1));
    }
  }

  @ParameterizedTest
  @EnumSource(NiftiType.class)
  void whatIsWrittenIsReadBack(NiftiType type) {
    Path file = folder.resolve(type + ".nii.gz");
    write(file, type, 2, 1);
    try (NiftiSeries series = NiftiSeries.open(file)) {
      assertEquals(List.of(), series.warnings());
      assertEquals(2, series.volumeCount());
      assertEquals(0.7, series.trSec());
      GRID.requireSame(series.grid(), Path.of("a"), file);
      float[] read = new float[GRID.voxelCount()];
      for (int t = 0; t < 2; t++) {
        assertTrue(series.readNext(read));
        assertArrayEquals(volume(t), read);
      }
      assertFalse(series.readNext(read));
    }
  }

  @Test
  void nibabelReadsWhatIsWritten() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("user.dir"), "src/test/python/nifti_read_back.py");
    assumeTrue(python("-c", "import nibabel") != null, "no /usr/bin/python3 with nibabel");
    for (NiftiType type : NiftiType.values()) {
      write(folder.resolve(type + ".nii"), type, 2, 1);
      write(folder.resolve(type + ".nii.gz"), type, 2, 1);
    }
    String answer = python(script.toString(), folder.toString());
    assertEquals("20 files read as expected", answer);
  }

  /** Its output, or null if it could not run. */
  private static String python(String... arguments) throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    if (!Files.isExecutable(python)) return null;
    List<String> command = Stream.concat(Stream.of("" + python), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    boolean importing = arguments[0].equals("-c");
    return importing && process.exitValue() != 0 ? null : output.strip();
  }
}
