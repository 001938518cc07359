// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.imagej.MacroRunner;

/** macros/Haxby.ijm on the real runs, against haxby_block_means.py (nibabel, scipy). */
class HaxbyTest {
  private static final Path DATA =
      Path.of(System.getProperty("user.dir")).resolveSibling("shared/data/haxby2001-mini");

  /** Block, voxel, mean: what the script prints. */
  private static final double[][] SCIPY = {
    {0, 0, -0.18805759937208988},
    {8, 296, 0.3207959023886151},
    {16, 62, 0.4550213440445694},
    {24, 358, 0.5483271647424093},
    {32, 124, -0.42685656424732943},
    {40, 420, 0.9863319944817958},
    {48, 186, -0.49608907794041823},
    {56, 482, -0.537278007516508},
    {64, 248, -1.0218672154465556},
    {72, 14, -0.16764484419964149},
    {80, 310, -0.014162553721499105},
    {88, 76, -0.026582867152405296}
  };

  @TempDir Path folder;

  @Test
  void theMacroGivesScipysBlockMeansAndTellsTheKindsApart() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(DATA), "the data of Haxby 2001 are not here: " + DATA);
    String macro =
        Files.readString(Path.of("macros/Haxby.ijm"))
            .replace("getArgument()", "\"" + DATA.toString().replace('\\', '/') + "\"")
            .replace(
                "out = \"target/haxby\"", "out = \"" + folder.toString().replace('\\', '/') + "\"");
    MacroRunner.value(macro);
    try (Dataset dataset = Dataset.open(folder.resolve("dataset"))) {
      assertEquals(96, dataset.sampleCount());
      assertEquals(530, dataset.voxelCount());
      assertEquals(0, dataset.frameCount());
      float[] row = new float[530];
      for (double[] expected : SCIPY) {
        dataset.readResponse((int) expected[0], row);
        assertEquals(expected[2], row[(int) expected[1]], 1e-5, "block " + expected[0]);
      }
      double squares = 0;
      for (Sample sample : dataset.samples()) {
        dataset.readResponse(sample.row(), row);
        for (float value : row) squares += (double) value * value;
      }
      assertEquals(0.24683728587862613, squares / (96 * 530), 1e-6);
      assertEquals("scissors", dataset.samples().get(0).trialType());
      assertEquals("bottle", dataset.samples().get(88).trialType());
    }
    List<String> lines = Files.readAllLines(folder.resolve("accuracy.csv"));
    assertEquals("classes,accuracy,chance", lines.get(0));
    String[] cells = lines.get(1).split(",");
    assertEquals("8", cells[0]);
    assertTrue(Double.parseDouble(cells[1]) >= 0.59, lines.get(1));
    assertEquals("0.125000", cells[2]);
  }
}
