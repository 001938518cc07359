// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.imagej.one.MacroEnd;

/** Trainings that stop, go on, are replaced or do not fit. */
class TrainModelTest {
  private static final int ONE_EPOCH = 22; // steps for 360 examples, 16 at once
  private static final int TWO_EPOCHS = 45;

  @TempDir static Path folder;
  private static TinySubject subject;
  private static Path twoEpochs;

  @BeforeAll
  static void trainTwoEpochsInOneGo() {
    subject = TinySubject.prepared(folder);
    twoEpochs = folder.resolve("two epochs");
    MacroRunner.value(subject.train(twoEpochs, "epochs=2"));
  }

  private static Path checkpoint(Path run, int step) {
    return run.resolve("checkpoints").resolve("step-%08d.safetensors".formatted(step));
  }

  private static void assertSameTraining(Path expected, Path found) throws IOException {
    assertEquals(
        -1, Files.mismatch(checkpoint(expected, TWO_EPOCHS), checkpoint(found, TWO_EPOCHS)));
    assertEquals(withoutSeconds(expected), withoutSeconds(found));
  }

  private static List<String> withoutSeconds(Path run) throws IOException {
    return Files.readAllLines(run.resolve("log.tsv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  private static void assertNames(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
    }
  }

  @Test
  void aRunWhoseStepSizeFallsTowardItsEndIsNotGivenAnotherEnd() {
    Path run = folder.resolve("falling");
    String falling = TinySubject.TINY.replace("decayFrom=1", "decayFrom=0.5");
    Object[] common = {"dataset", subject.dataset(), "run", run, "threads", 2, "minr2", 0.02};
    MacroRunner.value(trainWith(common, falling + " epochs=1"));
    String reason = MacroRunner.refusal(trainWith(common, falling + " epochs=2", "resume", true));
    assertNames(reason, "config.json", "epochs 1", "found 2");
  }

  private static String trainWith(Object[] common, String override, Object... more) {
    List<Object> options = new ArrayList<>(List.of(common));
    options.addAll(List.of("override", override));
    options.addAll(List.of(more));
    return TinySubject.command("Train Model...", options.toArray());
  }

  @Test
  void oneEpochResumedForASecondEqualsTwoInOneGo() throws IOException {
    Path run = folder.resolve("resumed");
    MacroRunner.value(subject.train(run, "epochs=1"));
    assertTrue(Files.exists(checkpoint(run, ONE_EPOCH)));
    MacroRunner.value(subject.train(run, "epochs=2", "resume", true));
    assertSameTraining(twoEpochs, run);
    String images =
        "setBatchMode(true); "
            + "s = \"\"; for (i = 1; i <= nSlices; i += 7) {"
            + " setSlice(i); for (x = 0; x < 32; x += 3) s = s + \" \" + getPixel(x, 11); } return s;";
    String straight = MacroRunner.value(subject.reconstruct(twoEpochs) + images);
    assertFalse(straight.isBlank());
    assertEquals(straight, MacroRunner.value(subject.reconstruct(run) + images));
  }

  @Test
  void aStoppedTrainingSaysThatItCanGoOnAndThenEqualsOneNeverStopped() throws IOException {
    Path run = folder.resolve("stopped");
    CancelAt stop = new CancelAt("step 10 ");
    MacroEnd end = stop.during(() -> MacroRunner.run(subject.train(run, "epochs=2")));
    assertEquals(Ending.RESUMABLE, end.ending(), end.reason());
    assertNames(end.reason(), "training stopped after step 10 of 45", "go on with resume=true");
    assertTrue(Files.exists(checkpoint(run, 10)));
    assertFalse(Files.exists(run.resolve("model")), "no model of half a training");
    MacroRunner.value(subject.train(run, "epochs=2", "resume", true));
    assertSameTraining(twoEpochs, run);
  }

  @Test
  void resumingWithOtherFiltersNamesBothAndLeavesTheRunAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(twoEpochs.resolve("config.json"));
    String other =
        TinySubject.command(
            "Train Model...",
            "dataset",
            subject.dataset(),
            "run",
            twoEpochs,
            "override",
            TinySubject.TINY.replace("[8,12]", "[8,16]"),
            "minr2",
            0.02,
            "threads",
            2,
            "resume",
            true);
    assertNames(
        MacroRunner.refusal(other), "config.json", "generatorFilters [8,12]", "[8,16]", "new run");
    assertArrayEquals(before, Files.readAllBytes(twoEpochs.resolve("config.json")));
    assertFalse(Files.exists(twoEpochs.resolve("run.lock")));
  }

  @Test
  void resumingForFewerEpochsThanWereMadeIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint(twoEpochs, TWO_EPOCHS));
    String reason = MacroRunner.refusal(subject.train(twoEpochs, "epochs=1", "resume", true));
    assertNames(reason, "step-00000045", "at most the 22 steps", "45 steps", "more epochs");
    assertEquals(1, TinySubject.namesIn(twoEpochs.resolve("checkpoints")).size());
    assertArrayEquals(before, Files.readAllBytes(checkpoint(twoEpochs, TWO_EPOCHS)));
  }

  @Test
  void aCheckpointCopiedFromAnotherRunIsRefused() throws IOException {
    Path run = folder.resolve("seed 2");
    MacroRunner.value(subject.train(run, "epochs=1", "seed", 2));
    Files.copy(checkpoint(twoEpochs, TWO_EPOCHS), checkpoint(run, TWO_EPOCHS));
    String reason = MacroRunner.refusal(subject.train(run, "epochs=3", "seed", 2, "resume", true));
    assertNames(reason, "step-00000045", "a checkpoint of the run in", "seed 2", "put");
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    Path run = folder.resolve("damaged");
    MacroRunner.value(subject.train(run, "epochs=1"));
    byte[] bytes = Files.readAllBytes(checkpoint(run, ONE_EPOCH));
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint(run, ONE_EPOCH), bytes);
    String reason = MacroRunner.refusal(subject.train(run, "epochs=2", "resume", true));
    assertNames(reason, "step-00000022", "SHA-256", "damaged", "older checkpoint");
  }

  @Test
  void aRunIsNotResumedOnADatasetThatHasOtherNumbersNow() throws IOException {
    TinySubject other = new TinySubject(folder.resolve("other"));
    TinySubject.copyTree(subject.folder().resolve("bids"), other.bids());
    Path run = folder.resolve("moved");
    MacroRunner.value(subject.train(run, "epochs=1"));
    MacroRunner.value(
        other.prepare("steps", "regress degree=3 confounds=motion; demean") + other.estimate());
    String reason = MacroRunner.refusal(other.train(run, "epochs=2", "resume", true));
    assertNames(reason, "config.json", "dataset/voxels.tsv", "start a new run");
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingAndSaysWhichCheckpointIsLeft() {
    Path run = folder.resolve("diverged");
    String reason = MacroRunner.refusal(subject.train(run, "learningRate=1e30"));
    assertNames(reason, run.toString(), "finite losses", "at step", "lower learningRate");
    assertNames(reason, "no checkpoint had been made yet");
    assertFalse(Files.exists(run.resolve("model")));
    String resumed = subject.train(twoEpochs, "epochs=2", "resume", true);
    MacroRunner.value(resumed); // nothing left to do, and that is no failure
  }

  @Test
  void anExistingRunIsKeptUnlessItIsToBeReplaced() throws IOException {
    Path run = folder.resolve("again");
    MacroRunner.value(subject.train(run, "epochs=1"));
    byte[] first = Files.readAllBytes(checkpoint(run, ONE_EPOCH));
    assertNames(MacroRunner.refusal(subject.train(run, "epochs=1")), "again", "another name");
    assertArrayEquals(first, Files.readAllBytes(checkpoint(run, ONE_EPOCH)));
    String bad = subject.train(run, "historyCapacity=0", "ifexists", "replace");
    MacroRunner.refusal(bad);
    assertArrayEquals(
        first, Files.readAllBytes(checkpoint(run, ONE_EPOCH)), "a bad input costs no run");
    MacroRunner.value(subject.train(run, "epochs=1", "seed", 5, "ifexists", "replace"));
    assertFalse(Arrays.equals(first, Files.readAllBytes(checkpoint(run, ONE_EPOCH))));
    String both = subject.train(run, "epochs=2", "resume", true, "ifexists", "replace");
    assertNames(MacroRunner.refusal(both), "ifexists", "resume", "replace");
  }

  @Test
  void replacingSparesAFolderThatVoxel2PixelDidNotMake() throws IOException {
    Path thesis = Files.createDirectories(folder.resolve("thesis"));
    Files.writeString(thesis.resolve("chapter.txt"), "mine");
    String reason = MacroRunner.refusal(subject.train(thesis, "", "ifexists", "replace"));
    assertNames(reason, "thesis", "does not exist yet or is empty", "another name");
    assertEquals(List.of("chapter.txt"), TinySubject.namesIn(thesis));
  }

  @Test
  void imagesTooSmallForTheNetworkAreRefused() {
    Path run = folder.resolve("small");
    Path dataset = folder.resolve("eight");
    Object[] common = {"dataset", dataset, "run", run, "threads", 2, "minr2", 0.02, "override"};
    MacroRunner.value(
        TinySubject.command(
                "Prepare Dataset...",
                "subject",
                subject.subject(),
                "dataset",
                dataset,
                "sizepx",
                8,
                "screendeg",
                12)
            + TinySubject.command("Estimate Receptive Fields...", "dataset", dataset));
    assertNames(
        MacroRunner.refusal(training(common, "discriminatorFilters=[6,6,6,8]")),
        "discriminatorFilters",
        "at most 3 numbers for images of 8 x 8 px",
        "[6, 6, 6, 8]",
        "larger frames");
    assertNames(
        MacroRunner.refusal(training(common, TinySubject.TINY)), "featureWeight", "8 x 8 px");
    assertFalse(Files.exists(run));
    String edge = "discriminatorFilters=[6,6,8] generatorFilters=[4,4] featureWeight=0 epochs=1";
    MacroRunner.value(training(common, edge));
  }

  private static String training(Object[] common, String override) {
    Object[] options = Arrays.copyOf(common, common.length + 1);
    options[common.length] = override;
    return TinySubject.command("Train Model...", options);
  }

  @Test
  void aShareOfTheRunsIsHeldOutAndMeasuredByTheKeysOfAMacro() throws IOException {
    Path run = folder.resolve("measured");
    Object[] keys = {"validation", 0.2, "validateevery", 0.5, "patience", 50, "checkpointmin", 1};
    MacroRunner.value(subject.train(run, "epochs=1", keys));
    List<String[]> rows = TinySubject.table(run.resolve("validation.tsv"));
    // one of six runs of 60 examples: 300 are left, 18 steps an epoch
    assertEquals(List.of("9", "18"), List.of(rows.get(1)[0], rows.get(2)[0]));
    assertTrue(Files.readString(run.resolve("config.json")).contains("\"validationExamples\": 60"));
    assertTrue(Files.readString(run.resolve("model/model.json")).contains("best validation"));
    String reason = MacroRunner.refusal(subject.train(run, "epochs=1"));
    assertNames(reason, "resume=true", "ifexists=replace");
    String none = MacroRunner.refusal(subject.train(folder.resolve("none"), "", "patience", 3));
    assertNames(none, "patience 3", "validation 0");
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeARunFolderIsMade() {
    Path run = folder.resolve("never");
    String few =
        TinySubject.command(
            "Train Model...",
            "dataset",
            subject.dataset(),
            "run",
            run,
            "override",
            "batchSize=400");
    assertNames(MacroRunner.refusal(few), "batch of 400", "360", "lower batchSize");
    assertNames(MacroRunner.refusal(subject.train(run, "epoch=3")), "override epoch", "epochs");
    assertNames(MacroRunner.refusal(subject.train(run, "epochs=no")), "override epochs", "number");
    assertNames(MacroRunner.refusal(subject.train(run, "epochs=0")), "epochs", ">= 1", "0");
    assertNames(MacroRunner.refusal(subject.train(run, "comparator=vgg")), "comparator", "gabor");
    assertNames(MacroRunner.refusal(subject.train(run, "", "epochs", 3)), "option epochs", "keys");
    assertFalse(Files.exists(run));
  }
}
