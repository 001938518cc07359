// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

/** Images as other readers leave them. Affines of quaternions are nibabel's get_qform(). */
class NiftiOriginTest {

  /** The public fields that nifti_io's header object has, with its types. */
  public static final class NiftiHeader {
    public short[] dim = {3, 2, 1, 1, 1, 1, 1, 1};
    public float[] pixdim = {1, 2, 3, 4, 0, 0, 0, 0};
    public short datatype = 4;
    public float scl_slope = 0.5f;
    public float scl_inter = -10;
    public byte xyzt_units = 10;
    public short qform_code;
    public short sform_code = 1;
    public float quatern_b;
    public float quatern_c;
    public float quatern_d;
    public float qoffset_x;
    public float qoffset_y;
    public float qoffset_z;
    public float[] srow_x = {-2, 0, 0, 90};
    public float[] srow_y = {0, 3, 0, -126};
    public float[] srow_z = {0, 0, 4, -72};
  }

  private static ImagePlus image(ImageProcessor pixels, Object header) {
    ImagePlus image = new ImagePlus("other.nii", pixels);
    image.setProperty("nifti", header);
    return image;
  }

  /** As nifti_io leaves int16: shifted, with slope and intercept as calibration function. */
  private static ImagePlus int16(NiftiHeader header, int... stored) {
    ShortProcessor shifted = new ShortProcessor(2, 1);
    for (int n = 0; n < 2; n++) shifted.set(n, stored[n] + 32768);
    ImagePlus image = image(shifted, header);
    double slope = header.scl_slope == 0 ? 1 : header.scl_slope;
    double[] line = {header.scl_inter - 32768 * slope, slope};
    Calibration calibration = image.getCalibration();
    calibration.setFunction(Calibration.STRAIGHT_LINE, line, "gray value");
    return image;
  }

  private static float[] values(ImagePlus image) {
    float[] values = new float[2];
    GreyVolumes.of(image).read(0, values);
    return values;
  }

  @Test
  void theSformOfAnotherReadersHeaderIsTheAffine() {
    NiftiOrigin origin = NiftiOrigin.of(int16(new NiftiHeader(), -7, 300));
    double[] expected = {-2, 0, 0, 90, 0, 3, 0, -126, 0, 0, 4, -72};
    assertArrayEquals(expected, origin.affine().values());
    assertTrue(origin.isOriented());
    assertEquals(List.of(), origin.warnings());
  }

  @Test
  void withoutSformTheQuaternionIsTheAffine() {
    NiftiHeader header = new NiftiHeader();
    header.sform_code = 0;
    header.qform_code = 1;
    header.pixdim = new float[] {-1, 2, 2, 2.2f, 0, 0, 0, 0};
    header.quatern_b = -1.9451068e-26f;
    header.quatern_c = -0.9967085f;
    header.quatern_d = -0.081068784f;
    header.qoffset_x = 117.8551f;
    header.qoffset_y = -35.722942f;
    header.qoffset_z = -7.2487984f;
    // example4d.nii.gz of nibabel
    double[] expected = {
      -2, 0, 0, 117.8551025390625,
      0, 1.9737114906311035, -0.35552823543548584, -35.72294235229492,
      0, 0.3232076168060303, 2.171081781387329, -7.248798370361328
    };
    double[] found = NiftiOrigin.of(int16(header, 0, 1)).affine().values();
    assertArrayEquals(expected, found, 1e-5);
  }

  @Test
  void micrometresBecomeMm() {
    NiftiHeader header = new NiftiHeader();
    header.xyzt_units = 3;
    assertEquals(0.09, NiftiOrigin.of(int16(header, 0, 1)).affine().values()[3], 1e-12);
  }

  @Test
  void valuesOf16BitAreScaledByTheCalibrationFunctionThatTheReaderSet() {
    assertArrayEquals(new float[] {-13.5f, 140}, values(int16(new NiftiHeader(), -7, 300)));
  }

  @Test
  void valuesOf32BitAreScaledByTheHeaderForTheReaderDoesNot() {
    NiftiHeader header = new NiftiHeader();
    header.datatype = 16;
    FloatProcessor stored = new FloatProcessor(2, 1, new float[] {-7, 300});
    assertArrayEquals(new float[] {-13.5f, 140}, values(image(stored, header)));
    header.scl_slope = 0; // no scaling, whatever the intercept
    assertArrayEquals(new float[] {-7, 300}, values(image(stored, header)));
    header.scl_slope = Float.NaN;
    assertArrayEquals(new float[] {-7, 300}, values(image(stored, header)));
  }

  @Test
  void a16BitImageThatImageJMade32BitIsNotScaledTwice() {
    ImagePlus image = int16(new NiftiHeader(), -7, 300);
    new ImageConverter(image).convertToGray32();
    assertEquals(32, image.getBitDepth());
    assertArrayEquals(new float[] {-13.5f, 140}, values(image));
  }

  @Test
  void a16BitImageThatLostItsFunctionHasUnknownScaling() {
    ImagePlus image = int16(new NiftiHeader(), -7, 300);
    image.getCalibration().disableDensityCalibration();
    List<String> warnings = NiftiOrigin.of(image).warnings();
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("scaling unknown"), warnings.toString());
  }

  @Test
  void aFunctionThatGivesOnlyNanIsRefused() {
    NiftiHeader header = new NiftiHeader();
    header.scl_slope = Float.NaN; // many writers' way to say: none
    header.scl_inter = Float.NaN;
    ImagePlus image = int16(header, 1, 2);
    BadInputException e = assertThrows(BadInputException.class, () -> GreyVolumes.of(image));
    assertTrue(e.getMessage().contains("NaN for every value"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, its NIfTI header states none", "1, 5, no longer has the size"})
  void aHeaderWithoutUsableAffineLeavesTheCalibration(int sformCode, int nx, String reason) {
    NiftiHeader header = new NiftiHeader();
    header.sform_code = (short) sformCode;
    if (nx > 0) header.dim[1] = (short) nx;
    ImagePlus image = int16(header, 0, 1);
    image.getCalibration().pixelWidth = 2.5;
    image.getCalibration().setUnit("mm");
    NiftiOrigin origin = NiftiOrigin.of(image);
    assertFalse(origin.isOriented());
    assertEquals(2.5, origin.affine().values()[0]);
    assertEquals(1, origin.warnings().size());
    assertTrue(origin.warnings().get(0).contains(reason), origin.warnings().get(0));
  }

  @Test
  void whatOthersCallNiftiWithoutSuchFieldsIsNoHeader() {
    for (Object other : new Object[] {"a text", new float[4], new Object()}) {
      ImagePlus image = image(new FloatProcessor(2, 1, new float[] {1, 2}), other);
      List<String> warnings = NiftiOrigin.of(image).warnings();
      assertEquals(1, warnings.size());
      assertTrue(
          warnings.get(0).startsWith("other.nii: affine unknown; scaling unknown"),
          warnings.get(0));
      assertArrayEquals(new float[] {1, 2}, values(image));
    }
  }

  @Test
  void ownPropertiesHoldUntilTheImageHasAnotherSizeOrVoxelSize() {
    VoxelAffine affine = new VoxelAffine(new double[] {0, -3, 0, 7, 2, 0, 0, 8, 0, 0, 4, 9});
    NiftiProperties own =
        new NiftiProperties(
            "/a b.nii",
            new VolumeHyperstack.Shape(2, 1, 1, 1),
            affine,
            "ARS",
            1.5,
            "uint16",
            0.25,
            -3);
    ImagePlus image = new ImagePlus("a", new FloatProcessor(2, 1, new float[] {5, 6}));
    own.writeTo(image);
    image.getCalibration().pixelWidth = 2;
    image.getCalibration().pixelHeight = 3;
    image.getCalibration().pixelDepth = 4;
    NiftiOrigin origin = NiftiOrigin.of(image);
    assertEquals(affine, origin.affine());
    assertEquals(own, origin.properties().orElseThrow());
    assertEquals(List.of(), origin.warnings());
    assertArrayEquals(new float[] {5, 6}, values(image)); // scaled already
    image.getCalibration().pixelDepth = 4.01;
    assertUnknown(image, "its voxel size is no longer that of /a b.nii");
    image.getCalibration().pixelDepth = 4;
    image.setProcessor(new FloatProcessor(1, 2));
    assertUnknown(image, "it no longer has the size of /a b.nii");
  }

  private static void assertUnknown(ImagePlus image, String reason) {
    NiftiOrigin origin = NiftiOrigin.of(image);
    assertFalse(origin.isOriented());
    assertEquals(1, origin.warnings().size());
    assertTrue(origin.warnings().get(0).contains("affine unknown, for " + reason));
  }

  @Test
  void theOriginVoxelIsWhereTheAffineIsZero() {
    VoxelAffine affine = new VoxelAffine(new double[] {0, -3, 0.5, 7, 2, 0.1, 0, 8, 0.3, 0, 4, 9});
    double[] voxel = affine.originVoxel();
    double[] a = affine.values();
    for (int row = 0; row < 12; row += 4) {
      double mm = a[row] * voxel[0] + a[row + 1] * voxel[1] + a[row + 2] * voxel[2] + a[row + 3];
      assertEquals(0, mm, 1e-12);
    }
  }
}
