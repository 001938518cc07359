// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.stimulus.FrameFile;

class PictureSubjectTest {
  @TempDir static Path temporary;
  private static Path subject;

  @BeforeAll
  static void generate() {
    subject = temporary.resolve("subject");
    PictureSubject.generate(SmallPictureSubject.settings(), subject, Progress.silent());
  }

  @Test
  void eachPartHasItsSessionWithRunsOfTheLengthOfItsEvents() {
    // 32 s, the pictures, 6 s; TR 2 s
    requireRuns("train", "train", 2, (32 + 6 * 8 + 6) / 2);
    requireRuns("natural", "test", 3, (32 + 3 * 8 + 6) / 2);
    requireRuns("shapes", "test", 2, (32 + 40 * 8 + 6) / 2);
    requireRuns("letters", "test", 1, (32 + 10 * 24 + 6) / 2);
  }

  private static void requireRuns(String session, String task, int runCount, int volumeCount) {
    for (int run = 1; run <= runCount; run++) {
      Path bold = SmallPictureSubject.func(subject, session, task, run, "bold.nii.gz");
      try (NiftiSeries series = NiftiSeries.open(bold)) {
        assertEquals(volumeCount, series.volumeCount(), bold.toString());
      }
      Path motion =
          SmallPictureSubject.func(subject, session, task, run, "desc-confounds_timeseries.tsv");
      assertEquals(volumeCount, SmallSubject.rows(motion).size());
    }
    Path more = SmallPictureSubject.func(subject, session, task, runCount + 1, "bold.nii.gz");
    assertTrue(Files.notExists(more), more.toString());
  }

  @Test
  void aRunShowsEachPictureOnceWithoutAGapAfterThirtyTwoSecondsOfRest() {
    List<String[]> events = SmallPictureSubject.events(subject, "shapes", "test", 1);
    assertArrayEquals(new String[] {"0", "32", "rest", "n/a"}, events.get(0));
    assertArrayEquals(new String[] {"352", "6", "rest", "n/a"}, events.get(41));
    assertEquals(42, events.size());
    HashSet<String> shown = new HashSet<>();
    for (int n = 0; n < 40; n++) {
      String[] event = events.get(n + 1);
      assertEquals(Integer.toString(32 + 8 * n), event[0]);
      assertEquals("8", event[1]);
      assertEquals("shape", event[2]);
      assertTrue(shown.add(event[3]), event[3]);
      assertTrue(Files.isRegularFile(subject.resolve("stimuli").resolve(event[3])), event[3]);
    }
    assertTrue(shown.contains("shapes/shape_red_plus.png"));
    List<String[]> second = SmallPictureSubject.events(subject, "shapes", "test", 2);
    assertNotEquals(
        events.stream().map(e -> e[3]).toList(), second.stream().map(e -> e[3]).toList());
  }

  @Test
  void aLetterIsOnForTwelveSecondsAndTwelveSecondsOfGreyFollow() {
    List<String[]> events = SmallPictureSubject.events(subject, "letters", "test", 1);
    assertEquals(1 + 20 + 1, events.size());
    for (int n = 0; n < 10; n++) {
      String[] on = events.get(1 + 2 * n);
      String[] off = events.get(2 + 2 * n);
      assertArrayEquals(
          new String[] {Integer.toString(32 + 24 * n), "12", "letter"}, Arrays.copyOf(on, 3));
      assertArrayEquals(new String[] {Integer.toString(44 + 24 * n), "12", "rest", "n/a"}, off);
    }
  }

  @Test
  void everyPictureIsShownAsOftenAsAskedForAndTrainingAndTestShareNone() {
    requireRepeats("train", "train", 2, 6, 2);
    requireRepeats("natural", "test", 3, 3, 3);
    requireRepeats("shapes", "test", 2, 40, 2);
    requireRepeats("letters", "test", 1, 10, 1);
    for (int training = 1; training <= 6; training++) {
      for (int test = 1; test <= 3; test++) {
        assertNotEquals(
            FrameFile.read(subject.resolve("stimuli/train/image-000" + training + ".png")),
            FrameFile.read(subject.resolve("stimuli/natural/image-000" + test + ".png")));
      }
    }
  }

  private static void requireRepeats(
      String session, String task, int runCount, int pictureCount, int repeats) {
    Map<String, Integer> shown = new TreeMap<>();
    for (int run = 1; run <= runCount; run++) {
      for (String[] event : SmallPictureSubject.events(subject, session, task, run)) {
        if (!event[3].equals("n/a")) shown.merge(event[3], 1, Integer::sum);
      }
    }
    assertEquals(pictureCount, shown.size());
    shown.forEach((name, count) -> assertEquals(repeats, count, name));
  }

  @Test
  void manyTrainingPicturesAreSplitIntoRunsOfFifty() {
    PictureSettings settings =
        new PictureSettings(
            SmallPictureSubject.person(),
            new PictureSettings.Shown(120, 2),
            new PictureSettings.Shown(60, 0),
            0,
            1,
            Optional.empty());
    List<PictureRun> runs = PictureRun.all(PicturePart.TRAINING, settings);
    assertEquals(
        List.of(50, 50, 20, 50, 50, 20), runs.stream().map(run -> run.pictures().size()).toList());
    HashSet<Integer> firstRepeat = new HashSet<>();
    for (PictureRun run : runs.subList(0, 3)) firstRepeat.addAll(run.pictures());
    assertEquals(120, firstRepeat.size());
    assertEquals(List.of(), PictureRun.all(PicturePart.NATURAL, settings));
    assertEquals(List.of(), PictureRun.all(PicturePart.SHAPES, settings));
  }

  @Test
  void theTableSaysWhatEachPictureIs() throws IOException {
    List<String> lines = Files.readAllLines(subject.resolve("stimuli/stimuli.tsv"));
    assertEquals("file\tset\ttype\tcolour\tshape\tsource", lines.get(0));
    assertEquals(1 + 6 + 3 + 40 + 10, lines.size());
    assertTrue(
        lines.contains("shapes/shape_cyan_x.png\tshapes\tshape\tcyan\tx\tdrawn"), lines.toString());
    assertTrue(lines.contains("train/image-0006.png\ttrain\tnatural\tn/a\tn/a\tdrawn"));
    assertTrue(lines.contains("letters/letter_U.png\tletters\tletter\tblack\tU\tdrawn"));
    String parameters =
        Files.readString(subject.resolve("sub-01/sub-01_desc-synthetic.json"))
            .replaceAll("\\s", "");
    assertTrue(
        parameters.contains("\"shapes\":{\"pictures\":40,\"repeats\":2,\"runs\":2,\"on_s\":8"));
  }

  @Test
  void theSameSettingsGiveTheSameBytesAndAnotherSeedOthers() throws IOException {
    Path again = temporary.resolve("again");
    PictureSubject.generate(SmallPictureSubject.settings(), again, Progress.silent());
    Map<String, byte[]> first = bytes(subject);
    Map<String, byte[]> second = bytes(again);
    assertEquals(first.keySet(), second.keySet());
    first.forEach((name, content) -> assertArrayEquals(content, second.get(name), name));
    Path other = temporary.resolve("other");
    PictureSubject.generate(
        SmallPictureSubject.of(SmallPictureSubject.person().withSeed(12)),
        other,
        Progress.silent());
    Map<String, byte[]> third = bytes(other);
    for (String name : List.of("stimuli/train/image-0001.png", "stimuli/natural/image-0001.png")) {
      assertTrue(!Arrays.equals(first.get(name), third.get(name)), name);
    }
    String shape = "stimuli/shapes/shape_red_x.png";
    assertArrayEquals(first.get(shape), third.get(shape));
  }

  private static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  @Test
  void aRunDrivesByEachPictureWhileItIsOnAtAnyTr() {
    PictureRun run = new PictureRun(PicturePart.LETTERS, 1, List.of(2, 0));
    float[][] drive = {{5, 6, 7}};
    for (int perSec : new int[] {1, 2}) {
      float[] shown = run.drive(drive, 1.0 / perSec).of(0);
      assertEquals((32 + 2 * 24 + 6) * perSec, shown.length);
      for (int n = 0; n < shown.length; n++) {
        int sec = n / perSec;
        float expected = sec >= 32 && sec < 44 ? 7 : sec >= 56 && sec < 68 ? 5 : 0;
        assertEquals(expected, shown[n], "at " + sec + " s");
      }
    }
  }

  @Test
  void aTrThatDoesNotDivideTwoSecondsIsRefused() {
    String message =
        assertThrows(
                BadInputException.class,
                () -> SmallPictureSubject.of(SmallPictureSubject.person().withTrSec(0.7)))
            .getMessage();
    assertTrue(message.contains("0.7") && message.contains("2 s"), message);
  }

  @Test
  void cancellingLeavesNothing() {
    Path folder = temporary.resolve("cancelled");
    List<String> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(String phase, long done, long total) {
            told.add(phase);
          }

          @Override
          public boolean isCancelled() {
            return told.stream().anyMatch(phase -> phase.contains("scanning"));
          }
        };
    assertThrows(
        CancelledException.class,
        () -> PictureSubject.generate(SmallPictureSubject.settings(), folder, progress));
    assertTrue(Files.notExists(folder));
  }
}
