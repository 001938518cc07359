// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A subject that a test makes in a second, smaller than the command would make it, and the macros
 * that take it through all commands. Everything lies below one folder: {@code bids}, {@code
 * dataset}.
 */
record TinySubject(Path folder) {
  static final int FRAME_PX = 32;
  static final double SCREEN_DEG = 12;
  static final int TRAIN_RUNS = 6;
  static final int TRAIN_VOLUMES = 70;
  static final int TEST_RUNS = 2;
  static final int TEST_VOLUMES = 60;
  static final int REST_VOLUMES = 10;
  static final int VOXELS = 40 + 30 + 20;

  /** A network and a training of seconds; two threads, as in all tests of this Java machine. */
  static final String TINY =
      "decayFrom=1 generatorFilters=[8,12] discriminatorFilters=[6,8] batchSize=16";

  static SyntheticSettings settings() {
    return SyntheticSettings.standard()
        .withSeed(7)
        .withRestVolumeCount(REST_VOLUMES)
        .withScreen(new PixelGrid(FRAME_PX, FRAME_PX, SCREEN_DEG))
        .withTraining(new SyntheticSettings.Runs(TRAIN_RUNS, TRAIN_VOLUMES))
        .withTest(new SyntheticSettings.Runs(TEST_RUNS, TEST_VOLUMES))
        .withBrain(new SyntheticSettings.Brain(16, 16, 8, 3, 40, 30, 20))
        .withSnr(2);
  }

  /** Scanner files alone. */
  static TinySubject generate(Path folder) {
    TinySubject subject = new TinySubject(folder);
    SyntheticSubject.generate(settings(), subject.bids(), Progress.silent());
    return subject;
  }

  /** Scanner files and the dataset with its fields. */
  static TinySubject prepared(Path folder) {
    TinySubject subject = generate(folder);
    MacroRunner.value(subject.prepare() + subject.estimate());
    return subject;
  }

  Path bids() {
    return folder.resolve("bids");
  }

  Path subject() {
    return bids().resolve("sub-01");
  }

  Path dataset() {
    return folder.resolve("dataset");
  }

  Path func(String runAndEnding) {
    return subject().resolve("func/sub-01_" + runAndEnding);
  }

  Path mask(String area) {
    return subject().resolve("masks/sub-01_label-" + area + "_mask.nii.gz");
  }

  Path truth() {
    return subject().resolve("sub-01_desc-truth_fields.tsv");
  }

  String prepare(String... more) {
    List<Object> options = new ArrayList<>(List.of("subject", subject(), "dataset", dataset()));
    options.addAll(List.of("sizepx", FRAME_PX, "screendeg", SCREEN_DEG));
    options.addAll(List.of(more));
    return command("Prepare Dataset...", options.toArray());
  }

  String estimate() {
    return command("Estimate Receptive Fields...", "dataset", dataset(), "search", "quick");
  }

  String train(Path run, String override, Object... more) {
    List<Object> options = new ArrayList<>(List.of("dataset", dataset(), "run", run));
    options.addAll(List.of("override", (TINY + " " + override).strip(), "threads", 2));
    options.addAll(List.of("minr2", 0.02));
    options.addAll(List.of(more));
    return command("Train Model...", options.toArray());
  }

  String reconstruct(Path run) {
    return command("Reconstruct...", "dataset", dataset(), "model", run.resolve("model"));
  }

  /** {@code run("Name...", "key=[value] key=[value]");} */
  static String command(String name, Object... keysAndValues) {
    StringBuilder options = new StringBuilder();
    for (int n = 0; n < keysAndValues.length; n += 2) {
      options.append(keysAndValues[n]).append("=[").append(keysAndValues[n + 1]).append("] ");
    }
    return "run(\"" + name + "\", \"" + options.toString().strip() + "\");\n";
  }

  /** Names of what lies in a folder, hidden files too; empty if it does not exist. */
  static List<String> namesIn(Path folder) {
    if (!Files.exists(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copyTree(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(copy);
        else Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table's rows, its header first. */
  static List<String[]> table(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(line -> line.split("\t")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
