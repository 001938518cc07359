// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.stimulus.FrameResize;

/** A study of 20 voxels in files of h5py; all that is expected is numpy's (bdata_files.py). */
class BDataPreparationTest {
  private static final ResponseScaling SHEN =
      new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE_SQRT_N);
  private static final NumericArray EXPECTED = NpyFile.read(resource("bdata/expected_z.npy"));

  /** Voxels of ROI_VC that vary. */
  private static final int[] KEPT = {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};

  @TempDir Path temporary;

  private Path dataset() {
    return temporary.resolve("dataset");
  }

  private static BDataSource source(String train, String test) {
    return BDataSource.shen2019(
        resource("bdata/" + train), resource("bdata/" + test), resource("bdata/pictures"));
  }

  private static BDataSource oneFile(String file, String trainRows, String testRows) {
    return new BDataSource(
        resource("bdata/" + file),
        Optional.empty(),
        trainRows,
        testRows,
        RoiExpression.parse("ROI_VC"),
        List.of(),
        List.of("stimulus_id"),
        Optional.empty(),
        resource("bdata/pictures"));
  }

  private static BDataSource with(
      BDataSource source, String select, List<String> regions, List<String> labels) {
    return new BDataSource(
        source.train(),
        source.test(),
        source.trainRows(),
        source.testRows(),
        RoiExpression.parse(select),
        regions,
        labels,
        source.labelTable(),
        source.pictures());
  }

  private static BDataSource with(BDataSource source, Optional<Path> labels, Path pictures) {
    return new BDataSource(
        source.train(),
        source.test(),
        source.trainRows(),
        source.testRows(),
        source.voxels(),
        source.regions(),
        List.of("image_index", "stimulus_id"),
        labels,
        pictures);
  }

  private PreparationReport prepare(BDataSource source) {
    return prepare(source, SHEN);
  }

  private PreparationReport prepare(BDataSource source, ResponseScaling scaling) {
    FrameSettings frames = new FrameSettings(6, 6, FrameResize.SQUASH, 12, FrameSettings.Warp.NONE);
    return BDataPreparation.prepare(
        source,
        new BDataSettings(frames, 8, scaling),
        dataset(),
        Fixtures.provenance(),
        Progress.silent());
  }

  private static void assertExpected(Dataset set) {
    assertEquals(EXPECTED.rowCount(), set.sampleCount());
    assertEquals(KEPT.length, set.voxelCount());
    float[] response = new float[KEPT.length];
    for (int row = 0; row < EXPECTED.rowCount(); row++) {
      set.readResponse(row, response);
      assertArrayEquals(EXPECTED.row(row), response, 2e-5f, "sample " + row);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train.h5, test.h5",
    "train_old.h5, test.h5",
    "userblock.h5, test.h5",
    "train_vmap.h5, test_vmap.h5",
  })
  void responsesAreAveragedScaledByTrainingAndTimesTheRootOfTheirNumber(String train, String test) {
    BDataSource source = source(train, test);
    PreparationReport report = prepare(source);
    assertEquals(15, report.sampleCount());
    assertEquals(17, report.voxelCount());
    assertEquals(1, report.droppedVoxelCount());
    try (Dataset set = Dataset.open(dataset())) {
      assertExpected(set);
      List<Sample> samples = set.samples();
      assertEquals(
          List.of(3, 2, 4), samples.subList(12, 15).stream().map(Sample::repeats).toList());
      assertTrue(samples.subList(0, 12).stream().allMatch(s -> s.split() == Split.TRAIN));
      assertTrue(samples.subList(12, 15).stream().allMatch(s -> s.split() == Split.TEST));
    }
  }

  @Test
  void everySampleHasThePictureOfItsLabelAndKnowsItsRunAndCategory() {
    prepare(source("train.h5", "test.h5"));
    // numbers of the labels' names in the order of names, from bdata_files.py
    int[] stimuli = {1, 0, 2, 3, 4, 5, 5, 4, 3, 2, 0, 1, 6, 7, 8};
    NumericArray frames = NpyFile.read(resource("bdata/expected_frames.npy"));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(9, set.frameCount());
      byte[] rgb = new byte[6 * 6 * 3];
      for (int frame = 0; frame < 9; frame++) {
        set.readFrame(frame, rgb);
        for (int n = 0; n < rgb.length; n++) {
          assertEquals((int) frames.row(frame)[n], rgb[n] & 0xff, "frame " + frame);
        }
      }
      for (int row = 0; row < stimuli.length; row++) {
        assertEquals(stimuli[row], set.samples().get(row).stimulus(), "sample " + row);
      }
      assertEquals("train_ses-1_run-1", set.samples().get(5).run());
      assertEquals(40, set.samples().get(5).onsetSec(), "the sixth of 8 s each");
      assertEquals("train_ses-1_run-2", set.samples().get(6).run());
      assertEquals(0, set.samples().get(6).onsetSec());
      assertEquals("train_ses-2_run-1", set.samples().get(11).run());
      assertEquals("mean-of-n04572121_3262", set.samples().get(14).run());
      assertEquals("n01443537", set.samples().get(0).trialType());
      assertEquals("n04572121", set.samples().get(14).trialType());
      assertEquals(8, set.trSec());
      assertEquals(12, set.screenWidthDeg());
    }
  }

  @Test
  void twoFilesAndOneFileWithAColumnForTheSplitGiveTheSameDataset() throws IOException {
    prepare(source("train.h5", "test.h5"));
    byte[] responses = Files.readAllBytes(dataset().resolve("responses.npy"));
    byte[] frames = Files.readAllBytes(dataset().resolve("frames.npy"));
    WholeFolder.deleteTree(dataset());
    PreparationReport report = prepare(oneFile("one.h5", "DataType = 1", "DataType=2.0"));
    assertArrayEquals(responses, Files.readAllBytes(dataset().resolve("responses.npy")));
    assertArrayEquals(frames, Files.readAllBytes(dataset().resolve("frames.npy")));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals("train-3", set.samples().get(2).run(), "no column tells the run");
    }
    assertFalse(report.warnings().toString().contains("no label"), "rest was not asked for");
  }

  @Test
  void samplesWithoutALabelAreLeftOutAndCounted() {
    PreparationReport report = prepare(oneFile("one.h5", "DataType = 1, 3", "DataType = 2"));
    assertEquals(16, report.sampleCount(), "13 of 14, and 3 means");
    assertTrue(report.warnings().toString().contains("1 samples of"), report.warnings()::toString);
  }

  @Test
  void aTableNamesNumbersThatMeanNothingElse() {
    BDataSource source = oneFile("index.h5", "DataType = 1", "DataType = 2");
    Path pictures = resource("bdata/pictures");
    prepare(with(source, Optional.of(resource("bdata/labels.tsv")), pictures));
    try (Dataset set = Dataset.open(dataset())) {
      assertExpected(set);
    }
    WholeFolder.deleteTree(dataset());
    assertRefused(
        () -> prepare(with(source, Optional.empty(), pictures)),
        "index.h5, image_index",
        "the number 1",
        "labels table");
  }

  @Test
  void repeatsCanStaySingleAndScoresBeLeftOut() {
    prepare(
        source("train.h5", "test.h5"), new ResponseScaling(Normalisation.NONE, 0, Repeats.SINGLE));
    try (Dataset set = Dataset.open(dataset());
        BDataFile test = BDataFile.open(resource("bdata/test.h5"))) {
      assertEquals(21, set.sampleCount());
      assertEquals(18, set.voxelCount(), "none is dropped");
      float[] response = new float[18];
      test.readPieces(
          Progress.silent(),
          "reading",
          (first, count, values) -> {
            for (int n = 0; n < count; n++) {
              set.readResponse(12 + (int) first + n, response);
              for (int v = 0; v < 18; v++) {
                assertEquals((float) values[n * test.columnCount() + 2 + v], response[v]);
              }
            }
          });
    }
  }

  @Test
  void theSdMayBeThatOfASample() {
    prepare(
        source("train.h5", "test.h5"),
        new ResponseScaling(Normalisation.TRAINING, 1, Repeats.AVERAGE));
    try (Dataset set = Dataset.open(dataset())) {
      float[] response = new float[KEPT.length];
      set.readResponse(14, response);
      for (int v = 0; v < KEPT.length; v++) {
        double factor = Math.sqrt(11 / 12.0) / Math.sqrt(4); // ddof 1, no sqrt(n)
        assertEquals(EXPECTED.row(14)[v] * factor, response[v], 2e-5);
      }
    }
  }

  @Test
  void aVoxelBelongsToTheFirstOfTheWishedRegionsThatHasIt() {
    List<String> three = List.of("V1", "ROI_V2", "LOC");
    PreparationReport report =
        prepare(with(source("train.h5", "test.h5"), "VoxelData", three, List.of("stimulus_id")));
    try (Dataset set = Dataset.open(dataset())) {
      List<Voxel> voxels = set.voxels();
      assertEquals(19, voxels.size());
      String regions = voxels.stream().map(Voxel::roi).collect(Collectors.joining(" "));
      assertEquals("V1 V1 V1 V1 V1 V1 V1 V2 V2 V2 V2 V2 LOC LOC LOC LOC LOC other other", regions);
      assertEquals(new Voxel(3, 7, 5, 4, "V1", Optional.empty()), voxels.get(3), "the fifth");
    }
    String warnings = report.warnings().toString();
    assertTrue(warnings.contains("2 voxels are in several of [ROI_V1, ROI_V2, ROI_LOC]"), warnings);
    assertTrue(warnings.contains("2 voxels are in none"), warnings);
    WholeFolder.deleteTree(dataset());
    List<String> two = List.of("V1", "V2");
    prepare(with(source("train.h5", "test.h5"), "ROI_VC", two, List.of("stimulus_id")));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(List.of("V1", "V2", "VC"), set.rois(), "the rest is what was selected");
    }
  }

  @Test
  void withoutAWishTheRegionsAreThoseOfTheSelection() {
    BDataSource both = source("train.h5", "test.h5");
    List<String> label = List.of("stimulus_id");
    prepare(with(both, "ROI_LOC + ROI_V2 - ROI_V1", List.of(), label));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(
          "V2 V2 V2 V2 V2 LOC LOC LOC LOC LOC",
          set.voxels().stream().map(Voxel::roi).collect(Collectors.joining(" ")));
    }
    WholeFolder.deleteTree(dataset());
    prepare(with(both, "voxel_x > 13", List.of(), label));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(List.of("ALL"), set.voxels().stream().map(Voxel::roi).distinct().toList());
    }
    WholeFolder.deleteTree(dataset());
    assertRefused(
        () -> prepare(with(both, "ROI_VC", List.of("V1", "MT"), label)), "ROI_MT", "ROI_LOC");
  }

  @Test
  void categoriesInBothSplitsAreReported() {
    String warnings = prepare(source("train.h5", "test.h5")).warnings().toString();
    assertTrue(warnings.contains("1 categories in both training and test (n01518878)"), warnings);
  }

  @Test
  void provenanceHoldsFilesAndEveryStep() throws IOException {
    BDataSource source = oneFile("index.h5", "DataType = 1", "DataType = 2");
    Path table = resource("bdata/labels.tsv");
    prepare(with(source, Optional.of(table), resource("bdata/pictures")));
    String json = Files.readString(dataset().resolve("dataset.json"));
    for (String part :
        List.of(
            Provenance.sha256(resource("bdata/index.h5")),
            Provenance.sha256(table),
            "\"trainRows\": \"DataType = 1\"",
            "\"testLabelColumn\": \"image_index\"",
            "\"testLabelNames\": \"labels table\"",
            "\"select\": \"ROI_VC\"",
            "\"VC\": \"18 voxels\"",
            "\"repeats\": \"AVERAGE_SQRT_N\"",
            "\"mean-of-n04572121_3262\": \"4\"",
            "\"statistics\": \"TRAINING\"",
            "\"ddof\": \"0\"",
            "\"constantVoxelsDropped\": \"1\"",
            "\"resize\": \"SQUASH\"")) {
      assertTrue(json.contains(part), () -> "no " + part + " in " + json);
    }
  }

  @Test
  void filesWithOtherVoxelsAreRefused() {
    assertRefused(
        () -> prepare(source("train.h5", "fault_mirrored.h5")),
        "fault_mirrored.h5",
        "same order",
        "voxel_x 18.0",
        "-20.0");
    assertNothingLeft();
  }

  @Test
  void labelsWithoutAPictureAreRefusedTenByTen() throws IOException {
    assertRefused(
        () -> prepare(source("fault_label.h5", "test.h5")),
        "pictures",
        "none for 1 of them",
        "n01518878_999999");
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    Files.copy(resource("bdata/pictures/README.txt"), empty.resolve("n01518878_5958.txt"));
    BDataSource source = source("train.h5", "test.h5");
    assertRefused(
        () -> prepare(with(source, Optional.empty(), empty)),
        "each of 6 labels",
        "none for 6 of them: n01443537_12,",
        "among 0 pictures");
    assertRefused(
        () -> prepare(with(source, Optional.empty(), temporary.resolve("none"))), "none", "folder");
    Files.delete(empty.resolve("n01518878_5958.txt"));
    Files.delete(empty);
    assertNothingLeft();
  }

  @Test
  void aLabelWithTwoPicturesIsRefusedWithBoth() throws IOException {
    Path pictures = temporary.resolve("pictures");
    Path original = resource("bdata/pictures");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = pictures.resolve(original.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path found = pictures.resolve("natural/deeper/n01518878_5958.png");
    Files.copy(found, pictures.resolve("natural/deeper/._n01518878_5958.png")); // of macOS
    Files.copy(found, pictures.resolve("natural/deeper/n01518878_5958.txt"));
    BDataSource source = with(source("train.h5", "test.h5"), Optional.empty(), pictures);
    prepare(source); // neither is a second picture
    WholeFolder.deleteTree(dataset());
    Files.copy(found, pictures.resolve("n01518878_5958.JPG"));
    assertRefused(() -> prepare(source), "one picture n01518878_5958", "2: [", ".JPG", ".png");
  }

  @Test
  void responsesThatAreNotFiniteAreRefusedUnlessNobodyAsksForThem() {
    assertRefused(
        () -> prepare(source("fault_nan.h5", "test.h5")),
        "fault_nan.h5",
        "finite",
        "sample 4, column 11",
        "2 voxels in all");
    assertNothingLeft();
  }

  @Test
  void samplesAndLabelsThatDoNotExistAreRefused() {
    assertRefused(
        () -> prepare(oneFile("one.h5", "DataType = 7", "DataType = 2")),
        "DataType = 7",
        "0 samples",
        "[1, 2, 3]");
    assertRefused(() -> prepare(oneFile("one.h5", "DataType is 1", "")), "trainrows", "COLUMN");
    assertRefused(
        () -> prepare(oneFile("one.h5", "DataType = 1", "DataType = 2,")), "testrows", "numbers");
    assertRefused(
        () -> prepare(oneFile("one.h5", "DataType = 1", "DataType = NaN")), "testrows", "finite");
    assertRefused(() -> prepare(oneFile("one.h5", "Kind = 1", "DataType = 2")), "key Kind");
    assertRefused(
        () -> prepare(oneFile("one.h5", "", "DataType = 2")),
        "either for training or for testing",
        "9 that are for both");
    BDataSource source = source("train.h5", "test.h5");
    assertRefused(
        () -> prepare(with(source, "ROI_VC", List.of(), List.of("image_index", "Label[1]"))),
        "image_index or Label[1]",
        "stimulus_id");
    assertNothingLeft();
  }

  @Test
  void namesAreThoseOfOneNumberEach() throws IOException {
    StimulusNames vmap = StimulusNames.ofFile("a.h5, Label", Map.of(1.0, "cat.JPEG", 2.5, " b "));
    assertEquals("cat.JPEG", vmap.name(1.0000000001), "the same to six decimals");
    assertEquals("b", vmap.name(2.5));
    assertRefused(() -> vmap.name(3), "a.h5, Label", "none for 3 among 2");
    assertRefused(() -> vmap.name(Double.POSITIVE_INFINITY), "a.h5, Label", "Infinity");
    Path table = Files.writeString(temporary.resolve("t.tsv"), "id\tname\n1\ta\n1.0\tb\n");
    assertRefused(() -> StimulusNames.ofTable(table), "t.tsv, line 3", "both a and b");
    Path comma = Files.writeString(temporary.resolve("c.tsv"), "id\tname\n1,5\ta\n");
    assertRefused(() -> StimulusNames.ofTable(comma), "c.tsv, line 2", "comma decimals");
  }

  @Test
  void labelsAreNoVoxels() {
    assertRefused(
        () ->
            prepare(
                with(
                    source("train.h5", "test.h5"),
                    "VoxelData | stimulus_id",
                    List.of(),
                    List.of("stimulus_id"))),
        "1 columns that are no VoxelData");
    assertNothingLeft();
  }

  @Test
  void labelsAreNoVoxelsInAFileWithoutVoxelDataEither() {
    Path real = Path.of("../shared/data/kamitani-bdata/sample_vmap.h5");
    Assumptions.assumeTrue(Files.exists(real), real + " is not here");
    BDataSource source = BDataSource.shen2019(real, real, resource("bdata/pictures"));
    assertRefused(
        () -> prepare(with(source, "Data + Label", List.of(), List.of("Label"))),
        "the column of the labels, Label");
    assertRefused(
        () -> prepare(with(source, "Data", List.of(), List.of("Label"))),
        "none for 4 of them: label-01, label-02, label-03, label-04");
    assertNothingLeft();
  }

  @Test
  void theSamePictureInBothSplitsIsRefused() {
    assertRefused(
        () -> prepare(source("train.h5", "train_old.h5")), "leakage", "6 stimuli in both");
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), new ArrayList<>(new TreeSet<>(left.toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLabelBecomesANameBySixDecimalsWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      // the published example, then: leading zeros, no zeros, %f of a double just below
      assertEquals(Optional.of("n01518878_5958"), ShenLabel.pictureName(1518878.005958));
      assertEquals(Optional.of("n01443537_12"), ShenLabel.pictureName(1443537.000012));
      assertEquals(Optional.of("n12345678_100000"), ShenLabel.pictureName(12345678.1));
      assertEquals(
          Optional.of("n01518878_5958"), ShenLabel.pictureName(Math.nextDown(1518878.005958)));
      assertEquals("1518878.005958", ShenLabel.sixDecimals(1518878.005958));
      for (double none : new double[] {7, 0, -1.5, 0.25, 123456789.5, Double.NaN, 1e300}) {
        assertEquals(Optional.empty(), ShenLabel.pictureName(none), none + "");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
