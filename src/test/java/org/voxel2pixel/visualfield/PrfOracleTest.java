// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;

/**
 * Fits against scipy's, which knows neither our way to eliminate the gain nor our grid, and
 * searches from ten starts: src/test/python/visualfield_prf.py.
 */
class PrfOracleTest {
  private static final PrfSettings STANDARD =
      PrfSettings.standard()
          .withDelaysSec(List.of(0.0))
          .withFolds(2)
          .withRefinement(new PrfRefinement(200, 1e-6, 0));

  @Test
  void linearFitsOfEitherSignAreThoseOfScipy() throws IOException {
    List<Optional<PrfEstimate>> found =
        fit("linear", 40, STANDARD.withPolarity(Polarity.EITHER)).estimates();
    List<double[]> expected = PrfBars.table("prf_fits_linear.tsv");
    assertEquals(40, expected.size());
    int wellExplained = 0;
    for (double[] row : expected) {
      PrfEstimate estimate = found.get((int) row[0]).orElseThrow();
      String voxel = "voxel " + (int) row[0] + " ";
      assertEquals(row[7], estimate.r2(), 1e-5, voxel + "r2");
      assertEquals(row[8], estimate.heldOutR().orElseThrow(), 2e-3, voxel + "held out");
      if (row[7] < 0.3) continue;
      wellExplained++;
      assertEquals(row[1], estimate.parameters().xPx(), 2e-3, voxel + "x");
      assertEquals(row[2], estimate.parameters().yPx(), 2e-3, voxel + "y");
      assertEquals(row[3], estimate.parameters().sigmaPx(), 2e-3, voxel + "sigma");
      assertEquals(1, estimate.parameters().exponent(), 0, voxel + "exponent");
      assertEquals(row[5], estimate.gain(), 2e-3 * Math.abs(row[5]), voxel + "gain");
      assertEquals(row[6], estimate.baseline(), 2e-3, voxel + "baseline");
    }
    assertTrue(wellExplained >= 20, wellExplained + " voxels compared");
  }

  @Test
  void compressiveFitsAreThoseOfScipy() throws IOException {
    List<Optional<PrfEstimate>> found =
        fit(
                "css",
                16,
                STANDARD.withSummation(SpatialSummation.COMPRESSIVE).withPolarity(Polarity.EITHER))
            .estimates();
    int wellExplained = 0;
    for (double[] row : PrfBars.table("prf_fits_css.tsv")) {
      String voxel = "voxel " + (int) row[0] + " ";
      if (row[7] < 0.3) continue;
      wellExplained++;
      PrfEstimate estimate = found.get((int) row[0]).orElseThrow();
      assertEquals(row[7], estimate.r2(), 1e-4, voxel + "r2");
      assertEquals(row[1], estimate.parameters().xPx(), 0.01, voxel + "x");
      assertEquals(row[2], estimate.parameters().yPx(), 0.01, voxel + "y");
      double size = row[3] / Math.sqrt(row[4]);
      assertEquals(size, estimate.parameters().sizePx(), 0.01, voxel + "size");
      assertEquals(size * 0.5, estimate.field().sigmaDeg(), 0.005, voxel + "size in degrees");
      assertEquals(row[4], estimate.parameters().exponent(), 0.01, voxel + "exponent");
      assertEquals(row[8], estimate.heldOutR().orElseThrow(), 5e-3, voxel + "held out");
    }
    assertTrue(wellExplained >= 8, wellExplained + " voxels compared");
  }

  private static PrfResult fit(String name, int voxelCount, PrfSettings settings)
      throws IOException {
    return PrfFit.fit(
        PrfBars.stimulus(), PrfBars.responses(name, voxelCount), settings, Progress.silent());
  }
}
