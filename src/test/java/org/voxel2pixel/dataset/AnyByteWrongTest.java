// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a study's files, a check tells findings and throws nothing. */
class AnyByteWrongTest {
  private static final int ROUNDS = 120;
  private static final PreparationSettings SETTINGS =
      SmallStudy.settings(
          "task-train",
          "task-test",
          "stimulus=stim_file type=kind category=kind",
          "regress degree=1 confounds=motion+a_comp_cor_*; percent baseline=2; zscore");
  private static final List<String> WORDS =
      List.of(
          "\t",
          "\n",
          "\r",
          "n/a",
          "NaN",
          "-1",
          "1e999",
          "0x10",
          "\"",
          "{",
          "}",
          "[",
          "\\",
          "\u0000",
          "\uFEFF",
          "ä",
          "日本",
          "../..",
          "/",
          ",",
          " ",
          "999999999999999999999",
          "null",
          "true");

  private static SmallStudy study(Path root) {
    SmallStudy study = SmallStudy.sound(root);
    for (String task : List.of("train", "test")) {
      String run = "sub-01/func/sub-01_task-" + task + "_run-1";
      String picture = task.equals("train") ? "a.png" : "c.png";
      study.table(
          run + "_events.tsv", "onset duration stim_file kind", "2 4 " + picture + " " + task);
      String[] rows = new String[21];
      rows[0] = "trans_x trans_y trans_z rot_x rot_y rot_z a_comp_cor_00";
      for (int t = 0; t < 20; t++) {
        rows[t + 1] = Math.sin(t) + " " + t % 3 + " " + t * t + " 1 2 " + t % 7 + " " + t % 5;
      }
      study.table(run + "_desc-confounds_timeseries.tsv", rows);
    }
    study.text("task-train_bold.json", "{\"RepetitionTime\": 2, \"SliceTiming\": [0, 1]}");
    study.text("task-train_events.json", "{\"kind\": {\"Levels\": {\"train\": \"\"}}}");
    return study;
  }

  @Test
  void aCheckNeverThrows(@TempDir Path temporary) throws IOException {
    SmallStudy study = study(temporary.resolve("bids"));
    Checks.assertSound(study.check(SETTINGS));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(study.root())) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    Random random = new Random(5);
    for (int round = 0; round < ROUNDS; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] sound = Files.readAllBytes(file);
      byte[] spoilt = spoilt(sound, random);
      Files.write(file, spoilt);
      try {
        study.check(SETTINGS).toJson();
      } catch (RuntimeException e) {
        fail(file.getFileName() + ": " + new String(spoilt).replace("\t", "<tab>"), e);
      }
      Files.write(file, sound);
    }
    Checks.assertSound(study.check(SETTINGS));
  }

  private static byte[] spoilt(byte[] sound, Random random) {
    int at = random.nextInt(sound.length);
    switch (random.nextInt(4)) {
      case 0:
        return Arrays.copyOf(sound, at);
      case 1:
        byte[] flipped = sound.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      case 2:
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes();
        int from = Math.min(sound.length, at + random.nextInt(6));
        byte[] joined = Arrays.copyOf(sound, at + word.length + sound.length - from);
        System.arraycopy(word, 0, joined, at, word.length);
        System.arraycopy(sound, from, joined, at + word.length, sound.length - from);
        return joined;
      default:
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }
  }
}
