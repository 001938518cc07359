// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiMask;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.stimulus.FrameFile;

class SyntheticSubjectTest {
  @TempDir static Path parent;
  private static Path folder;

  @BeforeAll
  static void generate() {
    folder = parent.resolve("subject");
    SyntheticSubject.generate(SmallSubject.tiny(), folder, Progress.silent());
  }

  @Test
  void theFilesAreThoseThatAScannerAndAStimulusComputerLeave() throws IOException {
    Set<String> expected =
        new HashSet<>(
            Set.of(
                "dataset_description.json",
                "README",
                ".bidsignore",
                "sub-01/sub-01_desc-truth_fields.tsv",
                "sub-01/sub-01_desc-synthetic.json"));
    for (String area : List.of("V1", "V2", "V3")) {
      expected.add("sub-01/masks/sub-01_label-" + area + "_mask.nii.gz");
    }
    for (String run : List.of("train_run-01", "train_run-02", "test_run-01", "test_run-02")) {
      String stem = "sub-01/func/sub-01_task-" + run;
      expected.add(stem + "_bold.nii.gz");
      expected.add(stem + "_bold.json");
      expected.add(stem + "_events.tsv");
      expected.add(stem + "_desc-confounds_timeseries.tsv");
    }
    for (int n = 1; n <= 20; n++) {
      expected.add("stimuli/train-01/frame-00%02d.png".formatted(n));
      expected.add("stimuli/train-02/frame-00%02d.png".formatted(n));
      if (n <= 14) expected.add("stimuli/test-01/frame-00%02d.png".formatted(n));
    }
    assertEquals(expected, hashes(folder).keySet());
  }

  @Test
  void eachFrameIsAnEventOfOneTrAndTheLastVolumesAreRest() {
    List<String[]> events = SmallSubject.rows(SmallSubject.func(folder, "train", 2, "events.tsv"));
    assertEquals(20, events.size(), "30 volumes less 10 of rest");
    for (int n = 0; n < events.size(); n++) {
      String[] event = events.get(n);
      assertEquals(n * 0.7, Double.parseDouble(event[0]), 1e-9, "onset");
      assertEquals(0.7, Double.parseDouble(event[1]), 0, "duration");
      assertEquals("film", event[2]);
      assertEquals("train-02/frame-00%02d.png".formatted(n + 1), event[3]);
    }
    try (NiftiSeries run = NiftiSeries.open(SmallSubject.func(folder, "train", 2, "bold.nii.gz"))) {
      assertEquals(30, run.volumeCount());
      assertEquals(0.7, run.trSec(), 1e-6);
    }
  }

  @Test
  void everyTestRunShowsTheSameFilm() throws IOException {
    assertEquals(
        Files.readString(SmallSubject.func(folder, "test", 1, "events.tsv")),
        Files.readString(SmallSubject.func(folder, "test", 2, "events.tsv")));
    assertFalse(
        Arrays.deepEquals(
            SmallSubject.bold(folder, "test", 1), SmallSubject.bold(folder, "test", 2)),
        "but its noise differs");
  }

  @Test
  void theTruthTableCountsV1sMaskThenV2sThenV3s() {
    List<SmallSubject.Truth> truth = SmallSubject.truth(folder);
    int index = 0;
    Set<Integer> seen = new HashSet<>();
    for (String area : List.of("V1", "V2", "V3")) {
      NiftiMask mask =
          NiftiMask.read(folder.resolve("sub-01/masks/sub-01_label-" + area + "_mask.nii.gz"));
      int previous = -1;
      for (int voxel : mask.voxels()) {
        SmallSubject.Truth t = truth.get(index);
        assertEquals(index, t.index());
        assertEquals(area, t.roi());
        assertEquals(voxel, (t.k() * 12 + t.j()) * 12 + t.i(), "12 x 12 x 6 voxels");
        assertTrue(voxel > previous, "ascending");
        assertTrue(seen.add(voxel), "in one mask only");
        previous = voxel;
        index++;
      }
    }
    assertEquals(truth.size(), index);
    assertEquals(12 + 11 + 10, index);
  }

  @Test
  void fieldsLieOnTheScreenAndGrowFromAreaToArea() {
    for (SmallSubject.Truth t : SmallSubject.truth(folder)) {
      assertTrue(Math.max(Math.abs(t.xDeg()), Math.abs(t.yDeg())) < 6, "on the screen");
      double ecc = Math.hypot(t.xDeg(), t.yDeg());
      double sigma =
          switch (t.roi()) {
            case "V1" -> 0.30 + 0.08 * ecc;
            case "V2" -> 0.40 + 0.11 * ecc;
            default -> 0.50 + 0.15 * ecc;
          };
      assertEquals(sigma, t.sigma(), 1e-5);
      boolean leftHemisphere = t.i() < 6;
      assertEquals(leftHemisphere, t.xDeg() > 0, "each hemisphere sees the other side");
    }
  }

  @Test
  void noTestFrameIsATrainingFrame() {
    Set<Object> training = new HashSet<>();
    for (int film = 1; film <= 2; film++) {
      for (int n = 1; n <= 20; n++) {
        training.add(FrameFile.read(frame("train-0" + film, n)));
      }
    }
    for (int n = 1; n <= 14; n++) {
      assertFalse(training.contains(FrameFile.read(frame("test-01", n))), "test frame " + n);
    }
  }

  private static Path frame(String film, int number) {
    return folder.resolve("stimuli/%s/frame-00%02d.png".formatted(film, number));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    Path again = parent.resolve("again");
    SyntheticSubject.generate(SmallSubject.tiny(), again, Progress.silent());
    assertEquals(hashes(folder), hashes(again));
    Path other = parent.resolve("other");
    SyntheticSubject.generate(SmallSubject.tiny().withSeed(2), other, Progress.silent());
    Map<String, String> others = hashes(other);
    hashes(folder)
        .forEach(
            (name, hash) -> {
              boolean random =
                  !name.matches(".*(mask.nii.gz|bold.json|events.tsv|ion.json|ignore)");
              if (random) assertNotEquals(hash, others.get(name), name);
            });
  }

  @Test
  void theParametersAreWrittenWithTheSnrThatCameOut() throws IOException {
    Path file = folder.resolve("sub-01/sub-01_desc-synthetic.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(1, json.get("seed").getAsLong());
    assertEquals(0.7, json.get("tr_s").getAsDouble());
    assertEquals(12, json.get("screen_width_deg").getAsDouble());
    assertEquals(1, json.get("snr").getAsDouble());
    for (String area : List.of("V1", "V2", "V3")) {
      double measured = json.getAsJsonObject(area).get("snr_measured_in_training").getAsDouble();
      assertEquals(1, measured, 0.08, area);
    }
  }

  @Test
  void cancellingLeavesNothing(@TempDir Path empty) throws IOException {
    for (String stage :
        List.of("drawing film test", "scanning train run 2", "scanning test run 2")) {
      Path target = empty.resolve("subject");
      CancelAt progress = new CancelAt(stage);
      assertThrows(
          CancelledException.class,
          () -> SyntheticSubject.generate(SmallSubject.tiny(), target, progress));
      assertTrue(progress.cancelled, "reached " + stage);
      try (Stream<Path> left = Files.list(empty)) {
        assertEquals(List.of(), left.toList(), "after " + stage);
      }
    }
  }

  /** Cancels at the fifth report of a stage. */
  private static final class CancelAt implements Progress {
    private final String stage;
    private boolean cancelled;

    CancelAt(String stage) {
      this.stage = stage;
    }

    @Override
    public void report(String reported, long done, long total) {
      assertTrue(done >= 0 && done <= total, reported);
      if (reported.startsWith(stage) && done == 5) cancelled = true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }

  @Test
  void aFolderWithFilesInItIsRefusedBeforeAnythingIsMade() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> SyntheticSubject.generate(SmallSubject.tiny(), folder, new CancelAt("")));
    assertTrue(refusal.getMessage().contains(folder.toString()), refusal.getMessage());
  }

  @Test
  void aVolumeTooSmallForTheAreasIsRefused() {
    SyntheticSettings crowded =
        SmallSubject.tiny().withBrain(new SyntheticSettings.Brain(8, 8, 4, 3, 60, 60, 60));
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> SyntheticSubject.generate(crowded, parent.resolve("small"), Progress.silent()));
    assertTrue(refusal.getMessage().contains("8 x 8 x 4"), refusal.getMessage());
    assertFalse(Files.exists(parent.resolve("small")));
  }

  @Test
  void theGreatestAmplitudesFitIntoTheFiles() {
    SyntheticSettings wild =
        SmallSubject.tiny().withAmplitudes(new SyntheticSettings.Amplitudes(0.5, 5, 5, 1));
    Path target = parent.resolve("wild");
    SyntheticSubject.generate(wild, target, Progress.silent());
    for (double[] voxel : SmallSubject.bold(target, "train", 1)) {
      for (double value : voxel) assertTrue(Math.abs(value) < 4000, "value " + value);
    }
  }

  @Test
  void nibabelReadsTheSameNumbers() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    Path script = Path.of("src/test/python/synthetic_read.py").toAbsolutePath();
    Assumptions.assumeTrue(Files.isExecutable(python), "no " + python + " here");
    Process process =
        new ProcessBuilder(python.toString(), script.toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(process.waitFor() != 77, "no nibabel here: " + text);
    assertEquals(0, process.exitValue(), text);
    List<Double> expected = new ArrayList<>();
    for (double[] voxel : SmallSubject.bold(folder, "test", 2)) {
      expected.add(Arrays.stream(voxel).average().orElseThrow());
    }
    double[] means =
        Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(
        expected.stream().mapToDouble(Double::doubleValue).toArray(), means, 1e-3, text);
  }

  /** SHA-256 of every file by its path from the folder. */
  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String name = root.relativize(file).toString().replace('\\', '/');
        hashes.put(name, new BigInteger(1, digest.digest(Files.readAllBytes(file))).toString(16));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return hashes;
  }
}
