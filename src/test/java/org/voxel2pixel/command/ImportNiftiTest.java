// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.nifti.NiftiType;

/**
 * NIfTI files opened by the command. Numbers of nibabel's sample files are nibabel 5.0.0's, {@code
 * get_fdata()} as float32; percentiles are {@code numpy.percentile(..., method='nearest')}.
 */
class ImportNiftiTest {
  @TempDir Path folder;

  private static String command(Path file, String more) {
    return "run(\"NIfTI (fMRI)...\", \"path=[" + file + "] " + more + "\");\n";
  }

  /** The value that a macro reads at voxel (i, j, k) of volume t. */
  private static String valueAt(int i, int j, int k, int t) {
    return String.format("Stack.setPosition(1, %d, %d); v = getValue(%d, %d);", k + 1, t + 1, i, j)
        + "return d2s(v, 12);";
  }

  @ParameterizedTest
  @CsvSource({
    "functional.nii, 0, 0, 0, 0, 4004.13720703125",
    "functional.nii, 8, 10, 1, 0, 3865.765380859375",
    "functional.nii, 3, 17, 2, 7, 3577.484619140625",
    "functional.nii, 16, 20, 2, 19, 3129.341064453125",
    "anatomical.nii, 16, 20, 12, 0, 11881",
    "anatomical.nii, 5, 33, 7, 0, 8825",
    "anatomical.nii, 32, 40, 24, 0, 2971",
    "example4d.nii.gz, 64, 48, 12, 0, 265",
    "example_nifti2.nii.gz, 3, 19, 11, 1, 424",
    "example_nifti2.nii.gz, 31, 0, 2, 1, 412",
    "standard.nii.gz, 1, 2, 3, 0, 255"
  })
  void aMacroReadsNibabelsValuesFromMemoryAndFromTheFile(
      String name, int i, int j, int k, int t, double value) {
    Path file = NiftiFixtures.sample(name);
    for (String virtual : new String[] {"no", "yes"}) {
      String read = MacroRunner.value(command(file, "virtual=" + virtual) + valueAt(i, j, k, t));
      assertEquals((float) value, Float.parseFloat(read), virtual);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "functional.nii, 17, 21, 3, 20, 3637.4085152676794, 629.826171875, 5571.6220703125",
    "anatomical.nii, 33, 41, 25, 1, 8401.066725794532, -610, 30393",
    "example4d.nii.gz, 128, 96, 24, 2, 172.90811496310764, 0, 1162",
    "example_nifti2.nii.gz, 32, 20, 12, 2, 450.963671875, 46, 757",
    "standard.nii.gz, 4, 5, 7, 1, 54.642857142857146, 0, 255"
  })
  void meanMinimumAndMaximumOfAllPlanesAreNibabels(
      String name, int nx, int ny, int nz, int nt, double mean, double min, double max) {
    ImagePlus image = NiftiFixtures.open(NiftiFixtures.sample(name), "auto");
    assertArrayEquals(new int[] {nx, ny, 1, nz, nt}, image.getDimensions());
    assertEquals(32, image.getBitDepth());
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int n = 1; n <= nz * nt; n++) {
      for (float value : (float[]) image.getStack().getPixels(n)) {
        sum += value;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    assertEquals(mean, sum / ((double) nx * ny * nz * nt), 1e-9 * Math.abs(mean));
    assertEquals(min, least);
    assertEquals(max, greatest);
  }

  @Test
  void theCalibrationIsInMmAndSecondsFromTheVoxelAtZero() {
    Calibration calibration =
        NiftiFixtures.open(NiftiFixtures.sample("functional.nii"), "auto").getCalibration();
    assertEquals("mm", calibration.getUnit());
    assertEquals(4, calibration.pixelWidth);
    assertEquals(4, calibration.pixelHeight);
    assertEquals(8, calibration.pixelDepth);
    assertEquals(2, calibration.frameInterval);
    assertEquals("sec", calibration.getTimeUnit());
    assertEquals(8, calibration.xOrigin, 1e-12); // -4 i + 32 = 0
    assertEquals(10, calibration.yOrigin, 1e-12); // 4 j - 40 = 0
    assertEquals(0, calibration.zOrigin, 1e-12);
  }

  @Test
  void theOriginOfAnObliqueGridIsTheVoxelAtZero() {
    Calibration calibration =
        NiftiFixtures.open(NiftiFixtures.sample("example4d.nii.gz"), "yes").getCalibration();
    // numpy.linalg.inv(affine) @ (0, 0, 0, 1)
    assertEquals(58.92755127, calibration.xOrigin, 1e-6);
    assertEquals(18.2124112, calibration.yOrigin, 1e-6);
    assertEquals(0.62752512, calibration.zOrigin, 1e-6);
  }

  @Test
  void propertiesAreNumbersThatAMacroCanSplit() {
    String keys =
        command(NiftiFixtures.sample("functional.nii"), "")
            + "a = split(Property.get(\"nifti.affine\"), \" \");\n"
            + "return \"\" + a.length + \";\" + a[0] + \";\" + a[3] + \";\" + a[10]"
            + " + \";\" + Property.get(\"nifti.tr\") + \";\" + Property.get(\"nifti.axes\")"
            + " + \";\" + Property.get(\"nifti.shape\") + \";\" + Property.get(\"nifti.datatype\")"
            + " + \";\" + Property.get(\"nifti.scl_slope\");";
    assertEquals(
        "12;-4.0;32.0;8.0;2.0;LAS;17 21 3 20;int16;0.07540696859359741", MacroRunner.value(keys));
  }

  @Test
  void theInfoSaysWhatTheAxesMeanAndHoldsTheWholeHeader() {
    Path file = NiftiFixtures.sample("functional.nii");
    String info = MacroRunner.value(command(file, "") + "return getMetadata(\"Info\");");
    for (String line :
        List.of(
            "file: " + file,
            "format: NIfTI-1, int16, little-endian",
            "voxels: 17 x 21 x 3",
            "volumes: 20",
            "TR: 2.0 s",
            "values: 0.07540696859359741 * stored + 3100.76171875",
            "axes: LAS",
            "  x = i, from the image's left edge to its right: from the person's right to the"
                + " person's left",
            "  y = j, from the image's top edge down: from posterior (back) to anterior (front)",
            "  slices = k, from the first to the last: from inferior (bottom) to superior (top)",
            "  -4.0 0.0 0.0 32.0",
            "  pixdim: -1.0 4.0 4.0 8.0 2.0 0.0 0.0 0.0",
            "  qform_code: 2",
            "  descrip: spm - 3D normalized")) {
      assertTrue(info.lines().anyMatch(line::equals), "no line \"" + line + "\" in\n" + info);
    }
    assertFalse(info.contains("warning"), info);
    assertFalse(info.contains("oblique"), info);
  }

  @Test
  void anObliqueGridIsCalledSo() {
    ImagePlus image = NiftiFixtures.open(NiftiFixtures.sample("example4d.nii.gz"), "yes");
    // acos(1.9737114906311035 / 2) of the second axis
    assertTrue(
        image.getInfoProperty().contains("oblique: these are the nearest, up to 9.3 deg"),
        image.getInfoProperty());
  }

  @Test
  void aTrOfHalfAnHourIsToldAndSetsNoFrameInterval() {
    ImagePlus image = NiftiFixtures.open(NiftiFixtures.sample("example4d.nii.gz"), "yes");
    assertEquals(0, image.getCalibration().frameInterval);
    assertEquals("0.0", image.getProp("nifti.tr"));
    assertTrue(image.getInfoProperty().contains("TR: not known"));
    assertTrue(image.getInfoProperty().contains("warning: "), image.getInfoProperty());
    assertTrue(image.getInfoProperty().contains("TR 2000.0 s?"), image.getInfoProperty());
  }

  @Test
  void aFileWithoutOrientationSaysThatLeftIsNotKnown() throws IOException {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    byte[] bytes = Files.readAllBytes(file);
    bytes[252] = 0; // qform_code
    bytes[254] = 0; // sform_code
    Files.write(file, bytes);
    ImagePlus image = NiftiFixtures.open(file, "auto");
    assertEquals("unknown", image.getProp("nifti.axes"));
    assertTrue(image.getInfoProperty().contains("axes: unknown\n  left, front and top are not"));
    assertFalse(image.getInfoProperty().contains("the person's"), image.getInfoProperty());
  }

  @Test
  void planesAreInTheFilesOrderWithLabelsOfVoxelIndexVolumeAndTime() {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    for (String virtual : new String[] {"yes", "no"}) {
      ImagePlus image = NiftiFixtures.open(file, virtual);
      assertEquals(virtual.equals("yes"), image.getStack().isVirtual());
      int plane = image.getStackIndex(1, 2, 3);
      float[] expected = Arrays.copyOfRange(NiftiFixtures.volume(2), 12, 24);
      assertArrayEquals(expected, (float[]) image.getStack().getPixels(plane));
      assertEquals("k=1 volume=2 1.40 s", image.getStack().getSliceLabel(plane));
      assertEquals("a.nii", image.getTitle());
      assertTrue(image.isHyperStack());
    }
  }

  @Test
  void theDisplayRangeIsTheMiddleVolumesRobustRangeOnEveryPlane() {
    for (String virtual : new String[] {"yes", "no"}) {
      String range = "getMinAndMax(a, b); r = r + d2s(a, 3) + \" \" + d2s(b, 3) + \";\";\n";
      String read =
          command(NiftiFixtures.sample("functional.nii"), "virtual=" + virtual)
              + "r = \"\";\n"
              + range
              + "Stack.setPosition(1, 1, 1);\n"
              + range
              + "Stack.setPosition(1, 3, 20);\n"
              + range
              + "return r;";
      assertEquals("2178.836 4734.454;".repeat(3), MacroRunner.value(read));
    }
  }

  @Test
  void smallFilesAreReadIntoMemoryThoseOf256MegabytesAreNot() throws IOException {
    Path small = NiftiFixtures.write(folder.resolve("a.nii.gz"), NiftiType.INT16);
    assertFalse(NiftiFixtures.open(small, "auto").getStack().isVirtual());
    Path large = sparse(folder.resolve("large.nii"), 256, 256, 64, 16);
    assertTrue(NiftiFixtures.open(large, "auto").getStack().isVirtual());
  }

  @Test
  void fiveGigabytesAreOpenedAtOnceAndRefusedForAMemoryThatDoesNotHoldThem() throws IOException {
    Path file = sparse(folder.resolve("5gb.nii"), 512, 512, 100, 50);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(352 + 4L * ((49L * 100 + 99) * 512 * 512 + 512 + 3));
      out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(42).array());
    }
    long start = System.nanoTime();
    assertEquals(
        42, Float.parseFloat(MacroRunner.value(command(file, "") + valueAt(3, 1, 99, 49))));
    assertTrue(System.nanoTime() - start < 10_000_000_000L, "took longer than 10 s");
    assertEquals(0, Float.parseFloat(MacroRunner.value(command(file, "") + valueAt(3, 1, 98, 49))));
    assumeTrue(Runtime.getRuntime().maxMemory() < 5L << 30, "this memory would hold it");
    String reason = MacroRunner.refusal(command(file, "virtual=no"));
    assertTrue(reason.contains("5000 MB of free memory"), reason);
    assertTrue(reason.contains("choose virtual=yes"), reason);
  }

  /** Float32 zeros that take no room on the disk, where the system can do that. */
  private static Path sparse(Path file, int nx, int ny, int nz, int nt) throws IOException {
    assumeTrue(
        file.getParent().toFile().getUsableSpace() > 64L << 20, "no room in " + file.getParent());
    ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 348);
    short[] dim = {4, (short) nx, (short) ny, (short) nz, (short) nt};
    for (int n = 0; n < 5; n++) header.putShort(40 + 2 * n, dim[n]);
    header.putShort(70, (short) 16).putShort(72, (short) 32);
    for (int n = 0; n < 4; n++) header.putFloat(76 + 4 * n, 1);
    header.putFloat(92, 2).putFloat(108, 352).put(123, (byte) 10);
    header.putShort(254, (short) 1);
    for (int row = 0; row < 3; row++) header.putFloat(280 + 20 * row, 1);
    header.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.array());
      out.setLength(352 + 4L * nx * ny * nz * nt);
    }
    assumeTrue(blocksTaken(file) < 32768, "this file system makes no sparse files");
    return file;
  }

  /** Of 512 bytes, by {@code stat}. */
  private static long blocksTaken(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    return Long.parseLong(
        new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  @Test
  void aLazyImageOfAFileThatChangedGivesNoPlane() throws IOException {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    ImagePlus image = NiftiFixtures.open(file, "yes");
    Files.write(file, new byte[10], StandardOpenOption.APPEND);
    BadInputException e =
        assertThrows(BadInputException.class, () -> image.getStack().getProcessor(1));
    assertTrue(e.getMessage().contains("changed"), e.getMessage());
  }

  @Test
  void analyzeIsRefusedForItHasNoOrientation() throws IOException {
    byte[] header = new byte[348];
    ByteBuffer.wrap(header).putInt(0, 348).putShort(40, (short) 3).putShort(42, (short) 2);
    Files.write(folder.resolve("old.hdr"), header);
    Files.write(folder.resolve("old.img"), new byte[100]);
    String reason = MacroRunner.refusal(command(folder.resolve("old.img"), ""));
    assertTrue(reason.contains("Analyze 7.5"), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nii", "a.nii.gz"})
  void aTruncatedFileIsRefusedWhetherLazyOrNot(String name) throws IOException {
    Path file = NiftiFixtures.write(folder.resolve(name), NiftiType.INT16);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));
    for (String virtual : new String[] {"yes", "no"}) {
      String reason = MacroRunner.refusal(command(file, "virtual=" + virtual));
      assertTrue(reason.contains("ended early"), reason);
    }
  }

  @Test
  void aFolderAMissingFileAndAnotherFormatAreRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.nii"), "not an image ".repeat(40));
    Path missing = folder.resolve("no such.nii");
    for (Path file : List.of(folder, missing, text)) {
      String reason = MacroRunner.refusal(command(file, ""));
      assertTrue(reason.startsWith(file.toString()), reason);
    }
  }

  @Test
  void aRefusedFileOpensNothing() {
    assertNull(
        NiftiFixtures.run(ImportNifti.class, "path", folder.resolve("no.nii")).getOutput("image"));
  }
}
