// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;

class NiftiWriterTest {
  private static final double[] OBLIQUE = {
    -1.9, 0.1, 0.2, 90, 0.1, 2, -0.3, -120, -0.2, 0.3, 2.2, -60
  };
  private static final NiftiGrid GRID = new NiftiGrid(5, 4, 3, OBLIQUE);

  @TempDir Path folder;

  /** Odd numbers from 3 up, different in each voxel and volume. */
  private static float[] volume(int t) {
    float[] volume = new float[GRID.voxelCount()];
    for (int n = 0; n < volume.length; n++) volume[n] = 3 + 2 * (n + 60 * t);
    return volume;
  }

  private static void write(Path file, NiftiType type, double slope, double inter) {
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 2, 0.7, type, slope, inter)) {
      writer.write(volume(0));
      writer.write(volume(1));
    }
  }

  @ParameterizedTest
  @EnumSource(NiftiType.class)
  void whatIsWrittenIsReadBack(NiftiType type) {
    Path file = folder.resolve(type + ".nii.gz");
    write(file, type, 2, 1);
    try (NiftiSeries series = NiftiSeries.open(file)) {
      assertEquals(List.of(), series.warnings());
      assertEquals(2, series.volumeCount());
      assertEquals(0.7, series.trSec());
      GRID.requireSame(series.grid(), Path.of("a"), file);
      float[] read = new float[GRID.voxelCount()];
      for (int t = 0; t < 2; t++) {
        assertTrue(series.readNext(read));
        assertArrayEquals(volume(t), read);
      }
      assertFalse(series.readNext(read));
    }
  }

  @Test
  void nibabelReadsWhatIsWritten() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("user.dir"), "src/test/python/nifti_read_back.py");
    assumeTrue(python("-c", "import nibabel") != null, "no /usr/bin/python3 with nibabel");
    for (NiftiType type : NiftiType.values()) {
      write(folder.resolve(type + ".nii"), type, 2, 1);
      write(folder.resolve(type + ".nii.gz"), type, 2, 1);
    }
    writeOriented("ras", 2, 0, 0, -60, 0, 2.5, 0, -120, 0, 0, 3, -40);
    writeOriented("las", -2, 0, 0, 60, 0, 2.5, 0, -120, 0, 0, 3, -40);
    writeOriented("lps", -2, 0, 0, 60, 0, -2.5, 0, 120, 0, 0, 3, -40);
    writeOriented("permuted", 0, 0, 3, -60, 2, 0, 0, -120, 0, -2.5, 0, 40);
    double c = 2 * Math.cos(0.3);
    double s = 2 * Math.sin(0.3);
    writeOriented("tilted", 2, 0, 0, -60, 0, c, -s, -120, 0, s, c, -40);
    writeOriented("tilted_mirrored", -2, 0, 0, 60, 0, c, -s, -120, 0, s, c, -40);
    writeOriented("sheared", 2, 0.2, 0, -60, 0, c, -s, -120, 0, s, c, -40);
    String answer = python(script.toString(), folder.toString());
    assertEquals("27 files read as expected", answer);
  }

  /** 3-D, with a meaning and a range; the name tells the script what to expect. */
  private void writeOriented(String name, double... affine) {
    NiftiGrid grid = new NiftiGrid(5, 4, 3, affine);
    NiftiOutput output =
        NiftiOutput.of(grid, 1, 0, NiftiType.FLOAT32)
            .meaning(NiftiIntent.estimate("rf_" + name.charAt(0)))
            .shown(-0.5, 12.25);
    try (NiftiWriter writer =
        NiftiWriter.create(folder.resolve("oriented_" + name + ".nii.gz"), output)) {
      writer.write(volume(0));
    }
  }

  @Test
  void fractionsAreRefusedWhereNothingIsScaled() {
    float[] volume = volume(0);
    volume[9] = 2.5f;
    for (NiftiType type : NiftiType.values()) {
      Path file = folder.resolve(type + ".nii");
      try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 0, type, 1, 0)) {
        if (type.isInteger()) {
          IllegalArgumentException e =
              assertThrows(IllegalArgumentException.class, () -> writer.write(volume));
          assertTrue(e.getMessage().contains("volume[9] = 2.5 is 2.5 stored"), e.getMessage());
          assertTrue(e.getMessage().contains("(whole, "), e.getMessage());
        } else {
          writer.write(volume);
        }
      }
      assertEquals(!type.isInteger(), Files.exists(file));
    }
  }

  @Test
  void theExtremesOfATypeAreHeldAndWhatIsBeyondRefused() {
    extremes(NiftiType.UINT8, 0, 255, 256);
    extremes(NiftiType.INT16, -32768, 32767, 32768);
    extremes(NiftiType.INT32, -0x1p31f, 0x1.fffffep30f, 0x1p31f);
    extremes(NiftiType.FLOAT32, -Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE);
    extremes(NiftiType.FLOAT64, -Float.MAX_VALUE, Float.MIN_VALUE, Float.MAX_VALUE);
  }

  private void extremes(NiftiType type, float least, float greatest, float beyond) {
    Path file = folder.resolve(type + ".nii");
    float[] volume = volume(0);
    volume[2] = least;
    volume[3] = greatest;
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 0, type, 1, 0)) {
      writer.write(volume);
    }
    try (NiftiSeries series = NiftiSeries.open(file)) {
      float[] read = new float[volume.length];
      assertTrue(series.readNext(read));
      assertArrayEquals(volume, read);
    }
    volume[3] = beyond;
    if (!type.isInteger()) return;
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 0, type, 1, 0)) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(volume));
    }
  }

  @Test
  void theSameValuesGiveTheSameBytes() throws IOException {
    write(folder.resolve("a.nii.gz"), NiftiType.FLOAT32, 1, 0);
    write(folder.resolve("b.nii.gz"), NiftiType.FLOAT32, 1, 0);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.nii.gz")),
        Files.readAllBytes(folder.resolve("b.nii.gz")));
  }

  @Test
  void floatsKeepTheirBits() {
    float[] odd = new float[GRID.voxelCount()];
    odd[0] = Float.NaN;
    odd[1] = -0f;
    odd[2] = Float.MIN_VALUE;
    odd[3] = Float.NEGATIVE_INFINITY;
    Path file = folder.resolve("odd.nii");
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 0, NiftiType.FLOAT32, 1, 0)) {
      writer.write(odd);
    }
    try (NiftiSeries series = NiftiSeries.open(file)) {
      float[] read = new float[odd.length];
      assertTrue(series.readNext(read));
      assertArrayEquals(odd, read);
      assertEquals(3, series.header().dim()[0]);
    }
  }

  @Test
  void whatWasScaledByARoundedSlopeIsReadBackToTheNearestStep() {
    Path file = folder.resolve("scaled.nii");
    float[] volume = volume(0);
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 0, NiftiType.INT16, 0.01, 0.3)) {
      writer.write(volume);
    }
    float[] read = new float[volume.length];
    try (NiftiSeries series = NiftiSeries.open(file)) {
      assertTrue(series.readNext(read));
    }
    assertArrayEquals(volume, read, 0.0051f);
  }

  @Test
  void anIncompleteSeriesIsRemovedAndAnOlderFileStays() throws IOException {
    Path file = folder.resolve("run.nii.gz");
    Files.writeString(file, "older");
    NiftiWriter writer = NiftiWriter.create(file, GRID, 2, 2, NiftiType.INT16, 1, 0);
    writer.write(volume(0));
    assertEquals("older", Files.readString(file));
    IllegalStateException e = assertThrows(IllegalStateException.class, writer::close);
    assertTrue(e.getMessage().contains("run.nii.gz: 1 of 2 volumes written"), e.getMessage());
    writer.close(); // a second call does nothing
    assertEquals("older", Files.readString(file));
    assertEquals(List.of("run.nii.gz"), names());
  }

  @Test
  void aCompleteSeriesTakesTheOlderFilesPlaceOnlyWhenClosed() throws IOException {
    Path file = folder.resolve("deep/er/run.nii");
    write(file, NiftiType.FLOAT64, 1, 0);
    NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 2, NiftiType.INT16, 1, 0);
    writer.write(volume(0));
    assertThrows(IllegalStateException.class, () -> writer.write(volume(1)));
    assertEquals(352 + 2 * 60L * NiftiType.FLOAT64.bytes(), Files.size(file));
    writer.close();
    assertEquals(352 + 2 * 60L, Files.size(file));
    assertThrows(IllegalStateException.class, () -> writer.write(volume(1)));
  }

  @Test
  void valuesThatTheTypeCannotHoldAreNeverClipped() throws IOException {
    Path file = folder.resolve("run.nii");
    float[] volume = volume(0);
    volume[7] = 40000;
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (NiftiWriter writer =
                  NiftiWriter.create(file, GRID, 1, 2, NiftiType.INT16, 1, 0)) {
                writer.write(volume);
              }
            });
    assertTrue(e.getMessage().contains("volume[7] = 40000.0"), e.getMessage());
    assertEquals(0, e.getSuppressed().length);
    assertEquals(List.of(), names());
    volume[7] = Float.NaN;
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, 1, 2, NiftiType.UINT8, 1, 0)) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(volume));
    }
    assertEquals(List.of(), names());
  }

  @Test
  void namesShapesAndNumbersAreChecked() {
    BadInputException name =
        assertThrows(
            BadInputException.class, () -> write(folder.resolve("a.img"), NiftiType.INT16, 1, 0));
    assertTrue(name.getMessage().contains("a name ending in .nii or .nii.gz"), name.getMessage());
    NiftiGrid longGrid = new NiftiGrid(40000, 1, 1, OBLIQUE);
    Path file = folder.resolve("a.nii");
    BadInputException shape =
        assertThrows(
            BadInputException.class,
            () -> NiftiWriter.create(file, longGrid, 1, 0, NiftiType.INT16, 1, 0));
    assertTrue(shape.getMessage().contains("an axis of 40000"), shape.getMessage());
    assertThrows(IllegalArgumentException.class, () -> write(file, NiftiType.INT16, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> write(file, NiftiType.INT16, 1, 1e39));
    assertThrows(
        IllegalArgumentException.class,
        () -> NiftiWriter.create(file, GRID, 0, 0, NiftiType.INT16, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NiftiWriter.create(file, GRID, 1, -1, NiftiType.INT16, 1, 0));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Its output, or null if it could not run. */
  private static String python(String... arguments) throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    if (!Files.isExecutable(python)) return null;
    List<String> command = Stream.concat(Stream.of("" + python), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    boolean importing = arguments[0].equals("-c");
    return importing && process.exitValue() != 0 ? null : output.strip();
  }
}
