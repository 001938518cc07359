// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiOutput;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;

/** A synthetic subject's fields as maps: opened as images, taken again, and of a mirrored brain. */
class FieldMapsThroughImageJTest {
  private static final int X_COLUMN = 5; // of voxels.tsv; then y, sigma, r2, four details
  private static final int I_COLUMN = 1;

  @TempDir static Path folder;
  private static TinySubject subject;
  private static List<String[]> voxels;

  @BeforeAll
  static void estimate() {
    subject = TinySubject.generate(folder.resolve("ras"));
    MacroRunner.value(subject.prepare() + estimate(subject.dataset()));
    voxels = rows(subject.dataset());
  }

  private static String estimate(Path dataset) {
    return TinySubject.command(
        "Estimate Receptive Fields...", "dataset", dataset, "method", "prf", "search", "quick");
  }

  private static List<String[]> rows(Path dataset) {
    List<String[]> rows = TinySubject.table(dataset.resolve("voxels.tsv"));
    return rows.subList(1, rows.size());
  }

  private static Path map(Path dataset, String name) {
    return dataset.resolve("receptive-fields").resolve(name + ".nii.gz");
  }

  private static Path copyOfDataset(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name)).resolve("dataset");
    TinySubject.copyTree(subject.dataset(), copy);
    return copy;
  }

  /** SyntheticSubject's voxels are 3 mm, their middle at the origin. */
  @Test
  void aMapIsOpenedInMmWithTheTablesNumbers() {
    ImagePlus image = NiftiFixtures.open(map(subject.dataset(), "polar_angle_deg"), "auto");
    assertArrayEquals(new int[] {16, 16, 1, 8, 1}, image.getDimensions());
    Calibration calibration = image.getCalibration();
    assertEquals("mm", calibration.getUnit());
    assertEquals(3, calibration.pixelWidth);
    assertEquals(3, calibration.pixelHeight);
    assertEquals(3, calibration.pixelDepth);
    int compared = 0;
    for (String[] row : voxels) {
      if (row[X_COLUMN].equals("n/a")) continue;
      double x = Double.parseDouble(row[X_COLUMN]);
      double y = Double.parseDouble(row[X_COLUMN + 1]);
      if (x == 0 && y == 0) continue;
      image.setPosition(1, Integer.parseInt(row[I_COLUMN + 2]) + 1, 1);
      float found =
          image
              .getProcessor()
              .getf(Integer.parseInt(row[I_COLUMN]), Integer.parseInt(row[I_COLUMN + 1]));
      assertEquals((float) (Math.atan2(y, x) * 180 / Math.PI), found, 2e-5f);
      compared++;
    }
    assertTrue(compared > 40, compared + " voxels compared");
  }

  @Test
  void theMapsTakenAgainAreTheFields() throws IOException {
    Path dataset = copyOfDataset("maps");
    Path before = subject.dataset().resolve("receptive-fields");
    MacroRunner.value(
        TinySubject.command(
            "Import Receptive Fields...",
            "dataset",
            dataset,
            "maps",
            before,
            "reference",
            subject.mask("V1")));
    List<String[]> after = rows(dataset);
    for (int v = 0; v < voxels.size(); v++) {
      for (int c = X_COLUMN; c < X_COLUMN + 4; c++) {
        if (voxels.get(v)[c].equals("n/a")) {
          assertEquals("n/a", after.get(v)[c]);
        } else {
          float expected = (float) Double.parseDouble(voxels.get(v)[c]);
          assertEquals(expected, Double.parseDouble(after.get(v)[c]), "voxel " + v);
        }
      }
    }
    assertFalse(Files.exists(map(dataset, "gain")), "these maps tell no gain");
    assertTrue(Files.exists(map(dataset, "x_deg")));
  }

  @Test
  void theTableTakenAgainKeepsEveryNumber() throws IOException {
    Path dataset = copyOfDataset("table");
    String table = Files.readString(subject.dataset().resolve("voxels.tsv"));
    assertTrue(voxels.stream().anyMatch(row -> !row[X_COLUMN + 4].equals("n/a")), "no gain known");
    Path truth = subject.truth();
    MacroRunner.value(
        TinySubject.command("Import Receptive Fields...", "dataset", dataset, "table", truth));
    assertFalse(table.equals(Files.readString(dataset.resolve("voxels.tsv"))));
    MacroRunner.value(
        TinySubject.command(
            "Import Receptive Fields...",
            "dataset",
            dataset,
            "table",
            subject.dataset().resolve("voxels.tsv")));
    assertEquals(table, Files.readString(dataset.resolve("voxels.tsv")));
    for (String name : List.of("x_deg", "y_deg", "gain", "held_out_r")) {
      assertArrayEquals(
          Files.readAllBytes(map(subject.dataset(), name)), Files.readAllBytes(map(dataset, name)));
    }
  }

  /** The same brain scanned with i to the left: each field at the same mm, at another index. */
  @Test
  void aMirroredSubjectHasTheSameMapsAtTheSameMm() throws IOException {
    TinySubject mirrored = new TinySubject(folder.resolve("las"));
    TinySubject.copyTree(subject.bids(), mirrored.bids());
    try (Stream<Path> files = Files.walk(mirrored.bids())) {
      files
          .filter(file -> file.toString().endsWith(".nii.gz"))
          .toList()
          .forEach(file -> turn(file));
    }
    MacroRunner.value(mirrored.prepare() + estimate(mirrored.dataset()));
    for (String name : List.of("x_deg", "y_deg", "sigma_deg", "r2")) {
      Map<List<Long>, Float> expected = byPlace(map(subject.dataset(), name));
      Map<List<Long>, Float> found = byPlace(map(mirrored.dataset(), name));
      assertTrue(expected.size() > 40, expected.size() + " voxels");
      assertEquals(expected.keySet(), found.keySet());
      expected.forEach((mm, value) -> assertEquals(value, found.get(mm), 1e-4f, name + " " + mm));
    }
    List<String> before = voxels.stream().map(row -> row[X_COLUMN]).toList();
    List<String> after = rows(mirrored.dataset()).stream().map(row -> row[X_COLUMN]).toList();
    assertFalse(before.equals(after), "the same index is the same place");
  }

  /** i runs the other way, and the affine says so: column 0 negated, its end the new origin. */
  private static void turn(Path file) {
    List<float[]> volumes = new ArrayList<>();
    NiftiOutput output;
    try (NiftiSeries series = NiftiSeries.open(file)) {
      NiftiGrid grid = series.grid();
      double[] a = grid.affine();
      for (int row = 0; row < 3; row++) {
        a[4 * row + 3] += (grid.nx() - 1) * a[4 * row];
        a[4 * row] = -a[4 * row];
      }
      for (int t = 0; t < series.volumeCount(); t++) {
        float[] volume = new float[grid.voxelCount()];
        series.readNext(volume);
        for (int first = 0; first < volume.length; first += grid.nx()) {
          for (int i = 0; i < grid.nx() / 2; i++) {
            float value = volume[first + i];
            volume[first + i] = volume[first + grid.nx() - 1 - i];
            volume[first + grid.nx() - 1 - i] = value;
          }
        }
        volumes.add(volume);
      }
      NiftiGrid turned = new NiftiGrid(grid.nx(), grid.ny(), grid.nz(), a);
      output = NiftiOutput.of(turned, volumes.size(), series.trSec(), NiftiType.FLOAT32);
    }
    try (NiftiWriter writer = NiftiWriter.create(file, output)) {
      volumes.forEach(writer::write);
    }
  }

  /** Position in tenths of a millimetre to value, of the voxels that are not NaN. */
  private static Map<List<Long>, Float> byPlace(Path file) {
    Map<List<Long>, Float> values = new HashMap<>();
    try (NiftiSeries series = NiftiSeries.open(file)) {
      NiftiGrid grid = series.grid();
      float[] volume = new float[grid.voxelCount()];
      series.readNext(volume);
      for (int n = 0; n < volume.length; n++) {
        if (Float.isNaN(volume[n])) continue;
        int i = n % grid.nx();
        int j = n / grid.nx() % grid.ny();
        int k = n / grid.nx() / grid.ny();
        List<Long> mm =
            Arrays.stream(grid.positionMm(i, j, k)).mapToObj(x -> Math.round(10 * x)).toList();
        values.put(mm, volume[n]);
      }
    }
    return values;
  }
}
