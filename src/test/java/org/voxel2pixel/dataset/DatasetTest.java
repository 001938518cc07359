// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

class DatasetTest {
  @TempDir Path temporary;

  private Path written() {
    Path folder = temporary.resolve("set");
    SmallDataset.write(folder);
    return folder;
  }

  @Test
  void givesBackWhatWasWritten() {
    try (Dataset set = Dataset.open(written())) {
      assertEquals(SmallDataset.VOXELS, set.voxels());
      assertEquals(List.of("V1", "V2"), set.rois());
      assertEquals(13, set.sampleCount());
      assertEquals(10, set.frameCount());
      assertEquals(0.7, set.trSec());
      assertEquals(20, set.grid().widthDeg());
      assertEquals(3, set.grid().widthPx());
      assertEquals(2, set.grid().heightPx());
      assertEquals(new Sample(9, Split.TEST, "c", 0, 7, 5), set.samples().get(9));
      assertEquals(new Sample(1, Split.TRAIN, "a", 0.7, -1, 1), set.samples().get(1));
      assertEquals("frame-3.png", set.stimulusName(3));
      float[] response = new float[3];
      byte[] frame = new byte[18];
      for (int row = 0; row < 13; row++) {
        set.readResponse(row, response);
        assertArrayEquals(SmallDataset.response(row), response);
      }
      for (int f = 0; f < 10; f++) {
        set.readFrame(f, frame);
        assertArrayEquals(SmallDataset.frame(f), frame);
      }
      assertArrayEquals(new double[] {0.1, 0.2, 1 / 3.0}, set.zScore().orElseThrow()[1]);
      assertEquals(List.of(Fixtures.provenance()), set.provenance());
      set.verify();
    }
  }

  @Test
  void examplesNeverReachPastTheirRun() {
    try (Dataset set = Dataset.open(written())) {
      // Run a is rows 0-4 (row 1 shows nothing), b 5-8 (6), c 9-12 (10); the last lag is 2.
      assertArrayEquals(new int[] {0, 2, 5}, set.examples(Split.TRAIN));
      assertEquals(4, set.droppedExamples(Split.TRAIN)); // rows 3, 4, 7, 8
      assertArrayEquals(new int[] {9}, set.examples(Split.TEST));
      assertEquals(2, set.droppedExamples(Split.TEST)); // rows 11, 12
    }
  }

  @Test
  void theVoxelHashIsThatOfPlacesAndRegionsOnly() throws Exception {
    String lines = "0\t4\t5\t6\tV1\n1\t7\t8\t9\tV1\n2\tn/a\tn/a\tn/a\tV2\n";
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    try (Dataset set = Dataset.open(written())) {
      assertEquals(HexFormat.of().formatHex(digest), set.voxelHash());
    }
    List<Voxel> swapped = new ArrayList<>(SmallDataset.VOXELS);
    swapped.set(1, new Voxel(1, 8, 7, 9, "V1", Optional.empty()));
    assertNotEquals(VoxelTable.hash(SmallDataset.VOXELS), VoxelTable.hash(swapped));
  }

  @Test
  void namesTheFileThatIsMissingOrOfAnotherSize() throws IOException {
    Path folder = written();
    Path responses = folder.resolve("responses.npy");
    byte[] whole = Files.readAllBytes(responses);
    Files.write(responses, new byte[10]);
    assertRefused(() -> Dataset.open(folder), "responses.npy", "284 bytes", "10 bytes");
    Files.delete(responses);
    assertRefused(() -> Dataset.open(folder), "responses.npy", "no such file");
    Files.write(responses, whole);
    Dataset.open(folder).close();
    assertRefused(() -> Dataset.open(folder.resolve("x")), "dataset.json", "no such folder");
    assertRefused(() -> Dataset.open(temporary), "dataset.json", "without it");
  }

  @Test
  void findsAChangedTableAtOnceAndAChangedArrayOnVerification() throws IOException {
    Path folder = written();
    Path samples = folder.resolve("samples.tsv");
    String text = Files.readString(samples);
    Files.writeString(samples, text.replaceFirst("\t7\t5\t", "\t8\t5\t"));
    assertRefused(() -> Dataset.open(folder), "samples.tsv", "SHA-256");
    Files.writeString(samples, text);

    Path frames = folder.resolve("frames.npy");
    byte[] bytes = Files.readAllBytes(frames);
    bytes[bytes.length - 1] ^= 1;
    Files.write(frames, bytes);
    try (Dataset set = Dataset.open(folder)) {
      assertRefused(set::verify, "frames.npy", "SHA-256");
    }
  }

  @Test
  void refusesAnotherFormatVersionAndAManifestWithoutItsKeys() throws IOException {
    Path folder = written();
    Path manifest = folder.resolve("dataset.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
    assertRefused(() -> Dataset.open(folder), "version 1", "version 2");
    Files.writeString(manifest, text.replace("trSec", "tr"));
    assertRefused(() -> Dataset.open(folder), "dataset.json", "manifest");
    Files.writeString(manifest, text.substring(0, 200));
    assertRefused(() -> Dataset.open(folder), "dataset.json");
  }

  @Test
  void fieldsAreReplacedAndTheirOriginRecorded() throws IOException {
    Path folder = written();
    FittedField field = new FittedField(new ReceptiveField(0.1, -2, 1e-3), 0.25);
    List<Optional<FittedField>> fields =
        List.of(Optional.empty(), Optional.of(field), Optional.of(field));
    String hash;
    try (Dataset set = Dataset.open(folder)) {
      hash = set.voxelHash();
      set.writeFields(fields, Fixtures.provenance());
      assertEquals(fields, set.voxels().stream().map(Voxel::field).toList());
      assertThrows(
          IllegalArgumentException.class,
          () -> set.writeFields(fields.subList(0, 2), Fixtures.provenance()));
    }
    try (Dataset set = Dataset.open(folder)) {
      assertEquals(fields, set.voxels().stream().map(Voxel::field).toList());
      assertEquals(hash, set.voxelHash());
      assertEquals(2, set.provenance().size());
      set.verify();
    }
    assertEquals(7, fileCount(folder)); // no voxels.tsv.next is left
  }

  @Test
  void aCrashBetweenTheTwoFilesOfAFieldChangeLosesNothing() throws IOException {
    Path folder = written();
    Path voxels = folder.resolve("voxels.tsv");
    Path next = folder.resolve("voxels.tsv.next");
    String before = Files.readString(voxels);
    FittedField field = new FittedField(new ReceptiveField(1, 2, 3), 0.9);
    try (Dataset set = Dataset.open(folder)) {
      set.writeFields(java.util.Collections.nCopies(3, Optional.of(field)), Fixtures.provenance());
    }
    String after = Files.readString(voxels);

    Files.writeString(voxels, before); // as if killed before the last rename
    Files.writeString(next, after);
    try (Dataset set = Dataset.open(folder)) {
      assertEquals(Optional.of(field), set.voxels().get(1).field());
    }
    assertEquals(after, Files.readString(voxels));

    Files.writeString(next, "left by a kill before dataset.json was replaced");
    try (Dataset set = Dataset.open(folder)) {
      assertEquals(Optional.of(field), set.voxels().get(1).field());
    }
  }

  @Test
  void cancellingLeavesNothing() throws IOException {
    Path folder = temporary.resolve("set");
    assertThrows(
        CancelledException.class,
        () ->
            DatasetWriter.write(
                folder,
                SmallDataset.description(),
                Fixtures.provenance(),
                writer -> {
                  SmallDataset.fill(writer);
                  throw new CancelledException("now");
                }));
    assertEquals(0, fileCount(temporary));
  }

  @Test
  void aPictureInBothSplitsIsLeakageUnlessItIsOfOneColour() {
    byte[] picture = SmallDataset.frame(1);
    assertRefused(() -> writeWith(picture), "leakage: 1 stimuli in both", "left.png = right.png");
    writeWith(new byte[18]);
  }

  private void writeWith(byte[] shared) {
    DatasetWriter.write(
        temporary.resolve("leak"),
        SmallDataset.description(),
        Fixtures.provenance(),
        writer -> {
          int left = writer.addFrame(Split.TRAIN, "left.png", shared);
          int right = writer.addFrame(Split.TEST, "right.png", shared);
          writer.setVoxels(SmallDataset.VOXELS);
          writer.addSample(new Sample(0, Split.TRAIN, "a", 0, left, 1), new float[3]);
          writer.addSample(new Sample(1, Split.TEST, "b", 0, right, 1), new float[3]);
        });
  }

  @Test
  void theWriterRefusesRowsThatDoNotFit() {
    assertRefused(() -> writeSamples(new Sample[0]), "at least one sample");
    Sample first = new Sample(0, Split.TRAIN, "a", 0, -1, 1);
    assertRefused(
        () ->
            writeSamples(
                first,
                new Sample(1, Split.TRAIN, "b", 0, -1, 1),
                new Sample(2, Split.TRAIN, "a", 0, -1, 1)),
        "run a again at sample 2");
    assertRefused(
        () -> writeSamples(first, new Sample(1, Split.TEST, "a", 0, -1, 1)), "run a with both");
    assertThrows(
        IllegalArgumentException.class,
        () -> writeSamples(new Sample(3, Split.TRAIN, "a", 0, -1, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> writeSamples(new Sample(0, Split.TEST, "a", 0, 0, 1))); // frame 0 is for training
  }

  private void writeSamples(Sample... samples) {
    DatasetWriter.write(
        temporary.resolve("rows"),
        SmallDataset.description(),
        Fixtures.provenance(),
        writer -> {
          writer.addFrame(Split.TRAIN, "a.png", SmallDataset.frame(0));
          writer.setVoxels(SmallDataset.VOXELS);
          for (Sample sample : samples) writer.addSample(sample, new float[3]);
        });
  }

  @Test
  void aResponseThatIsNotFiniteIsRefusedWithItsPlace() {
    assertRefused(
        () ->
            DatasetWriter.write(
                temporary.resolve("nan"),
                SmallDataset.description(),
                Fixtures.provenance(),
                writer -> {
                  writer.setVoxels(SmallDataset.VOXELS);
                  writer.addSample(
                      new Sample(0, Split.TRAIN, "a", 1.5, -1, 1), new float[] {0, 1, Float.NaN});
                }),
        "run a",
        "NaN in voxel 2 at 1.5 s");
  }

  @Test
  void provenanceSurvivesJson() {
    Provenance how = Fixtures.provenance().withInputs(java.util.Map.of("a.nii", "00ff"));
    assertEquals(how, Provenance.ofJson(how.toJson()));
    assertTrue(how.toText().contains("input a.nii: sha256 00ff"));
  }

  private static long fileCount(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
