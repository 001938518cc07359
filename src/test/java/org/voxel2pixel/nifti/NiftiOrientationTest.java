// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

/** Which affine and which TR a header states, and which cannot be. */
class NiftiOrientationTest {
  @TempDir Path folder;
  private Path nii;

  @BeforeEach
  void name() {
    nii = folder.resolve("run.nii");
  }

  /** qform only: a half turn about z, so that i runs to the left and j to the back. */
  private static RawNifti halfTurn() {
    return new RawNifti()
        .shortAt(RawNifti.SFORM_CODE, 0)
        .shortAt(RawNifti.QFORM_CODE, 1)
        .floats(RawNifti.PIXDIM, -1, 2, 3, 4)
        .floats(RawNifti.QUATERN_B, 0, 0, 1)
        .floats(RawNifti.QOFFSET_X, 10, 20, 30);
  }

  @Test
  void theQuaternionRulesWhereThereIsNoSform() {
    Reading read = Reading.of(halfTurn().save(nii)).doesNotWarn();
    double[] expected = {-2, 0, 0, 10, 0, -3, 0, 20, 0, 0, -4, 30};
    assertArrayEquals(expected, read.grid().affine(), 1e-12);
    assertEquals("LPI", read.grid().axisCodes());
  }

  /** N-43. */
  @Test
  void withoutAnyOrientationThereIsAWarning() {
    RawNifti raw = new RawNifti().shortAt(RawNifti.SFORM_CODE, 0);
    Reading read = Reading.of(raw.floats(RawNifti.PIXDIM, 1, 2, 3, 4).save(nii));
    read.warnsOnce("no orientation", "left and right are not known");
    assertArrayEquals(new double[] {2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0}, read.grid().affine(), 0.0);
  }

  /** N-44. */
  @Test
  void theSformRulesAndADifferentQformIsTold() {
    RawNifti raw =
        halfTurn().shortAt(RawNifti.SFORM_CODE, 1).floats(RawNifti.QOFFSET_X, -10, -20, -30);
    Reading.of(raw.save(nii)).warnsOnce("sform and qform differ by up to", "sform was used");
    raw.floats(RawNifti.PIXDIM, 1, 2, 2, 2).floats(RawNifti.QUATERN_B, 0, 0, 0);
    Reading.of(raw.save(nii)).doesNotWarn();
    raw.floats(RawNifti.QOFFSET_X, -10, -20, -29.8);
    Reading.of(raw.save(nii)).warnsOnce("differ by up to 0.2 mm");
    raw.floats(RawNifti.QUATERN_B, 2, 0, 0);
    Reading.of(raw.save(nii)).warnsOnce("qform is damaged", "b² + c² + d² = 4.0");
  }

  /** N-45. */
  @Test
  void aQuaternionBeyondOneIsNormalisedOrRefused() {
    RawNifti raw = halfTurn().floats(RawNifti.QUATERN_B, 0, 0, 1.000001);
    double[] affine = Reading.of(raw.save(nii)).doesNotWarn().grid().affine();
    assertEquals(-2, affine[0], 1e-12);
    Reading.isRefused(
        halfTurn().floats(RawNifti.QUATERN_B, 0.6, 0.6, 0.6).save(nii), "b² + c² + d² = 1.08");
    Reading.isRefused(halfTurn().floats(RawNifti.QUATERN_B, Double.NaN, 0, 0).save(nii), "= NaN");
  }

  /** N-46. */
  @ParameterizedTest
  @CsvSource({"0", "7"})
  void aQfacThatIsNeitherSignIsTakenAsOne(float qfac) {
    Reading read = Reading.of(halfTurn().floats(RawNifti.PIXDIM, qfac).save(nii));
    read.warnsOnce("pixdim[0] (qfac) is " + qfac);
    assertEquals(4, read.grid().affine()[10], 1e-12);
  }

  /** N-47. */
  @Test
  void aSingularSformIsRefused() {
    double[] zeros = new double[12];
    Reading.isRefused(new RawNifti().floats(RawNifti.SROW_X, zeros).save(nii), "singular");
    double[] flat = {2, 0, 2, 0, 0, 2, 0, 0, 2, 0, 2, 0};
    Reading.isRefused(new RawNifti().floats(RawNifti.SROW_X, flat).save(nii), "singular");
    Reading.isRefused(new RawNifti().floats(RawNifti.SROW_X, Double.NaN).save(nii), "singular");
  }

  /** N-48. */
  @Test
  void voxelSizesThatTheAffineNeedsAreChecked() {
    Reading.isRefused(halfTurn().floats(RawNifti.PIXDIM, 1, 2, 0, 2).save(nii), "pixdim[2] = 0.0");
    Reading.isRefused(
        halfTurn().floats(RawNifti.PIXDIM, 1, Double.NaN).save(nii), "pixdim[1] = NaN");
    Reading read = Reading.of(halfTurn().floats(RawNifti.PIXDIM, 1, 2, 2, -2).save(nii));
    read.warnsOnce("pixdim[3] is -2.0; its sign was dropped");
    Reading.of(new RawNifti().floats(RawNifti.PIXDIM, 1, 0, 0, 0).save(nii)) // sform needs none
        .hasValues(1, 0)
        .doesNotWarn();
    assertEquals(2, read.grid().affine()[10], 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"9,1000,metres", "11,0.001,micrometres"})
  void otherUnitsOfLengthAreConverted(byte units, double mm, String name) {
    RawNifti raw = new RawNifti();
    raw.header.put(RawNifti.XYZT_UNITS, units);
    Reading read = Reading.of(raw.save(nii)).warnsOnce("stated in " + name);
    assertArrayEquals(new double[] {2 * mm, 2 * mm, 2 * mm}, read.grid().voxelSizeMm(), 1e-12 * mm);
  }

  private double trSec(int units, double pixdim4, String warning) {
    RawNifti raw = new RawNifti().floats(RawNifti.PIXDIM, 1, 2, 2, 2, pixdim4);
    raw.header.put(RawNifti.XYZT_UNITS, (byte) units);
    try (NiftiSeries series = NiftiSeries.open(raw.save(nii))) {
      assertEquals(warning.isEmpty() ? 0 : 1, series.warnings().size());
      if (!warning.isEmpty()) assertTrue(series.warnings().get(0).contains(warning));
      return series.trSec();
    }
  }

  /** N-49. */
  @Test
  void theTrIsPixdim4InTheUnitOfTime() {
    assertEquals(0.7, trSec(2 | 8, 0.7, ""));
    assertEquals(0.7, trSec(2 | 16, 700, ""));
    assertEquals(0.7, trSec(2 | 24, 700000, ""));
    assertEquals(2.0, trSec(2, 2, "no unit of time"));
    assertEquals(0.0, trSec(2 | 8, 0, ""));
    assertEquals(0.0, trSec(2 | 8, -2, "pixdim[4] is -2.0"));
    assertEquals(0.0, trSec(2 | 8, Double.NaN, "pixdim[4] is NaN"));
    assertEquals(0.0, trSec(2 | 32, 2, "not time")); // hertz
  }

  /** N-49. */
  @Test
  void aTrOfMinutesStopsWhoAsksForIt() {
    RawNifti raw = new RawNifti().floats(RawNifti.PIXDIM, 1, 2, 2, 2, 700);
    try (NiftiSeries series = NiftiSeries.open(raw.save(nii))) {
      assertTrue(series.warnings().get(0).contains("TR 700.0 s?"), "" + series.warnings());
      BadInputException e = assertThrows(BadInputException.class, series::trSec);
      Reading.assertSays(e, nii, "a TR of at most 60.0 s", "TR 700.0 s?");
    }
  }

  /** N-43. */
  @Test
  void whichAffineWasUsedCanBeAsked() {
    assertEquals(OrientationSource.SFORM, sourceOf(new RawNifti()));
    assertEquals(OrientationSource.SFORM, sourceOf(halfTurn().shortAt(RawNifti.SFORM_CODE, 4)));
    assertEquals(OrientationSource.QFORM, sourceOf(halfTurn()));
    assertEquals(OrientationSource.QFORM, sourceOf(halfTurn().shortAt(RawNifti.SFORM_CODE, -1)));
    assertEquals(OrientationSource.NONE, sourceOf(new RawNifti().shortAt(RawNifti.SFORM_CODE, 0)));
  }

  private OrientationSource sourceOf(RawNifti raw) {
    try (NiftiSeries series = NiftiSeries.open(raw.save(nii))) {
      return series.orientationSource();
    }
  }

  @Test
  void aThreeDimensionalFileHasNoTr() {
    RawNifti raw = new RawNifti().dim(3, 3, 2, 4, 1).floats(RawNifti.PIXDIM, 1, 2, 2, 2, 1);
    try (NiftiSeries series = NiftiSeries.open(raw.save(nii))) {
      assertEquals(0.0, series.trSec());
    }
  }
}
