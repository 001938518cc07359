// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.nifti.NiftiHeader;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.nifti.NiftiType;

/** What is saved is judged by reading it with NiftiSeries, which is tested against nibabel. */
class SaveNiftiTest {
  @TempDir Path folder;

  private static String importing(Path file, String more) {
    return "run(\"NIfTI (fMRI)...\", \"path=[" + file + "] " + more + "\");\n";
  }

  private static String saving(Path file, String more) {
    return "run(\"NIfTI-1 (fMRI)...\", \"path=[" + file + "] " + more + "\");\n";
  }

  private static NiftiHeader header(Path file) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      return series.header();
    }
  }

  private static double[] affine(Path file) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      return series.grid().affine();
    }
  }

  private static void assertSameVolumes(Path expected, Path found) {
    List<float[]> before = NiftiFixtures.read(expected);
    List<float[]> after = NiftiFixtures.read(found);
    assertEquals(before.size(), after.size());
    for (int t = 0; t < before.size(); t++) assertArrayEquals(before.get(t), after.get(t));
  }

  @ParameterizedTest
  @CsvSource({
    "functional.nii, yes, .nii",
    "functional.nii, no, .nii.gz",
    "anatomical.nii, no, .nii",
    "example4d.nii.gz, yes, .nii.gz",
    "example_nifti2.nii.gz, no, .nii",
    "standard.nii.gz, yes, .nii"
  })
  void whatWasOpenedIsSavedWithEveryValueTheAffineAndTheType(
      String name, String virtual, String ending) {
    Path file = NiftiFixtures.sample(name);
    Path copy = folder.resolve("copy of" + ending);
    MacroRunner.value(importing(file, "virtual=" + virtual) + saving(copy, ""));
    assertSameVolumes(file, copy);
    assertArrayEquals(affine(file), affine(copy));
    NiftiHeader before = header(file);
    NiftiHeader after = header(copy);
    assertEquals(before.datatype(), after.datatype());
    for (int n = 1; n <= before.dim()[0]; n++) assertEquals(before.dim()[n], after.dim()[n]);
    for (int n = 1; n <= 3; n++) assertEquals(before.pixdim()[n], after.pixdim()[n], 1e-6);
  }

  @Test
  void theHeaderOfARunComesBackFieldByField() {
    Path file = NiftiFixtures.sample("functional.nii");
    Path copy = folder.resolve("copy.nii");
    MacroRunner.value(importing(file, "") + saving(copy, ""));
    NiftiHeader before = header(file);
    NiftiHeader after = header(copy);
    assertArrayEquals(before.dim(), after.dim());
    assertArrayEquals(new double[] {4, 4, 8, 2}, Arrays.copyOfRange(after.pixdim(), 1, 5));
    assertEquals(before.sclSlope(), after.sclSlope());
    assertEquals(before.sclInter(), after.sclInter());
    assertEquals(before.sformCode(), after.sformCode());
    assertEquals(before.xyztUnits(), after.xyztUnits());
    assertArrayEquals(before.srowX(), after.srowX());
    assertArrayEquals(before.srowY(), after.srowY());
    assertArrayEquals(before.srowZ(), after.srowZ());
  }

  @ParameterizedTest
  @EnumSource(
      value = NiftiType.class,
      names = {"INT16", "INT32", "INT64", "FLOAT32", "FLOAT64"})
  void autoKeepsAFilesIntegerTypeAndWritesFloatsAsFloat32(NiftiType type) {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), type);
    Path copy = NiftiFixtures.save(NiftiFixtures.open(file, "no"), folder.resolve("b.nii"), "auto");
    assertEquals((type.isInteger() ? type : NiftiType.FLOAT32).code(), header(copy).datatype());
    assertSameVolumes(file, copy);
  }

  @Test
  void valuesThatTheFilesTypeDoesNotHoldMakeAutoFloat32() {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    ImagePlus image = NiftiFixtures.open(file, "no");
    ((float[]) image.getStack().getPixels(2))[5] = Float.NaN;
    ((float[]) image.getStack().getPixels(4))[1] = 0.5f;
    Path copy = NiftiFixtures.save(image, folder.resolve("b.nii"), "auto");
    assertEquals(NiftiType.FLOAT32.code(), header(copy).datatype());
    assertEquals(Float.NaN, NiftiFixtures.read(copy).get(0)[12 + 5]);
    assertEquals(0.5f, NiftiFixtures.read(copy).get(1)[12 + 1]);
  }

  @ParameterizedTest
  @CsvSource({"uint8, the value -3.0", "uint16, the value -3.0"})
  void anIntegerTypeThatDoesNotHoldTheValuesIsRefused(String datatype, String found) {
    ImagePlus image =
        NiftiFixtures.open(NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16), "no");
    Path target = folder.resolve("b.nii");
    String reason = NiftiFixtures.refusal(image, target, datatype);
    assertEquals(
        "a.nii: expected values that "
            + datatype
            + " holds as they are, found "
            + found
            + "; choose datatype=auto or float32.",
        reason);
    assertFalse(Files.exists(target));
  }

  @Test
  void fractionsAreNeitherRoundedNorClipped() {
    ImagePlus image = new ImagePlus("f", new FloatProcessor(2, 1, new float[] {1, 2.5f}));
    String reason = NiftiFixtures.refusal(image, folder.resolve("b.nii"), "int16");
    assertTrue(reason.contains("found the value 2.5"), reason);
    Path file = NiftiFixtures.save(image, folder.resolve("b.nii"), "float64");
    assertEquals(NiftiType.FLOAT64.code(), header(file).datatype());
    assertArrayEquals(new float[] {1, 2.5f}, NiftiFixtures.read(file).get(0));
  }

  @Test
  void anAskedIntegerTypeMayUseTheFilesScaling() {
    Path file = NiftiFixtures.sample("functional.nii");
    Path copy =
        NiftiFixtures.save(NiftiFixtures.open(file, "no"), folder.resolve("b.nii"), "int16");
    assertEquals(header(file).sclSlope(), header(copy).sclSlope());
    assertSameVolumes(file, copy);
  }

  @Test
  void signed16BitImagesAreSavedWithTheirSign() {
    ShortProcessor shifted = new ShortProcessor(3, 1);
    int[] values = {-32768, -5, 32767};
    for (int n = 0; n < 3; n++) shifted.set(n, values[n] + 32768);
    ImagePlus image = new ImagePlus("signed", shifted);
    image.getCalibration().setSigned16BitCalibration();
    Path file = NiftiFixtures.save(image, folder.resolve("a.nii"), "auto");
    assertEquals(NiftiType.INT16.code(), header(file).datatype());
    assertArrayEquals(new float[] {-32768, -5, 32767}, NiftiFixtures.read(file).get(0));
  }

  @Test
  void unsigned16BitImagesBeyond32767BecomeUint16() {
    ShortProcessor values = new ShortProcessor(2, 1);
    values.set(0, 65535);
    Path file = NiftiFixtures.save(new ImagePlus("u", values), folder.resolve("a.nii"), "auto");
    assertEquals(NiftiType.UINT16.code(), header(file).datatype());
    assertArrayEquals(new float[] {65535, 0}, NiftiFixtures.read(file).get(0));
  }

  @Test
  void aCalibrationFunctionIsAppliedTo8And16Bit() {
    ByteProcessor bytes = new ByteProcessor(2, 1, new byte[] {(byte) 200, 1});
    ShortProcessor shorts = new ShortProcessor(2, 1, new short[] {(short) 40000, 1}, null);
    for (ImagePlus image : List.of(new ImagePlus("b", bytes), new ImagePlus("s", shorts))) {
      double first = image.getProcessor().get(0);
      image
          .getCalibration()
          .setFunction(Calibration.STRAIGHT_LINE, new double[] {-10, 0.25}, "BOLD");
      Path file = NiftiFixtures.save(image, folder.resolve(image.getTitle() + ".nii"), "auto");
      assertArrayEquals(
          new float[] {(float) (0.25 * first - 10), -9.75f}, NiftiFixtures.read(file).get(0));
    }
  }

  @Test
  void aLookUpTableChangesNoValue() {
    ImagePlus image = new ImagePlus("labels", new ByteProcessor(2, 1, new byte[] {7, 9}));
    image.setLut(LUT.createLutFromColor(Color.RED));
    Path file = NiftiFixtures.save(image, folder.resolve("a.nii"), "auto");
    assertEquals(NiftiType.UINT8.code(), header(file).datatype());
    assertArrayEquals(new float[] {7, 9}, NiftiFixtures.read(file).get(0));
  }

  @Test
  void rgbAndChannelsAreRefusedAndNothingIsWritten() throws IOException {
    ImagePlus rgb = new ImagePlus("rgb", new ColorProcessor(4, 4));
    Path target = folder.resolve("a.nii");
    String reason = NiftiFixtures.refusal(rgb, target, "auto");
    assertTrue(reason.startsWith("rgb: expected one value a voxel, found an RGB image"), reason);
    ImageStack planes = new ImageStack(4, 4);
    for (int n = 0; n < 2; n++) planes.addSlice(new ByteProcessor(4, 4));
    ImagePlus channels = new ImagePlus("two", planes);
    channels.setDimensions(2, 1, 1);
    for (ImagePlus image : List.of(channels, new CompositeImage(channels))) {
      String refused = NiftiFixtures.refusal(image, target, "auto");
      assertTrue(refused.contains("expected 1 channel, found 2 channels"), refused);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void savingCanBeStoppedAndLeavesNothing() throws IOException {
    ImagePlus image = frames("sec", 2);
    Path target = folder.resolve("a.nii");
    CancelAt whileWriting = new CancelAt("writing a.nii");
    assertEquals(
        "cancelled", whileWriting.during(() -> NiftiFixtures.refusal(image, target, "float32")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void withoutAnImageTheMacroStops() {
    assertEquals(
        "There is no image open; open the Image first.",
        MacroRunner.refusal(saving(folder.resolve("a.nii"), "")));
  }

  @Test
  void anExistingFileStopsUnlessItIsToBeReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nii"), "old");
    String image = "newImage(\"x\", \"8-bit ramp\", 4, 4, 2);\n";
    String reason = MacroRunner.refusal(image + saving(file, ""));
    assertTrue(reason.startsWith(file + ": expected the name of a file that does not exist"));
    assertEquals("old", Files.readString(file));
    MacroRunner.value(image + saving(file, "ifexists=replace"));
    assertEquals(4 * 4 * 2, NiftiFixtures.read(file).get(0).length);
  }

  @Test
  void anotherEndingIsRefused() {
    String reason =
        MacroRunner.refusal(
            "newImage(\"x\", \"8-bit\", 4, 4, 2);\n" + saving(folder.resolve("a.img"), ""));
    assertTrue(reason.contains("a name ending in .nii or .nii.gz"), reason);
  }

  @Test
  void aLazyImageIsNotWrittenOverTheFileThatItReads() {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    String save = saving(file, "ifexists=replace");
    String reason = MacroRunner.refusal(importing(file, "virtual=yes") + save);
    assertTrue(reason.contains("open it with virtual=no"), reason);
    MacroRunner.value(importing(file, "virtual=no") + save);
    assertArrayEquals(NiftiFixtures.volume(2), NiftiFixtures.read(file).get(2));
  }

  @Test
  void theAffineComesThroughDuplicatesAndImageJsTiff() {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    Path copy = folder.resolve("b.nii");
    Path tiff = folder.resolve("a.tif");
    MacroRunner.value(
        importing(file, "virtual=yes")
            + "run(\"Duplicate...\", \"duplicate\");\n"
            + ("saveAs(\"Tiff\", \"" + tiff + "\"); close(); open(\"" + tiff + "\");\n")
            + saving(copy, ""));
    assertSameVolumes(file, copy);
    assertArrayEquals(NiftiFixtures.GRID.affine(), affine(copy));
    assertEquals(NiftiFixtures.TR_SEC, header(copy).pixdim()[4], 1e-7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "makeRectangle(0, 0, 2, 2); run(\"Crop\");",
        "run(\"Duplicate...\", \"duplicate slices=1 frames=1-3\");",
        "run(\"Properties...\", \"pixel_width=4\");"
      })
  void anImageOfAnotherSizeHasNoAffineButItsVoxelSize(String change) {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    Path copy = folder.resolve("b.nii");
    MacroRunner.value(importing(file, "virtual=no") + change + saving(copy, ""));
    double[] affine = affine(copy);
    assertEquals(change.contains("width=4") ? 4 : 2, affine[0]);
    assertEquals(2.5, affine[5]);
    assertEquals(3, affine[10]);
    assertEquals(0, affine[1] + affine[2] + affine[4] + affine[6] + affine[8] + affine[9]);
  }

  @Test
  void whatIsNotKnownIsTold() {
    ImagePlus plain = frames("sec", 0);
    NiftiSaving.Saved saved =
        NiftiSaving.save(plain, folder.resolve("a.nii"), "auto", Progress.silent());
    assertEquals(2, saved.warnings().size(), saved.warnings().toString());
    assertTrue(saved.warnings().get(0).startsWith("frames: affine unknown; scaling unknown"));
    assertTrue(saved.warnings().get(1).contains("no frame interval"), saved.warnings().get(1));
    Path file = NiftiFixtures.write(folder.resolve("b.nii"), NiftiType.INT16);
    ImagePlus own = NiftiFixtures.open(file, "no");
    Path copy = folder.resolve("c.nii");
    assertEquals(List.of(), NiftiSaving.save(own, copy, "auto", Progress.silent()).warnings());
    own.setProp("nifti.axes", "unknown");
    List<String> warnings = NiftiSaving.save(own, copy, "auto", Progress.silent()).warnings();
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("does not say where left"), warnings.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "sec, 0.7, 0.7",
    "s, 2, 2",
    "msec, 720, 0.72",
    "ms, 720, 0.72",
    "usec, 1500000, 1.5",
    "min, 0.05, 3"
  })
  void theTrIsTheFrameIntervalInItsUnit(String unit, double interval, double sec) {
    Path file = NiftiFixtures.save(frames(unit, interval), folder.resolve("a.nii"), "auto");
    assertEquals((float) sec, header(file).pixdim()[4]);
    assertEquals(10, header(file).xyztUnits()); // mm and s
  }

  @Test
  void aFrameIntervalInNoUnitOfTimeIsRefused() {
    String reason = NiftiFixtures.refusal(frames("scans", 2), folder.resolve("a.nii"), "auto");
    assertTrue(reason.contains("expected a frame interval in sec, msec, usec or min"), reason);
    assertTrue(
        NiftiFixtures.refusal(frames("sec", -2), folder.resolve("a.nii"), "auto").contains("-2.0"));
  }

  private static ImagePlus frames(String unit, double interval) {
    ImageStack planes = new ImageStack(2, 2);
    for (int n = 0; n < 3; n++) planes.addSlice(new ByteProcessor(2, 2));
    ImagePlus image = new ImagePlus("frames", planes);
    image.setDimensions(1, 1, 3);
    image.getCalibration().setTimeUnit(unit);
    image.getCalibration().frameInterval = interval;
    return image;
  }

  @Test
  void lengthsInOtherUnitsBecomeMm() {
    ImagePlus image = IJ.createImage("x", "8-bit black", 3, 3, 3);
    Calibration calibration = image.getCalibration();
    calibration.setUnit("um"); // ImageJ writes it with a mu
    calibration.pixelWidth = 3000;
    calibration.pixelHeight = 2500;
    calibration.pixelDepth = 2000;
    calibration.xOrigin = 1;
    Path file = NiftiFixtures.save(image, folder.resolve("a.nii"), "auto");
    assertArrayEquals(new double[] {3, 0, 0, -3, 0, 2.5, 0, 0, 0, 0, 2, 0}, affine(file), 1e-6);
  }

  @Test
  void damagedPropertiesAreNamed() {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    ImagePlus image = NiftiFixtures.open(file, "no");
    image.setProp("nifti.affine", "1 0 0 0 0 1 0 0 0 0 0 0");
    String reason = NiftiFixtures.refusal(image, folder.resolve("b.nii"), "auto");
    assertTrue(reason.contains("property nifti.affine: expected 12 numbers of rank 3"), reason);
  }
}
