// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.NpyType;
import org.voxel2pixel.dataset.NpyWriter;
import org.voxel2pixel.imagej.MacroRunner;

/** Import Matrices through macros, from MATLAB and from NumPy. */
class ImportMatricesTest {
  private static final int WIDTH = 3;
  private static final int HEIGHT = 2;
  private static final float[][] TRAIN = {{1, 10, 5}, {2, 20, 5}, {4, 60, 5}, {5, 30, 5}};
  private static final float[][] TEST = {{3, 0, 5}, {6, 90, 5}};

  @TempDir Path folder;

  private Path dataset() {
    return folder.resolve("dataset");
  }

  private String importing(Path source, Object... more) {
    Object[] options = new Object[8 + more.length];
    Object[] fixed = {"source", source, "dataset", dataset(), "widthpx", WIDTH, "heightpx", HEIGHT};
    System.arraycopy(fixed, 0, options, 0, fixed.length);
    System.arraycopy(more, 0, options, fixed.length, more.length);
    return TinySubject.command("Import Matrices...", options);
  }

  /** Pixel p of image n is {@code (p + 10 n + 1) / 100}, so that no two images are the same. */
  private Path numpyFolder() throws IOException {
    Path source = Files.createDirectories(folder.resolve("numpy"));
    write(source.resolve("fmriTrn.npy"), TRAIN);
    write(source.resolve("fmriTest.npy"), TEST);
    write(source.resolve("stimTrn.npy"), images(0, TRAIN.length));
    write(source.resolve("stimTest.npy"), images(TRAIN.length, TEST.length));
    return source;
  }

  private static float[][] images(int first, int count) {
    float[][] images = new float[count][WIDTH * HEIGHT];
    for (int n = 0; n < count; n++) {
      for (int p = 0; p < WIDTH * HEIGHT; p++) images[n][p] = (p + 10 * (first + n) + 1) / 100f;
    }
    return images;
  }

  private static void write(Path file, float[][] rows) throws IOException {
    try (NpyWriter npy = NpyWriter.create(file, NpyType.FLOAT32, rows[0].length)) {
      for (float[] row : rows) npy.writeRow(row);
    }
  }

  @Test
  void responsesAreScaledByTrainingTrialsAndPicturesKeepTheirPlaces() throws IOException {
    MacroRunner.value(importing(numpyFolder(), "white", 1, "pixelorder", "column"));
    try (Dataset dataset = Dataset.open(dataset())) {
      assertEquals(2, dataset.voxelCount(), "the third never varies");
      assertEquals(TRAIN.length + TEST.length, dataset.sampleCount());
      float[] z = new float[2];
      dataset.readResponse(TRAIN.length + 1, z);
      // numpy: (6 - mean([1, 2, 4, 5])) / std([1, 2, 4, 5]), and of [10, 20, 60, 30] for 90
      assertEquals((6 - 3) / Math.sqrt(2.5), z[0], 1e-6);
      assertEquals((90 - 30) / Math.sqrt(350), z[1], 1e-6);
      byte[] frame = new byte[3 * WIDTH * HEIGHT];
      dataset.readFrame(dataset.samples().get(4).stimulus(), frame);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          long expected = Math.round(255 * (x * HEIGHT + y + 10 * 4 + 1) / 100.0);
          assertEquals(expected, frame[3 * (y * WIDTH + x)] & 0xFF, x + ", " + y);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "trials, '', stack, 255",
    "arrays/trials.npz, '', stack, 255",
    "arrays/trials.h5, set/, stack, 255",
    "arrays/trials_v73.mat, '', stack, 255",
    "arrays/trials_v73.mat, '', rgb, 1",
    "arrays/trials_text, '', grey, 255"
  })
  void theSameNumbersFromEverySourceGiveTheSameDatasetAsFromMatlab(
      String source, String group, String images, int white) throws Exception {
    MacroRunner.value(importing(fixture("trials.mat"), names("", images, white)));
    byte[] responses = Files.readAllBytes(dataset().resolve("responses.npy"));
    byte[] frames = Files.readAllBytes(dataset().resolve("frames.npy"));
    Object[] named = names(group, images, white);
    Object[] replacing = Arrays.copyOf(named, named.length + 2);
    replacing[named.length] = "ifexists";
    replacing[named.length + 1] = "replace";
    MacroRunner.value(importing(fixture(source), replacing));
    assertArrayEquals(responses, Files.readAllBytes(dataset().resolve("responses.npy")));
    assertArrayEquals(frames, Files.readAllBytes(dataset().resolve("frames.npy")));
  }

  private static Object[] names(String group, String images, int white) {
    return new Object[] {
      "trainresponses", group + "respTrn", "trainimages", group + images + "Trn",
      "testresponses", group + "respTest", "testimages", group + images + "Test",
      "white", white
    };
  }

  @Test
  void voxelsHaveTheRegionsThatTheirNumbersMean() throws Exception {
    Object[] names = names("", "stack", 255);
    Object[] regions = Arrays.copyOf(names, names.length + 4);
    regions[names.length] = "regions";
    regions[names.length + 1] = "area";
    regions[names.length + 2] = "regionnames";
    regions[names.length + 3] = "1=V1";
    assertRefused(importing(fixture("trials.mat"), regions), "area", "[1]", "[2.0]");
    regions[names.length + 3] = "V1";
    assertRefused(importing(fixture("trials.mat"), regions), "such as 1=V1, 2=V2");
    regions[names.length + 1] = "";
    assertRefused(importing(fixture("trials.mat"), regions), "regionNames", "as regions");
    regions[names.length + 1] = "area";
    regions[names.length + 3] = "1=V1, 2=V2 left";
    MacroRunner.value(importing(fixture("trials.mat"), regions));
    try (Dataset dataset = Dataset.open(dataset())) {
      // area is 2, 1, 1, and the second voxel never varies
      assertEquals(
          List.of("V2 left", "V1"), dataset.voxels().stream().map(voxel -> voxel.roi()).toList());
    }
  }

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(Dataset.class.getResource(name).toURI());
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsWritten() throws Exception {
    Path source = numpyFolder();
    assertRefused(importing(source), "stim", "255", "0 to 255"); // none is above 1
    assertRefused(
        importing(source, "white", 1, "testimages", "stim"),
        "an array stim",
        "stimTest [2, 6] float32");
    write(source.resolve("stimTest.npy"), images(0, 2));
    assertRefused(importing(source, "white", 1), "stim");
    write(source.resolve("stimTest.npy"), images(4, 3));
    assertRefused(importing(source, "white", 1), "2", "3");
    assertRefused(importing(folder.resolve("none.mat")), "none.mat");
    assertEquals(List.of("numpy"), TinySubject.namesIn(folder));
  }

  private static void assertRefused(String macro, String... parts) {
    String reason = MacroRunner.refusal(macro);
    for (String part : parts) {
      assertTrue(reason.contains(part), () -> "no \"" + part + "\" in: " + reason);
    }
  }
}
