// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;

/**
 * macros/RealSubjects.ijm on two real subjects, against src/test/python/real_subjects_ridge.py,
 * which was written from the definitions, fits each inner fold anew, and holds all in double.
 */
class RealSubjectsTest {
  private static final Path DATA =
      Path.of(System.getProperty("user.dir")).resolveSibling("shared/data");

  /** What the script prints: set and protocol, metric, value, mean image. */
  private static final Object[][] NUMPY = {
    {"digits,10-fold", "pixcorr", 0.730025, 0.605192},
    {"digits,10-fold", "mse", 0.045628, 0.061116},
    {"digits,10-fold", "identification", 0.892525, 0.463131},
    {"digits,10-fold", "identification_within_class", 0.821633, 0.468163},
    {"figures,leave-one-stimulus-out", "pixcorr", 0.783835, 0.584563},
    {"figures,leave-one-stimulus-out", "mse", 0.073516, 0.129259},
    {"figures,leave-one-stimulus-out", "identification", 0.761111, 0.422222},
    {"figures,leave-one-run-out", "pixcorr", 0.960051, 0.662959},
    {"figures,leave-one-run-out", "mse", 0.014485, 0.108158},
    {"figures,leave-one-run-out", "identification", 0.995833, 0.488889},
  };

  @TempDir Path folder;

  @Test
  void theLinearBaselineIsThatOfAnIndependentScript() throws IOException {
    for (String file :
        List.of("vangerven-digit69/digit69_28x28.mat", "miyawaki-v1-figure/V1_mean_figure.mat")) {
      Assumptions.assumeTrue(Files.exists(DATA.resolve(file)), "not here: " + DATA.resolve(file));
    }
    String macro =
        Files.readString(Path.of("macros/RealSubjects.ijm"))
            .replace("getArgument()", "\"" + DATA + " " + folder + " ridge\"")
            .replace("newArray(10, 1)", "newArray(1, 1)");
    MacroRunner.value(macro);
    Map<String, double[]> rows = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("table.csv"))) {
      String[] cells = line.split(",");
      if (cells[0].equals("set") || cells[4].equals("n/a")) continue;
      double[] values = {
        Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6])
      };
      rows.put(cells[0] + "," + cells[1] + " " + cells[3], values);
    }
    for (Object[] expected : NUMPY) {
      String name = expected[0] + " " + expected[1];
      assertEquals((double) expected[2], rows.get(name)[0], 2e-6, name);
      // Two figures tie for the mean image but for rounding: a comparison of 90 falls either way.
      double tolerance = name.endsWith("identification") ? 0.012 : 2e-6;
      assertEquals((double) expected[3], rows.get(name)[1], tolerance, name + " of mean image");
      boolean better = name.endsWith("mse") ? rows.get(name)[0] < rows.get(name)[2] : true;
      assertTrue(better, name + " against shuffled");
    }
    for (String png : List.of("digits-kfold", "figures-leave-one-stimulus-out")) {
      assertTrue(Files.size(folder.resolve(png + "-ridge.png")) > 10_000, png);
    }
  }
}
