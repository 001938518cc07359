// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Maps, positions and rows by hand. */
class VoxelMapsTest {
  /** 16 x 8 px of half a degree. */
  private static final PixelGrid SCREEN = new PixelGrid(16, 8, 8);

  private static double[] centres(int inputPx, int poolings) {
    PooledAxis axis = PooledAxis.of(inputPx, poolings);
    double[] centres = new double[axis.length()];
    for (int i = 0; i < centres.length; i++) centres[i] = axis.centrePx(i);
    return centres;
  }

  @Test
  void pooledPixelsLieMidwayBetweenWhatTheyAverage() {
    assertArrayEquals(new double[] {0, 1, 2}, centres(3, 0));
    assertArrayEquals(new double[] {0.5, 2.5, 4.5, 6.5}, centres(8, 1));
    assertArrayEquals(new double[] {1.5, 5.5}, centres(8, 2));
    assertArrayEquals(new double[] {0.5, 2.5, 4}, centres(5, 1));
    assertArrayEquals(new double[] {1.5, 4}, centres(5, 2));
    assertEquals(16 / 12.0, PooledAxis.of(8, 2).varianceWithinPx2());
  }

  /** Ranks 0 and 1 with amplitudes 3 and 1, all weight in one pixel each. Layer of 8 x 4. */
  private static VoxelMaps twoPoints() {
    float[] columns = new float[2 * 8];
    columns[6] = 1; // rank 0: column 6, row 0
    columns[8 + 2] = 1; // rank 1: column 2, row 3
    float[] rows = new float[2 * 4];
    rows[0] = 1;
    rows[4 + 3] = 1;
    NifNetwork.Maps maps = new NifNetwork.Maps(columns, rows, new float[] {3, 1});
    return new VoxelMaps(maps, PooledAxis.of(16, 1), PooledAxis.of(8, 1), 2, 1, 1);
  }

  /** A Gaussian at (3, -1) degrees of SD 0.6, on a flat ground of a fiftieth of its peak. */
  private static ReceptiveField gaussianOnAGround(double power) {
    PixelGrid screen = new PixelGrid(48, 48, 12); // a quarter of a degree
    float[] columns = new float[2 * 48];
    float[] rows = new float[2 * 48];
    for (int i = 0; i < 48; i++) {
      columns[i] = (float) Math.exp(-Math.pow((screen.xDeg(i) - 3) / 0.6, 2) / 2);
      rows[i] = (float) Math.exp(-Math.pow((screen.yDeg(i) + 1) / 0.6, 2) / 2);
      columns[48 + i] = 1;
      rows[48 + i] = 1;
    }
    NifNetwork.Maps maps = new NifNetwork.Maps(columns, rows, new float[] {1, 0.02f});
    PooledAxis axis = PooledAxis.of(48, 0);
    return new VoxelMaps(maps, axis, axis, 2, 1, power)
        .field(0, FieldCentre.CENTRE_OF_MASS, screen, new AreaReduction(screen, 48));
  }

  @Test
  void theSquareOfAMapIsDrawnLessToTheMiddleAndMeansTheSameSigma() {
    ReceptiveField squared = gaussianOnAGround(2);
    ReceptiveField plain = gaussianOnAGround(1);
    double moved = Math.hypot(squared.xDeg() - 3, squared.yDeg() + 1);
    assertTrue(moved < 0.25 * Math.hypot(plain.xDeg() - 3, plain.yDeg() + 1), "moved " + moved);
    // Without the ground the power would not matter; here the mean square of what it adds does:
    // of G^2, 2 g G and g^2 the sums are pi s^2, 4 pi g s^2 and g^2 144 in square degrees.
    double s2 = 0.36;
    double[] mass = {Math.PI * s2, 0.08 * Math.PI * s2, 0.0576};
    double[] xAt = {3, 3, 0};
    double[] within = {s2 / 2, s2, 12};
    double[] yAt = {-1, -1, 0};
    double sum = mass[0] + mass[1] + mass[2];
    double x = (mass[0] + mass[1]) * 3 / sum;
    double y = -(mass[0] + mass[1]) / sum;
    double variance = 0;
    for (int n = 0; n < 3; n++) {
      double square = (Math.pow(xAt[n] - x, 2) + Math.pow(yAt[n] - y, 2)) / 2;
      variance += mass[n] / sum * (within[n] + square);
    }
    assertEquals(x, squared.xDeg(), 1e-3);
    assertEquals(y, squared.yDeg(), 1e-3);
    assertEquals(Math.sqrt(2 * variance + 0.0625 / 12), squared.sigmaDeg(), 1e-2);
  }

  @Test
  void aMapOfNothingIsEmpty() {
    NifNetwork.Maps none = new NifNetwork.Maps(new float[] {1, 0}, new float[] {1}, new float[1]);
    assertTrue(new VoxelMaps(none, PooledAxis.of(2, 0), PooledAxis.of(1, 0), 1, 1, 2).isEmpty(0));
  }

  @Test
  void theCentreOfMassWeighsTheRanksByTheirAmplitudes() {
    ReceptiveField field =
        twoPoints().field(0, FieldCentre.CENTRE_OF_MASS, SCREEN, new AreaReduction(SCREEN, 16));
    // columns at 12.5 and 4.5 px, rows at 0.5 and 6.5 px; the middle at 7.5 and 3.5 px
    assertEquals((0.75 * 12.5 + 0.25 * 4.5 - 7.5) * 0.5, field.xDeg(), 1e-6);
    assertEquals((3.5 - (0.75 * 0.5 + 0.25 * 6.5)) * 0.5, field.yDeg(), 1e-6);
    // two points apart by d, shares 3/4 and 1/4: variance 3/16 d^2; a box of 2 px: 4/12
    double variance = (3 / 16.0 * 64 + 3 / 16.0 * 36) / 2 + 4 / 12.0;
    assertEquals(Math.sqrt(variance) * 0.5, field.sigmaDeg(), 1e-6);
  }

  @Test
  void theArgMaxIsTheStrongestPoint() {
    ReceptiveField field =
        twoPoints().field(0, FieldCentre.ARG_MAX, SCREEN, new AreaReduction(SCREEN, 16));
    assertEquals((12.5 - 7.5) * 0.5, field.xDeg(), 1e-6);
    assertEquals((3.5 - 0.5) * 0.5, field.yDeg(), 1e-6);
  }

  @Test
  void aLargerScreenOfTheSameDegreesGivesTheSameFieldInDegrees() {
    PixelGrid fine = new PixelGrid(64, 32, 8);
    ReceptiveField coarse =
        twoPoints().field(0, FieldCentre.CENTRE_OF_MASS, SCREEN, new AreaReduction(SCREEN, 16));
    ReceptiveField field =
        twoPoints().field(0, FieldCentre.CENTRE_OF_MASS, fine, new AreaReduction(fine, 16));
    assertEquals(coarse.xDeg(), field.xDeg(), 1e-9);
    assertEquals(coarse.yDeg(), field.yDeg(), 1e-9);
    assertEquals(coarse.sigmaDeg(), field.sigmaDeg(), 1e-9);
  }

  private static NifFrames frames(int... volumes) {
    PixelGrid grid = new PixelGrid(4, 4, 4);
    NifFrames.Builder builder = NifFrames.builder(grid, 4);
    for (int count : volumes) {
      builder.startRun();
      for (int t = 0; t < count; t++) {
        float[] frame = new float[16];
        frame[t % 16] = 1;
        builder.add(frame);
      }
    }
    return builder.build();
  }

  @Test
  void noResponseSeesAnotherRunAndNoTrainedOneAHeldOutFrame() {
    // quick: lags 4 to 8, so volumes from 8 on; 32 of the 40 count, 4 are held out, 4 left out
    NifRows rows = NifRows.of(frames(40, 8, 40), NifSettings.quick());
    List<NifRows.Row> run0 = rows.training().stream().filter(r -> r.run() == 0).toList();
    assertEquals(8, run0.get(0).volume());
    assertEquals(31, run0.get(run0.size() - 1).volume());
    assertEquals(new NifRows.Row(0, 36), rows.heldOut().get(0));
    assertEquals(new NifRows.Row(2, 39), rows.heldOut().get(7));
    assertEquals(8, rows.heldOut().size());
    assertTrue(rows.training().stream().noneMatch(r -> r.run() == 1));
    assertEquals(1, rows.warnings().size());
    assertTrue(rows.warnings().get(0).contains("run 1"), rows.warnings().get(0));
  }

  @Test
  void tooFewResponsesAreRefused() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> NifRows.of(frames(20), NifSettings.quick()));
    assertTrue(e.getMessage().startsWith("runs: expected"), e.getMessage());
  }
}
