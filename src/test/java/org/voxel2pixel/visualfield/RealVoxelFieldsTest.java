// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/**
 * Real V1-V3 responses to handwritten digits (van Gerven et al. 2010): 90 samples, 3,092 voxels.
 * There are no true fields to compare with, but digits shown in another order must explain nothing.
 */
class RealVoxelFieldsTest {
  private static final Path FILE =
      Path.of(System.getProperty("user.dir"), "../shared/data/vangerven-digit69/digit69_28x28.mat");
  private static final PixelGrid GRID = new PixelGrid(28, 28, 10);
  private static MatFile mat; // its matrices live as long as it is open
  private static Matrix responses; // [sample][voxel]
  private static Matrix digits; // [sample][x * 28 + y], as MATLAB lays them

  @BeforeAll
  static void read() throws IOException {
    Assumptions.assumeTrue(Files.exists(FILE), "the digits are not on this machine");
    mat = Mat5.readFromFile(FILE.toFile());
    responses = mat.getMatrix("fmriTrn");
    digits = mat.getMatrix("stimTrn");
  }

  @AfterAll
  static void close() throws IOException {
    if (mat != null) mat.close();
  }

  private static ReceptiveFieldTable estimate(List<Integer> digitOfSample) {
    int voxelCount = responses.getNumCols();
    ReverseCorrelation estimate =
        new ReverseCorrelation(
            GRID,
            voxelCount,
            digitOfSample.size(),
            ReverseCorrelationSettings.quick().withScaling(PixelScaling.STANDARDISED));
    for (int s = 0; s < digitOfSample.size(); s++) {
      float[] response = new float[voxelCount];
      for (int v = 0; v < voxelCount; v++) response[v] = responses.getFloat(s, v);
      float[] stimulus = new float[28 * 28];
      for (int p = 0; p < stimulus.length; p++) {
        int column = p % 28 * 28 + p / 28;
        stimulus[p] = digits.getFloat(digitOfSample.get(s), column) / 255;
      }
      estimate.add(response, stimulus);
    }
    return estimate.estimate(Progress.silent());
  }

  private static int countAbove(ReceptiveFieldTable table, double minR2) {
    int count = 0;
    for (int v = 0; v < table.voxelCount(); v++) {
      if (table.field(v).map(FittedField::r2).orElse(0.0) >= minR2) count++;
    }
    return count;
  }

  @Test
  void digitsInTheirOrderExplainManyMoreVoxelsThanInAnother() {
    List<Integer> order = new ArrayList<>();
    for (int s = 0; s < responses.getNumRows(); s++) order.add(s);
    ReceptiveFieldTable real = estimate(order);
    Collections.shuffle(order, new Random(1));
    ReceptiveFieldTable shuffled = estimate(order);
    int found = countAbove(real, 0.15);
    int byChance = countAbove(shuffled, 0.15);
    assertTrue(found > 100, found + " voxels");
    assertTrue(found > 10 * byChance, found + " voxels against " + byChance);
  }
}
