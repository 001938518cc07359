// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;

/** Datasets, fields, models and stacks that do not belong together, after a preparation. */
class DatasetRefusalTest {
  @TempDir static Path folder;
  private static TinySubject subject;
  private static Path run;
  private static Path unmapped; // the dataset before its fields were estimated

  @BeforeAll
  static void prepareAndTrain() {
    subject = TinySubject.generate(folder);
    MacroRunner.value(subject.prepare());
    unmapped = folder.resolve("unmapped");
    TinySubject.copyTree(subject.dataset(), unmapped);
    run = folder.resolve("run");
    MacroRunner.value(subject.estimate() + subject.train(run, "epochs=1"));
    MacroRunner.value(
        subject.reconstruct(run) + "saveAs(\"Tiff\", \"" + folder.resolve("stack.tif") + "\");");
  }

  private static void assertRefused(String macro, Object... parts) {
    String reason = MacroRunner.refusal(macro);
    for (Object part : parts) {
      assertTrue(reason.contains(part.toString()), () -> "no \"" + part + "\" in: " + reason);
    }
  }

  private static Path copyOf(Path original, String name) {
    Path copy = folder.resolve(name);
    TinySubject.copyTree(original, copy);
    return copy;
  }

  private static String project(Path dataset, Object... more) {
    List<Object> options = new ArrayList<>(List.of("dataset", dataset));
    options.addAll(List.of(more));
    return TinySubject.command("Project Voxels To Pixels...", options.toArray());
  }

  private static String evaluate(Path dataset) {
    return TinySubject.command(
        "Evaluate Reconstructions...",
        "dataset",
        dataset,
        "metrics",
        folder.resolve("out/metrics.csv"),
        "montage",
        folder.resolve("out/montage.png"));
  }

  private static String evaluateStack(String change) {
    return "open(\""
        + folder.resolve("stack.tif")
        + "\");\n"
        + change
        + evaluate(subject.dataset());
  }

  @Test
  void aFolderThatIsNoDataset() {
    assertRefused(project(subject.bids()), subject.bids(), "dataset.json", "Prepare Dataset");
    assertRefused(project(folder.resolve("none")), "none", "no such folder");
    assertRefused("run(\"Project Voxels To Pixels...\", \"split=test\");", "option dataset");
  }

  @Test
  void aDatasetWithAFileMissingCutOrChanged() throws IOException {
    Path missing = copyOf(subject.dataset(), "missing");
    Files.delete(missing.resolve("responses.npy"));
    assertRefused(project(missing), missing.resolve("responses.npy"), "no such file", "again");
    Path cut = copyOf(subject.dataset(), "cut");
    byte[] frames = Files.readAllBytes(cut.resolve("frames.npy"));
    Files.write(cut.resolve("frames.npy"), Arrays.copyOf(frames, frames.length - 1));
    assertRefused(
        project(cut), cut.resolve("frames.npy"), frames.length + " bytes", frames.length - 1);
    Path changed = copyOf(subject.dataset(), "changed");
    String samples = Files.readString(changed.resolve("samples.tsv"));
    Files.writeString(changed.resolve("samples.tsv"), samples.replaceFirst("train", "tests"));
    assertRefused(project(changed), changed.resolve("samples.tsv"), "SHA-256", "restore it");
  }

  @Test
  void aDatasetWithoutFieldsSaysHowToGetThem() {
    assertRefused(project(unmapped), unmapped, "receptive fields", "run Estimate Receptive Fields");
    Path never = folder.resolve("never");
    String train = TinySubject.command("Train Model...", "dataset", unmapped, "run", never);
    assertRefused(train, unmapped, "receptive fields", "90 voxels", "Import Receptive Fields");
    assertFalse(Files.exists(never));
  }

  @Test
  void aThresholdThatNoFieldPasses() {
    assertRefused(project(subject.dataset(), "minr2", 0.99), "r2 >= 0.99", "90 fields", "lower");
    Path never = folder.resolve("never");
    String train =
        TinySubject.command(
            "Train Model...", "dataset", subject.dataset(), "run", never, "minr2", 0.99);
    assertRefused(train, "r2 >= 0.99", "lower the minimum r2");
    assertFalse(Files.exists(never));
    assertRefused(project(subject.dataset(), "minr2", 1.5), "option minr2", "from 0", "1.5");
  }

  @Test
  void fieldsOfOtherVoxels() throws IOException {
    Path dataset = copyOf(unmapped, "mapped by hand");
    byte[] before = Files.readAllBytes(dataset.resolve("voxels.tsv"));
    List<String> lines = Files.readAllLines(subject.truth());
    Path table = folder.resolve("fields.tsv");
    String importing =
        TinySubject.command("Import Receptive Fields...", "dataset", dataset, "table", table);
    assertRefused(importing, table);
    Files.write(table, lines.subList(0, lines.size() - 1));
    assertRefused(importing, table, "90 voxels", "89 rows", "the same voxels");
    List<String> swapped = new ArrayList<>(lines);
    swapped.set(5, lines.get(6).replaceFirst("^5", "4"));
    swapped.set(6, lines.get(5).replaceFirst("^4", "5"));
    Files.write(table, swapped);
    assertRefused(importing, table, "voxel 4", "the dataset's order of voxels");
    Files.write(table, lines.stream().map(line -> line.replace("\t1", "\t50")).toList());
    assertRefused(importing, table);
    assertArrayEquals(before, Files.readAllBytes(dataset.resolve("voxels.tsv")));
  }

  @Test
  void importedFieldsAreThoseOfTheTable() {
    Path dataset = copyOf(unmapped, "imported");
    MacroRunner.value(
        TinySubject.command(
            "Import Receptive Fields...", "dataset", dataset, "table", subject.truth()));
    List<String[]> truth = TinySubject.table(subject.truth());
    List<String[]> voxels = TinySubject.table(dataset.resolve("voxels.tsv"));
    assertEquals(truth.size(), voxels.size());
    for (int n = 1; n < truth.size(); n++) {
      for (int column = 5; column <= 8; column++) {
        double expected = Double.parseDouble(truth.get(n)[column]);
        assertEquals(expected, Double.parseDouble(voxels.get(n)[column]), "voxel " + (n - 1));
      }
    }
  }

  @Test
  void aModelIsNotAppliedToOtherVoxelsLagsOrImages() {
    TinySubject other = new TinySubject(folder.resolve("other"));
    TinySubject.copyTree(subject.bids(), other.bids());
    MacroRunner.value(other.prepare("lastlag", "6"));
    assertRefused(other.reconstruct(run), run.resolve("model"), "lags 4..8", "4..6");
    MacroRunner.value(
        TinySubject.command(
            "Prepare Dataset...",
            "subject",
            other.subject(),
            "dataset",
            other.dataset(),
            "sizepx",
            24,
            "ifexists",
            "replace"));
    assertRefused(other.reconstruct(run), run.resolve("model"), "32 x 32 px", "24x24");
    SyntheticSettings.Brain brain = new SyntheticSettings.Brain(16, 16, 8, 3, 40, 30, 21);
    TinySubject stranger = new TinySubject(folder.resolve("stranger"));
    SyntheticSubject.generate(
        TinySubject.settings()
            .withBrain(brain)
            .withTraining(new SyntheticSettings.Runs(1, 30))
            .withTest(new SyntheticSettings.Runs(1, 30)),
        stranger.bids(),
        Progress.silent());
    MacroRunner.value(stranger.prepare());
    assertRefused(stranger.reconstruct(run), run.resolve("model"), "voxels with hash", "train");
  }

  @Test
  void aModelIsNotAppliedToVolumesOfAnotherLength() throws IOException {
    Path slower = copyOf(run.resolve("model"), "slower/model").getParent();
    Path card = slower.resolve("model/model.json");
    Files.writeString(card, Files.readString(card).replace("\"trSec\": 0.7", "\"trSec\": 2.0"));
    assertRefused(subject.reconstruct(slower), "TR of 2.0 s", "found 0.7", "train a model");
  }

  @Test
  void aFolderThatIsNoModelOrNotAllOfIt() throws IOException {
    assertRefused(subject.reconstruct(folder), "model.json", "finished run");
    Path damaged = copyOf(run.resolve("model"), "damaged/model").getParent();
    String fields = Files.readString(damaged.resolve("model/fields.tsv"));
    Files.writeString(damaged.resolve("model/fields.tsv"), fields.replaceFirst("\t-", "\t"));
    assertRefused(subject.reconstruct(damaged), "fields.tsv", "SHA-256", "train again");
    Files.delete(damaged.resolve("model/fields.tsv"));
    assertRefused(subject.reconstruct(damaged), "fields.tsv", "no such file");
    Files.writeString(damaged.resolve("model/model.json"), "{\"formatVersion\": 1}");
    assertRefused(subject.reconstruct(damaged), "model.json", "members missing");
    Files.writeString(damaged.resolve("model/model.json"), "{\"formatVersion\": 99}");
    assertRefused(subject.reconstruct(damaged), "model.json", "format version 1", "99");
    Files.writeString(damaged.resolve("model/model.json"), "{");
    assertRefused(subject.reconstruct(damaged), "model.json", "JSON");
  }

  @Test
  void stacksThatCannotBeEvaluated() {
    assertRefused(evaluate(subject.dataset()), "image");
    assertRefused(
        "newImage(\"a\", \"RGB\", 32, 32, 5);" + evaluate(subject.dataset()), "a", "Info");
    assertRefused(
        evaluateStack("run(\"Size...\", \"width=16 height=16 depth=50\");"),
        "32 x 32 px",
        "16 x 16");
    assertRefused(evaluateStack("run(\"8-bit\");"), "an RGB stack", "as Reconstruct made it");
    assertRefused(
        evaluateStack("setSlice(3); setMetadata(\"Label\", \"mine\");"), "frame 3", "'mine'");
    assertRefused(
        evaluateStack(
            "setSlice(4); l = getMetadata(\"Label\"); setSlice(3); setMetadata(\"Label\", l);"),
        "frame 4",
        "the same label as frame 3");
    assertRefused(evaluateStack("setMetadata(\"Info\", \"mine\");"), "Info", "frames: ");
    assertEquals(List.of(), TinySubject.namesIn(folder.resolve("out")));
  }

  @Test
  void aStackOfAnotherDatasetIsNotEvaluated() throws IOException {
    TinySubject other = new TinySubject(folder.resolve("another"));
    TinySubject.copyTree(subject.bids(), other.bids());
    Path frame = other.bids().resolve("stimuli/test-01/frame-0001.png");
    Files.copy(
        other.bids().resolve("stimuli/test-01/frame-0020.png"),
        frame,
        StandardCopyOption.REPLACE_EXISTING);
    MacroRunner.value(other.prepare());
    String macro = "open(\"" + folder.resolve("stack.tif") + "\");\n" + evaluate(other.dataset());
    assertRefused(macro, "stack.tif", other.dataset(), "Reconstruct made of this dataset");
    assertEquals(List.of(), TinySubject.namesIn(folder.resolve("out")));
  }
}
