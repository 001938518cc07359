// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.visualfield.FittedField;

/** Maps by the bytes that nifti1.h lays down; flat index (k * 4 + j) * 5 + i. */
class FieldMapFilesTest {
  private static final int INTENT_CODE = 68;
  private static final int CAL_MAX = 124;
  private static final int CAL_MIN = 128;
  private static final int DESCRIP = 148;
  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int SROW_X = 280;
  private static final int INTENT_NAME = 328;
  private static final int VOXELS = 352;
  private static final List<String> ALL =
      List.of(
          "eccentricity_deg.nii.gz",
          "gain.nii.gz",
          "held_out_r.nii.gz",
          "polar_angle_deg.nii.gz",
          "provenance.json",
          "r2.nii.gz",
          "sigma_deg.nii.gz",
          "x_deg.nii.gz",
          "y_deg.nii.gz");

  @TempDir Path temporary;
  private Path dataset;
  private Path maps;

  @BeforeEach
  void place() {
    dataset = temporary.resolve("dataset");
    maps = dataset.resolve("receptive-fields");
  }

  private FieldMapReport writeFields(List<Optional<FittedField>> fields) {
    try (Dataset set = Dataset.open(dataset)) {
      return set.writeFields(fields, Fixtures.provenance());
    }
  }

  private ByteBuffer map(String name) {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(maps.resolve(name + ".nii.gz")))) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ByteBuffer file, int at, int most) {
    byte[] bytes = new byte[most];
    file.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\0.*", "");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** Values of voxels (0 0 0), (4 3 2), (3 0 1), (2 2 2); all others are NaN. */
  @ParameterizedTest
  @CsvSource({
    "x_deg, x_deg, -1.25, -4, 3, 0, -4, 4, deg of visual angle right of fixation",
    "y_deg, y_deg, 2.5, -3, 4, 0, -4, 4, deg of visual angle above fixation",
    // sqrt(1.25² + 2.5²)
    "eccentricity_deg, ecc_deg, 2.795084971874737, 5, 5, 0, 0, 5, deg of visual angle from fixation",
    // 180 - atan(2), -180 + atan(3/4), atan(4/3) in degrees; fixation has no angle
    "polar_angle_deg, polar_angle_deg, 116.56505117707799, -143.13010235415598, 53.13010235415598,"
        + " NaN, -180, 180, 'deg counter-clockwise from right horizontal meridian, -180..180'",
    "sigma_deg, sigma_deg, 0.75, 1.1, 2, 0.3, 0, 2, 'deg of visual angle, SD of the Gaussian'",
    "r2, r2, 0.25, 0.1, 0.9, 1, 0, 1, share of variance explained",
    "held_out_r, held_out_r, 0.5, -0.3, NaN, 1, -1, 1,"
        + " correlation of held-out samples with prediction",
    "gain, gain, 3, -7.5, NaN, 0.125, -7.5, 7.5, response per strength of the stimulus"
  })
  void eachMapHoldsItsNumberAtTheVoxelsPlace(
      String name,
      String intentName,
      double first,
      double second,
      double third,
      double fourth,
      double least,
      double greatest,
      String meaning) {
    SmallGridDataset.write(dataset);
    FieldMapReport report = writeFields(SmallGridDataset.fields());
    assertEquals(Optional.of(maps), report.folder());
    assertEquals(List.of("maps written to " + maps), report.lines());
    ByteBuffer file = map(name);
    assertEquals(VOXELS + 4 * 60, file.capacity());
    double[] expected = new double[60];
    java.util.Arrays.fill(expected, Double.NaN);
    expected[0] = first;
    expected[(2 * 4 + 3) * 5 + 4] = second;
    expected[(1 * 4 + 0) * 5 + 3] = third;
    expected[(2 * 4 + 2) * 5 + 2] = fourth;
    for (int n = 0; n < 60; n++) {
      assertEquals((float) expected[n], file.getFloat(VOXELS + 4 * n), "flat voxel " + n);
    }
    assertEquals(1001, file.getShort(INTENT_CODE));
    assertEquals(intentName, text(file, INTENT_NAME, 16));
    assertEquals(least, file.getFloat(CAL_MIN), 1e-6);
    assertEquals(greatest, file.getFloat(CAL_MAX), 1e-6);
    assertEquals(meaning, text(file, DESCRIP, 80));
  }

  @Test
  void mapsLieWhereTheSourceLiesWithItsCodes() {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    ByteBuffer file = map("r2");
    assertEquals(3, file.getShort(QFORM_CODE));
    assertEquals(1, file.getShort(SFORM_CODE));
    for (int n = 0; n < 12; n++) {
      assertEquals(SmallGridDataset.AFFINE[n], file.getFloat(SROW_X + 4 * n));
    }
  }

  @Test
  void provenanceNamesTheTableThatTheMapsShow() throws Exception {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    assertEquals(ALL, names(maps));
    JsonObject json = JsonFile.read(maps.resolve("provenance.json"));
    byte[] table = Files.readAllBytes(dataset.resolve("voxels.tsv"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(table);
    assertEquals(
        HexFormat.of().formatHex(digest),
        json.getAsJsonObject("inputHashes").get("voxels.tsv").getAsString());
    assertEquals("1.2.3", json.get("version").getAsString());
    assertEquals("Test", json.get("command").getAsString());
    assertEquals("value", json.getAsJsonObject("parameters").get("key").getAsString());
    assertEquals("NONE", json.get("warp").getAsString());
    try (Dataset set = Dataset.open(dataset)) {
      assertEquals(Optional.of(maps), set.fieldMaps());
      set.verify();
    }
  }

  @Test
  void newFieldsReplaceAllMapsAndNoFieldsLeaveNone() throws IOException {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    List<Optional<FittedField>> plain = new ArrayList<>();
    for (int v = 0; v < 6; v++) plain.add(Optional.empty());
    plain.set(1, SmallGridDataset.fields().get(3)); // without details
    writeFields(plain);
    List<String> withoutDetail = new ArrayList<>(ALL);
    withoutDetail.removeAll(List.of("gain.nii.gz", "held_out_r.nii.gz"));
    assertEquals(withoutDetail, names(maps));
    assertTrue(Float.isNaN(map("x_deg").getFloat(VOXELS)));
    assertEquals(3, map("x_deg").getFloat(VOXELS + 4 * 59));
    plain.set(1, Optional.empty());
    FieldMapReport report = writeFields(plain);
    assertEquals(Optional.empty(), report.folder());
    assertEquals(List.of("no maps written: no voxel has a field"), report.lines());
    assertFalse(Files.exists(maps));
    assertEquals(
        List.of(
            "dataset.json",
            "frames.npy",
            "responses.npy",
            "samples.tsv",
            "stimuli.tsv",
            "voxels.tsv"),
        names(dataset));
  }

  @Test
  void mapsOfOtherFieldsAreNoneAndAreReplaced() throws IOException {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    Path provenance = maps.resolve("provenance.json");
    String text = Files.readString(provenance);
    for (String wrong :
        List.of(
            text.replaceFirst("\"voxels.tsv\": \"....", "\"voxels.tsv\": \"beef"),
            "{}",
            "{\"inputHashes\": 3}",
            "not JSON")) {
      Files.writeString(provenance, wrong);
      try (Dataset set = Dataset.open(dataset)) {
        assertEquals(Optional.empty(), set.fieldMaps(), wrong);
      }
    }
    writeFields(SmallGridDataset.fields());
    assertEquals(text, Files.readString(provenance));
  }

  /** As if killed after the old maps went, with half of the new ones written. */
  @Test
  void aCrashLeavesNoMapsRatherThanOldOnes() throws Exception {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    long dead = new ProcessBuilder("true").start().onExit().get().pid();
    Files.move(maps, dataset.resolve(".tmp-" + dead + "-receptive-fields"));
    try (Dataset set = Dataset.open(dataset)) {
      assertEquals(Optional.empty(), set.fieldMaps());
      set.writeFields(SmallGridDataset.fields(), Fixtures.provenance());
      assertEquals(Optional.of(maps), set.fieldMaps());
    }
    assertFalse(names(dataset).toString().contains(".tmp-"), names(dataset).toString());
  }

  @Test
  void mapsThatCannotBeTakenAwayStopTheChange() throws IOException {
    SmallGridDataset.write(dataset);
    Files.writeString(maps, "a file in the folder's place"); // Files.list fails on it
    byte[] before = Files.readAllBytes(dataset.resolve("voxels.tsv"));
    try (Dataset set = Dataset.open(dataset)) {
      assertThrows(
          UncheckedIOException.class,
          () -> set.writeFields(SmallGridDataset.fields(), Fixtures.provenance()));
    }
    assertEquals(
        new String(before, StandardCharsets.UTF_8),
        Files.readString(dataset.resolve("voxels.tsv")));
  }

  @Test
  void filesOfTheUserAreKept() throws IOException {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    Files.writeString(maps.resolve("notes.txt"), "mine");
    FieldMapReport report = writeFields(SmallGridDataset.fields());
    assertEquals(2, report.lines().size());
    assertTrue(report.lines().get(1).contains("receptive-fields-old-1"), report.lines().get(1));
    assertEquals("mine", Files.readString(dataset.resolve("receptive-fields-old-1/notes.txt")));
    assertEquals(ALL, names(maps));
  }

  @Test
  void ofAVoxelInTwoRegionsTheFieldOfHigherR2IsShownAndTheOtherIsTold() {
    SmallGridDataset.write(dataset);
    List<Optional<FittedField>> fields = new ArrayList<>(SmallGridDataset.fields());
    fields.set(4, Optional.of(SmallGridDataset.field(7, 0, 1, 0.75, 1, 1)));
    FieldMapReport report = writeFields(fields);
    assertEquals(7, map("x_deg").getFloat(VOXELS));
    assertTrue(report.lines().get(1).startsWith("1 voxels stand in two regions"));
    fields.set(4, Optional.of(SmallGridDataset.field(7, 0, 1, 0.125, 1, 1)));
    writeFields(fields);
    assertEquals(-1.25f, map("x_deg").getFloat(VOXELS));
    fields.set(0, Optional.empty());
    writeFields(fields);
    assertEquals(7, map("x_deg").getFloat(VOXELS));
  }

  @Test
  void withoutAGridThereAreNoMapsAndTheReasonIsTold() {
    SmallGridDataset.write(dataset, FrameSettings.Warp.NONE, Optional.empty());
    FieldMapReport report = writeFields(SmallGridDataset.fields());
    assertEquals(Optional.empty(), report.folder());
    assertTrue(report.lines().get(0).startsWith("no maps written: dataset.json has no voxelGrid"));
    assertFalse(Files.exists(maps));
  }

  @Test
  void fieldsOfFisheyeFramesSaySoAndAreNotTakenAgain() throws IOException {
    VoxelGrid grid =
        new VoxelGrid(SmallGridDataset.GRID, org.voxel2pixel.nifti.NiftiPlacement.ALIGNED);
    SmallGridDataset.write(dataset, FrameSettings.Warp.FISHEYE, Optional.of(grid));
    writeFields(SmallGridDataset.fields());
    for (String name : ALL) {
      if (name.equals("provenance.json")) continue;
      String description = text(map(name.replace(".nii.gz", "")), DESCRIP, 80);
      assertTrue(description.endsWith("; fisheye frame"), description);
    }
    String provenance = Files.readString(maps.resolve("provenance.json"));
    assertTrue(provenance.contains("fisheye frames"), provenance);
    assertRefused(() -> OwnFields.requireUnwarpedMaps(maps), "fisheye frames, which were moved");
    assertRefused(() -> OwnFields.requireUnwarpedMaps(maps.resolve("*.gz")), "fisheye frames");
    Path table = dataset.resolve("voxels.tsv");
    assertRefused(() -> OwnFields.requireUnwarpedTable(table), "fisheye frames, which were moved");
    Path copy = Files.copy(table, temporary.resolve("copy.tsv"));
    assertRefused(() -> OwnFields.requireUnwarpedTable(copy), "dataset.json", "rf_");
  }

  @Test
  void fieldsInDegreesAndThoseOfOthersMayBeTaken() throws IOException {
    SmallGridDataset.write(dataset);
    writeFields(SmallGridDataset.fields());
    OwnFields.requireUnwarpedMaps(maps);
    OwnFields.requireUnwarpedTable(dataset.resolve("voxels.tsv"));
    OwnFields.requireUnwarpedMaps(temporary);
    Files.writeString(temporary.resolve("provenance.json"), "another program's");
    OwnFields.requireUnwarpedMaps(temporary);
    Path table = temporary.resolve("fields.tsv");
    Files.writeString(table, "index\tx_deg\n0\t1\n");
    OwnFields.requireUnwarpedTable(table);
  }
}
