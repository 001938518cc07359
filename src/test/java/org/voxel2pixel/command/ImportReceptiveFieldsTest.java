// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiMask;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;

/**
 * The synthetic subject's true fields, written as other tools would write them, come back as they
 * were. Its screen is 12 degrees wide; the tools' stimulus has 60 px, 5 a degree, so that px 29.5
 * is its middle.
 */
class ImportReceptiveFieldsTest {
  private static final double FWHM_PER_SIGMA = 2.3548200450309493;

  @TempDir static Path folder;
  private static TinySubject subject;
  private static List<double[]> truth; // [voxel] x, y, sigma, r2, i, j, k

  private Path dataset;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.generate(folder);
    MacroRunner.value(subject.prepare());
    List<String[]> rows = TinySubject.table(subject.truth());
    List<String> header = List.of(rows.get(0));
    truth = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      List<String> names = List.of("x_deg", "y_deg", "sigma_deg", "r2", "i", "j", "k");
      truth.add(
          names.stream().mapToDouble(n -> Double.parseDouble(row[header.indexOf(n)])).toArray());
    }
  }

  @BeforeEach
  void copy() throws IOException {
    dataset = Files.createTempDirectory(folder, "dataset").resolve("copy");
    TinySubject.copyTree(subject.dataset(), dataset);
  }

  private static Path table(String name, String header, Function<double[], double[]> row)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (double[] field : truth) {
      lines.add(
          String.join(",", IntStream.range(0, 4).mapToObj(n -> "" + row.apply(field)[n]).toList()));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private String importing(Object... keysAndValues) {
    List<Object> options = new ArrayList<>(List.of("dataset", dataset));
    options.addAll(List.of(keysAndValues));
    return TinySubject.command("Import Receptive Fields...", options.toArray());
  }

  private void assertTruthAfter(String macro) {
    MacroRunner.value(macro);
    List<String[]> voxels = TinySubject.table(dataset.resolve("voxels.tsv"));
    assertEquals(truth.size() + 1, voxels.size());
    for (int v = 0; v < truth.size(); v++) {
      for (int n = 0; n < 4; n++) {
        double found = Double.parseDouble(voxels.get(v + 1)[5 + n]);
        assertEquals(truth.get(v)[n], found, 1e-5, "voxel " + v);
      }
    }
  }

  private void assertRefused(String macro, String... parts) throws IOException {
    byte[] before = Files.readAllBytes(dataset.resolve("voxels.tsv"));
    String reason = MacroRunner.refusal(macro);
    for (String part : parts) {
      assertTrue(reason.contains(part), () -> "no \"" + part + "\" in: " + reason);
    }
    assertArrayEquals(before, Files.readAllBytes(dataset.resolve("voxels.tsv")));
  }

  private static Path analyzePrf() throws IOException {
    return table(
        "analyzeprf.csv",
        "ang,ecc,rfsize,R2",
        f ->
            new double[] {
              (Math.toDegrees(Math.atan2(f[1], f[0])) + 360) % 360,
              5 * Math.hypot(f[0], f[1]),
              5 * f[2],
              100 * f[3]
            });
  }

  @Test
  void analyzePrfsPixelsAnglesAndPercents() throws IOException {
    Path table = analyzePrf();
    assertTruthAfter(importing("table", table, "tool", "analyzeprf", "stimuluspx", 60));
    String json = Files.readString(dataset.resolve("dataset.json"));
    assertTrue(json.contains("analyzeprf.csv") && json.contains("stimulusPx"), json);
  }

  @Test
  void aStimulusWiderThanTheFramesIsCountedInItsOwnDegrees() throws IOException {
    assertTruthAfter(
        importing(
            "table",
            analyzePrf(),
            "tool",
            "analyzeprf",
            "stimuluspx",
            "100x80",
            "stimulusdeg",
            20));
  }

  @Test
  void prfpysYIsAskedForAndTakenAsStated() throws IOException {
    Path down = table("prfpy.csv", "x,y,size,rsq", f -> new double[] {f[0], -f[1], f[2], f[3]});
    assertRefused(importing("table", down, "tool", "prfpy"), "ydirection", "up or down");
    assertTruthAfter(importing("table", down, "tool", "prfpy", "ydirection", "down"));
  }

  @Test
  void cornerPixelsFwhmAndPercentsUnderOtherNames() throws IOException {
    Path table =
        table(
            "corner.csv",
            "col,row,fwhm,ve",
            f ->
                new double[] {
                  30.5 + 5 * f[0], 30.5 - 5 * f[1], 5 * f[2] * FWHM_PER_SIGMA, 100 * f[3]
                });
    assertTruthAfter(
        importing(
            "table",
            table,
            "tool",
            "samsrf",
            "columns",
            "x=col y=row sigma=fwhm r2=ve",
            "units",
            "pixels",
            "ydirection",
            "down",
            "origin",
            "corner1",
            "size",
            "fwhm",
            "r2",
            "percent",
            "stimuluspx",
            60));
  }

  @Test
  void aFolderWithAVectorForEachNumber() throws IOException {
    List<String> lines = Files.readAllLines(analyzePrf());
    Path results = Files.createDirectory(folder.resolve("results"));
    String[] names = lines.get(0).split(",");
    for (int n = 0; n < names.length; n++) {
      int column = n;
      Files.write(
          results.resolve(names[n] + ".csv"),
          lines.subList(1, lines.size()).stream().map(line -> line.split(",")[column]).toList());
    }
    assertTruthAfter(importing("table", results, "tool", "analyzeprf", "stimuluspx", 60));
    String json = Files.readString(dataset.resolve("dataset.json"));
    assertTrue(json.contains("rfsize.csv"), json);
  }

  @Test
  void mapsOfTheSameGridGiveEachVoxelItsField() throws IOException {
    Path mask = subject.mask("V1");
    NiftiGrid grid = NiftiMask.read(mask).grid();
    Path maps = Files.createDirectory(folder.resolve("maps"));
    String[] names = {"sub-01_x_deg.nii.gz", "y_deg.nii", "sigma_deg.nii", "r2.nii"};
    for (int n = 0; n < 4; n++) map(maps.resolve(names[n]), grid, n);
    assertTruthAfter(importing("maps", maps, "reference", mask));
    assertRefused(importing("maps", maps), "reference");
    assertRefused(importing("maps", maps, "reference", mask, "table", mask), "both");
    assertRefused(importing(), "table and maps", "none");
    double[] shifted = grid.affine();
    shifted[3] += 1;
    map(maps.resolve("y_deg.nii"), new NiftiGrid(grid.nx(), grid.ny(), grid.nz(), shifted), 1);
    assertRefused(importing("maps", maps, "reference", mask), "y_deg.nii", "off by 1.0 mm in x");
  }

  private static void map(Path file, NiftiGrid grid, int number) throws IOException {
    Files.deleteIfExists(file);
    float[] values = new float[grid.voxelCount()];
    for (double[] f : truth) {
      values[grid.indexOf((int) f[4], (int) f[5], (int) f[6])] = (float) f[number];
    }
    try (NiftiWriter writer = NiftiWriter.create(file, grid, 1, 1, NiftiType.FLOAT32, 1, 0)) {
      writer.write(values);
    }
  }

  @Test
  void fieldsInAnotherUnitThanStatedAreRefused() throws IOException {
    assertRefused(
        importing("table", analyzePrf(), "tool", "analyzeprf", "units", "degrees"),
        "analyzeprf.csv",
        "screen of 12.00 x 12.00 degrees",
        "%) off it",
        "units");
    assertRefused(
        importing("table", analyzePrf(), "tool", "analyzeprf", "r2", "fraction", "stimuluspx", 60),
        "percent?");
    assertRefused(importing("table", analyzePrf(), "tool", "analyzeprf"), "stimuluspx", "160x90");
  }

  @Test
  void statementsThatDoNotGoTogetherAreRefused() throws IOException {
    Path table = analyzePrf();
    assertRefused(importing("table", table, "tool", "benson"), "hemisphere", "left or right");
    assertRefused(
        importing("table", table, "tool", "popeye", "hemisphere", "left"), "hemisphere", "popeye");
    assertRefused(
        importing("table", table, "tool", "popeye", "stimuluspx", 60), "stimuluspx", "degrees");
    assertRefused(
        importing("table", table, "tool", "popeye", "origin", "corner0"), "origin", "pixels");
    assertRefused(
        importing("table", table, "tool", "benson", "hemisphere", "left", "r2", "percent"),
        "option r2");
    assertRefused(importing("table", table, "minr2", 2), "minr2");
  }

  @Test
  void poorFitsCanBeLeftOut() throws IOException {
    Path table =
        table(
            "popeye.csv",
            "x,y,sigma,rsq",
            f -> new double[] {f[0], f[1], f[2], f[0] > 0 ? 0.5 : 0.01});
    MacroRunner.value(importing("table", table, "tool", "popeye", "minr2", 0.1));
    List<String[]> voxels = TinySubject.table(dataset.resolve("voxels.tsv"));
    for (int v = 0; v < truth.size(); v++) {
      boolean kept = !voxels.get(v + 1)[5].equals("n/a");
      assertEquals(truth.get(v)[0] > 0, kept, String.format(Locale.ROOT, "voxel %d", v));
    }
    long right = truth.stream().filter(f -> f[0] > 0).count();
    assertRefused(
        importing("table", table, "tool", "popeye", "minr2", 0.9),
        "r2 >= 0.9",
        "90 fields with r2 0.0..0.1: " + (90 - right) + ", 0.5..0.6: " + right + ", best 0.5000");
  }
}
