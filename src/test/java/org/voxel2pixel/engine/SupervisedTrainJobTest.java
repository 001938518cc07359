// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.nn.graph.SavedNetwork;
import org.voxel2pixel.nn.graph.SessionOptions;

/** A real, tiny Brain2Pix that is measured on a run held out. */
class SupervisedTrainJobTest {
  private static final String TINY =
      "generatorFilters=[4,6] discriminatorFilters=[4,6] batchSize=4 decayFrom=1"
          + " historyCapacity=5 epochs=";
  private static final int HELD_OUT = 12; // one of three runs
  private static final int TRAINED = 24;
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  @TempDir static Path folder;
  private static Path data;
  private static Path whole;
  private static final List<String> TOLD = new ArrayList<>();

  private static TrainRequest request(
      Path run, int epochs, TrainRequest.Start start, TrainingCare care) {
    return new TrainRequest(
        data, run, "brain2pix", "quick", TINY + epochs, 0.05, 1, start, 2, care);
  }

  private static Path train(Path run, int epochs, TrainRequest.Start start, TrainingCare care) {
    Progress progress =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            TOLD.add(stage);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    return new TrainJob(request(run, epochs, start, care), TinyDataset.provenance()).run(progress);
  }

  private static TrainingCare heldOut(int patience) {
    return new TrainingCare(0.34, 1, patience, 0.001);
  }

  @BeforeAll
  static void trainFourEpochs() {
    data = folder.resolve("dataset");
    TinyDataset.write(data, 1);
    whole = folder.resolve("whole");
    train(whole, 4, TrainRequest.Start.NEW, heldOut(0));
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static List<String[]> measured(Path run) throws IOException {
    return Files.readAllLines(run.resolve("validation.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .toList();
  }

  @Test
  void whatIsHeldOutIsToldAndWrittenToTheConfig() throws IOException {
    String estimate = TOLD.get(0);
    assertTrue(estimate.contains("24 training examples and 12 held out (run [run-"), estimate);
    assertTrue(TOLD.stream().anyMatch(text -> text.matches("checkpoints of .* MB, copied.*")));
    JsonObject validation = json(whole.resolve("config.json")).getAsJsonObject("validation");
    assertEquals("run", validation.get("unit").getAsString());
    assertEquals(TRAINED, validation.get("trainingExamples").getAsInt());
    assertEquals(HELD_OUT, validation.get("validationExamples").getAsInt());
    assertEquals(0.34, validation.get("share").getAsDouble());
    assertTrue(validation.getAsJsonArray("heldOut").get(0).getAsString().startsWith("run-"));
  }

  @Test
  void theModelIsThatOfTheBestMeasurementAndSaysWhichStep() throws IOException {
    List<String[]> rows = measured(whole);
    assertEquals(List.of("6", "12", "18", "24"), rows.stream().map(row -> row[0]).toList());
    long best = 0;
    double highest = -2;
    for (String[] row : rows) {
      if (Double.parseDouble(row[2]) <= highest) continue;
      highest = Double.parseDouble(row[2]);
      best = Long.parseLong(row[0]);
    }
    JsonObject training = json(whole.resolve("model/model.json")).getAsJsonObject("training");
    assertEquals(best, training.get("step").getAsLong());
    assertEquals("best validation", training.get("chosen").getAsString());
    assertEquals(highest, training.get("validationCorrelation").getAsDouble(), 1e-5);
    assertTrue(
        Files.readString(whole.resolve("model/README.md")).contains("weights of step " + best));

    Brain2PixSettings settings =
        Brain2PixSettings.read(
            json(whole.resolve("model/model.json")).getAsJsonObject("settings"), whole);
    int side = TinyDataset.SIDE_PX;
    GeneratorInput input = GeneratorInput.rfs(new ImageShape(side, side, 4));
    float[] noise = new float[side * side * 4];
    for (int i = 0; i < noise.length; i++) noise[i] = (float) Math.sin(i * i);
    try (GeneratorInference inference = new GeneratorInference(settings, input, OPTIONS);
        SavedNetwork saved = SavedNetwork.open(whole.resolve("model"), OPTIONS)) {
      inference.restore(whole.resolve("best/step-%08d.safetensors".formatted(best)));
      assertArrayEquals(inference.reconstruct(noise, 1), saved.run(noise, input.dims(1)));
    }
  }

  @Test
  void halfTheEpochsResumedForTheOtherHalfEqualAllInOneGo() throws IOException {
    Path parts = folder.resolve("parts");
    train(parts, 2, TrainRequest.Start.NEW, heldOut(0));
    train(parts, 4, TrainRequest.Start.RESUME, heldOut(0));
    String last = "checkpoints/step-00000024.safetensors";
    assertEquals(-1, Files.mismatch(whole.resolve(last), parts.resolve(last)));
    assertEquals(withoutSeconds(whole), withoutSeconds(parts));
    List<float[]> expected = reconstructed(whole);
    List<float[]> found = reconstructed(parts);
    for (int i = 0; i < expected.size(); i++) assertArrayEquals(expected.get(i), found.get(i));
  }

  private static List<String> withoutSeconds(Path run) throws IOException {
    return Files.readAllLines(run.resolve("validation.tsv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  private static List<float[]> reconstructed(Path run) {
    return new ReconstructJob(run.resolve("model"), data, Split.TEST)
        .run(Progress.silent())
        .images();
  }

  @Test
  void aRunIsNotResumedWithAnotherShareHeldOut() {
    TrainingCare other = new TrainingCare(0.5, 1, 0, 2);
    BadInputException refused =
        assertThrows(
            BadInputException.class, () -> train(whole, 4, TrainRequest.Start.RESUME, other));
    assertTrue(refused.getMessage().contains("validation"), refused.getMessage());
  }

  @Test
  void withoutValidationTheModelIsThatOfTheLastStepAndTheConfigHasNoWordOfIt() throws IOException {
    Path run = folder.resolve("plain");
    train(run, 1, TrainRequest.Start.NEW, TrainingCare.standard());
    JsonObject training = json(run.resolve("model/model.json")).getAsJsonObject("training");
    assertEquals(9, training.get("step").getAsLong(), "36 examples, 4 a step");
    assertEquals("last", training.get("chosen").getAsString());
    assertFalse(json(run.resolve("config.json")).has("validation"));
    assertFalse(Files.exists(run.resolve("validation.tsv")));
    assertFalse(Files.exists(run.resolve("best")));
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeARunFolderIsMade() {
    Path run = folder.resolve("never");
    assertTrue(refusal(0.6, 1, 0, 2).contains("validation: expected 0 to 0.5"));
    assertTrue(refusal(0.1, 0, 0, 2).contains("validateevery"));
    assertTrue(refusal(0.1, 1, -1, 2).contains("patience"));
    assertTrue(refusal(0, 1, 3, 2).contains("patience 3"));
    assertTrue(refusal(0, 1, 0, 0).contains("checkpointmin"));
    BadInputException late =
        assertThrows(
            BadInputException.class,
            () -> train(run, 2, TrainRequest.Start.NEW, new TrainingCare(0.34, 3, 0, 2)));
    assertTrue(late.getMessage().contains("validateevery"), late.getMessage());
    assertFalse(Files.exists(run));
  }

  private static String refusal(double share, double every, int patience, double checkpointMin) {
    return assertThrows(
            BadInputException.class, () -> new TrainingCare(share, every, patience, checkpointMin))
        .getMessage();
  }
}
