// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.MatrixSettings.Normalisation;
import org.voxel2pixel.dataset.MatrixSource.ImageLayout;
import org.voxel2pixel.dataset.MatrixSource.PixelOrder;
import org.voxel2pixel.dataset.MatrixSource.Regions;
import org.voxel2pixel.dataset.MatrixSource.ValueRange;
import org.voxel2pixel.dataset.MatrixSource.Variables;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.FrameResize;
import org.voxel2pixel.stimulus.RgbFrame;

/** Against arrays that SciPy and NumPy wrote (dataset_npy_fixtures.py). */
class MatrixPreparationTest {
  private static final Optional<Regions> AREAS =
      Optional.of(new Regions("area", Map.of(1, "V1", 2, "V2")));
  private static final ImageLayout BYTES =
      new ImageLayout(3, 2, PixelOrder.COLUMN_MAJOR, ValueRange.BYTE);

  @TempDir Path temporary;

  private Path dataset() {
    return temporary.resolve("dataset");
  }

  private static MatrixSource source(
      String path, String responses, String images, Optional<Regions> regions, ImageLayout layout) {
    return new MatrixSource(
        resource(path),
        new Variables(responses + "Trn", images + "Trn"),
        new Variables(responses + "Test", images + "Test"),
        regions,
        layout);
  }

  private PreparationReport prepare(MatrixSource source) {
    return prepare(source, MatrixSettings.like(source.images(), 12, 2.5));
  }

  private PreparationReport prepare(MatrixSource source, MatrixSettings settings) {
    return MatrixPreparation.prepare(
        source, settings, dataset(), Fixtures.provenance(), Progress.silent());
  }

  /** In natural order of names: 2 before 10; brought to the frames' size. */
  @Test
  void thePicturesMayLieInFoldersBesideTheMatrices() throws IOException {
    Path mat = temporary.resolve("trials.mat");
    Files.copy(resource("trials.mat"), mat);
    for (int n : new int[] {10, 2, 1, 11}) picture("train/p" + n + ".png", n);
    picture("test/a.png", 20);
    picture("test/b.png", 21);
    prepare(
        new MatrixSource(
            mat,
            new Variables("respTrn", "train"),
            new Variables("respTest", "test"),
            Optional.empty(),
            BYTES));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(6, set.frameCount());
      byte[] rgb = new byte[18];
      int[] grey = {1, 2, 10, 11, 20, 21};
      for (int f = 0; f < 6; f++) {
        set.readFrame(f, rgb);
        assertEquals(grey[f], rgb[0]);
        assertEquals(grey[f] + 100, rgb[17]);
      }
      assertEquals("p10.png", set.stimulusName(2));
    }
    Files.delete(temporary.resolve("train/p11.png"));
    assertRefused(
        () ->
            MatrixPreparation.prepare(
                new MatrixSource(
                    mat,
                    new Variables("respTrn", "train"),
                    new Variables("respTest", "test"),
                    Optional.empty(),
                    BYTES),
                MatrixSettings.like(BYTES, 12, 2.5),
                temporary.resolve("other"),
                Fixtures.provenance(),
                Progress.silent()),
        "3 rows");
  }

  private void picture(String name, int grey) throws IOException {
    byte[] rgb = new byte[18];
    java.util.Arrays.fill(rgb, 0, 9, (byte) grey);
    java.util.Arrays.fill(rgb, 9, 18, (byte) (grey + 100));
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    FrameFile.writePng(new RgbFrame(3, 2, rgb), file);
  }

  @ParameterizedTest
  @CsvSource({
    "trials.mat, rgb, COLUMN_MAJOR, UNIT",
    "trials.mat, stack, COLUMN_MAJOR, BYTE",
    "trials, stack, ROW_MAJOR, BYTE",
    "trials, rows, ROW_MAJOR, BYTE"
  })
  void thePicturesAreUprightAndInTheirColoursWhateverTheLayout(
      String path, String images, PixelOrder order, ValueRange range) {
    prepare(source(path, "resp", images, Optional.empty(), new ImageLayout(3, 2, order, range)));
    NumericArray expected = NpyFile.read(resource("trials_expected_rgb.npy"));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(6, set.frameCount());
      byte[] rgb = new byte[18];
      for (int f = 0; f < 6; f++) {
        set.readFrame(f, rgb);
        for (int n = 0; n < 18; n++) assertEquals((int) expected.row(f)[n], rgb[n] & 0xff);
      }
    }
  }

  @Test
  void greyIsTheSameInEveryChannel() {
    prepare(source("trials.mat", "resp", "grey", Optional.empty(), BYTES));
    NumericArray expected = NpyFile.read(resource("trials_expected_rgb.npy"));
    try (Dataset set = Dataset.open(dataset())) {
      byte[] rgb = new byte[18];
      set.readFrame(4, rgb);
      for (int n = 0; n < 18; n++) {
        assertEquals((int) expected.row(4)[n / 3 * 3], rgb[n] & 0xff);
      }
    }
  }

  @Test
  void responsesAreScoredByTheTrainingTrialsAndConstantVoxelsDropped() {
    PreparationReport report = prepare(source("trials.mat", "resp", "grey", AREAS, BYTES));
    assertEquals(1, report.droppedVoxelCount());
    NumericArray expected = NpyFile.read(resource("trials_expected_z.npy"));
    try (Dataset set = Dataset.open(dataset())) {
      float[] row = new float[2];
      for (int r = 0; r < 6; r++) {
        set.readResponse(r, row);
        assertArrayEquals(expected.row(r), row, 1e-6f);
      }
      assertEquals(List.of("V2", "V1"), set.voxels().stream().map(Voxel::roi).toList());
      assertEquals(List.of("V1", "V2"), set.rois());
      assertEquals(Voxel.UNKNOWN, set.voxels().get(0).i());
    }
  }

  @Test
  void everyTrialIsItsOwnRunAndAnExample() {
    prepare(source("trials.mat", "resp", "grey", AREAS, BYTES));
    try (Dataset set = Dataset.open(dataset())) {
      assertArrayEquals(new int[] {0, 1, 2, 3}, set.examples(Split.TRAIN));
      assertArrayEquals(new int[] {4, 5}, set.examples(Split.TEST));
      assertEquals(1, set.lags().count());
      assertEquals(new Sample(5, Split.TEST, "test-2", 0, 5, 1), set.samples().get(5));
      assertEquals("greyTest-2", set.stimulusName(5));
      assertEquals(2.5, set.trSec());
      assertEquals(1, set.provenance().get(0).inputHashes().size());
    }
  }

  @Test
  void withoutNormalisationTheResponsesStayAsTheyAre() {
    MatrixSettings settings =
        new MatrixSettings(6, 4, FrameResize.SQUASH, 12, 2.5, Normalisation.NONE);
    prepare(source("trials.mat", "resp", "grey", Optional.empty(), BYTES), settings);
    try (Dataset set = Dataset.open(dataset())) {
      float[] row = new float[3];
      set.readResponse(4, row);
      assertArrayEquals(new float[] {4, 6, -3}, row);
      assertEquals(List.of("ALL"), set.rois());
      assertEquals(6, set.frameWidthPx());
      assertEquals(Optional.empty(), set.zScore());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Optional<Regions> none = Optional.empty();
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "film", none, BYTES)),
        "filmTrn",
        "respTrn",
        "greyTrn");
    ImageLayout larger = new ImageLayout(4, 2, PixelOrder.COLUMN_MAJOR, ValueRange.BYTE);
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "grey", none, larger)),
        "greyTrn",
        "4 x 2 pixels",
        "[4, 6]");
    ImageLayout unit = new ImageLayout(3, 2, PixelOrder.COLUMN_MAJOR, ValueRange.UNIT);
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "grey", none, unit)), "from 0 to 1", "range");
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "rgb", none, BYTES)), "0 to 255", "none above");
    assertRefused(
        () -> prepare(source("trials.mat", "stack", "grey", none, BYTES)),
        "stackTrn",
        "[4, 2, 3, 3]");
    Optional<Regions> unnamed = Optional.of(new Regions("area", Map.of(1, "V1")));
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "grey", unnamed, BYTES)), "area", "[2.0]");
    Optional<Regions> longer = Optional.of(new Regions("respTest", Map.of(1, "V1")));
    assertRefused(
        () -> prepare(source("trials.mat", "resp", "grey", longer, BYTES)), "3 labels", "[2, 3]");
    assertRefused(
        () -> prepare(source("trials/respTrn.npy", "resp", "grey", none, BYTES)),
        "an array greyTrn",
        "only respTrn [4, 3] float64");
    assertRefused(
        () -> prepare(source("trials", "resp", "grey", none, BYTES)),
        "an array greyTrn",
        "stackTrn [4, 2, 3, 3] uint8");
    assertFalse(Files.exists(dataset()));
  }

  @Test
  void regionNamesAreNumbersAndNames() {
    assertEquals(
        new Regions("area", Map.of(1, "V1", 2, "V2 left", -3, "L=R")),
        Regions.of("area", "1=V1, 2 = V2 left ,-3=L=R"));
    for (String bad : List.of("", "V1", "1=V1,", "1=", "=V1", "1.5=V1", "99999999999=a")) {
      assertRefused(() -> Regions.of("area", bad), "such as 1=V1, 2=V2");
    }
    assertRefused(() -> Regions.of("area", "1=V1, 1=V2"), "1 twice");
  }

  @Test
  void responsesThatLieOnTheirSideAreTold() throws IOException {
    Path turned = Files.createDirectories(temporary.resolve("turned"));
    for (String name : List.of("stackTrn", "stackTest", "respTest")) {
      Files.copy(resource("trials/" + name + ".npy"), turned.resolve(name + ".npy"));
    }
    Files.writeString(turned.resolve("respTrn.csv"), "1,2,3,6\n5,5,5,5\n2,1,7,2\n");
    MatrixSource source =
        new MatrixSource(
            turned,
            new Variables("respTrn", "stackTrn"),
            new Variables("respTest", "stackTest"),
            Optional.empty(),
            BYTES);
    assertRefused(
        () -> prepare(source), "respTrn", "4 rows", "[3, 4]", "a row a voxel", "its transpose");
  }

  @Test
  void rowsOfResponsesMustBeRowsOfPictures() {
    MatrixSource swapped =
        new MatrixSource(
            resource("trials.mat"),
            new Variables("respTrn", "greyTest"),
            new Variables("respTest", "greyTest"),
            Optional.empty(),
            BYTES);
    assertRefused(() -> prepare(swapped), "respTrn", "2 rows", "[4, 3]");
    MatrixSource same =
        new MatrixSource(
            resource("trials.mat"),
            new Variables("respTrn", "greyTrn"),
            new Variables("respTrn", "greyTrn"),
            Optional.empty(),
            BYTES);
    assertRefused(() -> prepare(same), "leakage: 4 stimuli in both", "greyTrn-1");
  }

  @Test
  void theSixesAndNinesOfVanGervenStandUpright() {
    Path file =
        Path.of(System.getProperty("user.dir"))
            .resolveSibling("shared/data/vangerven-digit69/digit69_28x28.mat");
    Assumptions.assumeTrue(Files.exists(file), "the 69 data are not here: " + file);
    ImageLayout layout = new ImageLayout(28, 28, PixelOrder.COLUMN_MAJOR, ValueRange.BYTE);
    MatrixSource source =
        new MatrixSource(
            file,
            new Variables("fmriTrn", "stimTrn"),
            new Variables("fmriTest", "stimTest"),
            Optional.empty(),
            layout);
    prepare(source);
    TsvTable reference = TsvTable.read(resource("digit69.tsv"));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(3092, set.voxelCount());
      assertEquals(90, set.examples(Split.TRAIN).length);
      assertEquals(10, set.examples(Split.TEST).length);
      float[] response = new float[3092];
      byte[] rgb = new byte[28 * 28 * 3];
      for (int n = 0; n < reference.rowCount(); n++) {
        int row = reference.integer(n, "trial");
        if (reference.text(n, "split").equals("test")) row += 90;
        set.readResponse(row, response);
        double z = response[reference.integer(n, "voxel")];
        assertEquals(reference.number(n, "z"), z, 1e-5);
        set.readFrame(set.samples().get(row).stimulus(), rgb);
        assertEquals(reference.integer(n, "upper_left"), quadrant(rgb, 0, 0));
        assertEquals(reference.integer(n, "upper_right"), quadrant(rgb, 0, 14));
        assertEquals(reference.integer(n, "lower_left"), quadrant(rgb, 14, 0));
        assertEquals(reference.integer(n, "lower_right"), quadrant(rgb, 14, 14));
      }
    }
  }

  private static int quadrant(byte[] rgb, int top, int left) {
    return IntStream.range(0, 14 * 14)
        .map(n -> rgb[((top + n / 14) * 28 + left + n % 14) * 3 + 1] & 0xff)
        .sum();
  }
}
