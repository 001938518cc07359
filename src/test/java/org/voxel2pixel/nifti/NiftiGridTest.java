// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class NiftiGridTest {
  private static final Path MASK = Path.of("V1.nii.gz");
  private static final Path BOLD = Path.of("bold.nii.gz");

  private static NiftiGrid grid(double... affine) {
    return new NiftiGrid(64, 60, 30, affine);
  }

  private static NiftiGrid las(double x, double y, double z) {
    return grid(-2, 0, 0, x, 0, 2, 0, y, 0, 0, 2.5, z);
  }

  private static void differs(NiftiGrid mask, NiftiGrid bold, String... words) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> mask.requireSame(bold, MASK, BOLD));
    assertTrue(e.getMessage().startsWith(MASK.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("the grid of " + BOLD), e.getMessage());
    for (String word : words) assertTrue(e.getMessage().contains(word), e.getMessage());
  }

  /** N-51. */
  @Test
  void aMaskOneVoxelOffIsRefusedWithMillimetresAndAxis() {
    differs(las(92, -120, -60), las(90, -120, -60), "off by 2.0 mm in x");
    differs(las(90, -120, -60), las(90, -118, -60), "off by 2.0 mm in y");
    differs(las(90, -120, -62.5), las(90, -120, -60), "off by 2.5 mm in z");
    differs(las(90, -119.85, -60), las(90, -120, -60), "off by 0.2 mm in y");
  }

  @Test
  void aScaleThatOnlyTheFarCornerShowsIsRefused() {
    NiftiGrid wider = grid(-2.01, 0, 0, 90, 0, 2, 0, -120, 0, 0, 2.5, -60);
    differs(wider, las(90, -120, -60), "off by 0.6 mm in x");
  }

  @Test
  void whatFloatHeadersRoundIsTheSame() {
    NiftiGrid rounded = grid(-2.0000002, 1e-6, 0, 90.00001, 0, 2, 1e-5, -120, 0, 0, 2.5, -60);
    rounded.requireSame(las(90, -120, -60), MASK, BOLD);
  }

  /** N-52. */
  @Test
  void anotherShapeIsRefusedWithBoth() {
    double[] affine = las(0, 0, 0).affine();
    differs(new NiftiGrid(64, 60, 31, affine), las(0, 0, 0), "64 x 60 x 30 voxels", "64 x 60 x 31");
  }

  /** N-54. */
  @Test
  void aFlippedAxisIsRefusedByItsLetters() {
    NiftiGrid ras = grid(2, 0, 0, -36, 0, 2, 0, -120, 0, 0, 2.5, -60); // the same voxels, mirrored
    differs(ras, las(90, -120, -60), "axes LAS", "axes RAS");
  }

  @Test
  void theAffinePlacesVoxels() {
    NiftiGrid oblique = new NiftiGrid(5, 4, 3, new double[] {0, 0, 3, 1, -2, 0, 0, 2, 0, 1, 0, 3});
    assertArrayEquals(new double[] {1 + 3 * 2, 2 - 2 * 4, 3 + 3}, oblique.positionMm(4, 3, 2));
    assertArrayEquals(new double[] {2, 1, 3}, oblique.voxelSizeMm());
    assertEquals("PSR", oblique.axisCodes());
  }

  @Test
  void iRunsFastest() {
    NiftiGrid grid = new NiftiGrid(5, 4, 3, las(0, 0, 0).affine());
    assertEquals(60, grid.voxelCount());
    assertEquals(1, grid.indexOf(1, 0, 0));
    assertEquals(5, grid.indexOf(0, 1, 0));
    assertEquals(20, grid.indexOf(0, 0, 1));
    assertEquals(59, grid.indexOf(4, 3, 2));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> grid.indexOf(5, 0, 0));
    assertTrue(e.getMessage().contains("(5, 0, 0) is outside 5 x 4 x 3"), e.getMessage());
  }

  @Test
  void anAffineThatIsNoneIsAProgrammingMistake() {
    assertThrows(IllegalArgumentException.class, () -> grid(1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> grid(new double[12]));
    assertThrows(IllegalArgumentException.class, () -> las(Double.NaN, 0, 0));
    double[] affine = las(0, 0, 0).affine();
    assertThrows(IllegalArgumentException.class, () -> new NiftiGrid(0, 1, 1, affine));
    assertThrows(ArithmeticException.class, () -> new NiftiGrid(65536, 65536, 1, affine));
  }

  @Test
  void gridsAreValues() {
    double[] affine = las(1, 2, 3).affine();
    NiftiGrid grid = grid(affine);
    affine[3] = 77;
    grid.affine()[3] = 78;
    assertEquals(las(1, 2, 3), grid);
    assertEquals(las(1, 2, 3).hashCode(), grid.hashCode());
    assertNotEquals(las(1, 2, 4), grid);
  }
}
