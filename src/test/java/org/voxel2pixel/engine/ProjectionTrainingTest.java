// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.brain2pix.Brain2PixProjection;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.SavedNetwork;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Each projection from the settings through training, resuming and the model to images. */
class ProjectionTrainingTest {
  private static final String TINY =
      "generatorFilters=[4,6] discriminatorFilters=[4,6] batchSize=4 decayFrom=1"
          + " historyCapacity=5 ";
  private static final int ONE_EPOCH = TinyDataset.TRAIN_EXAMPLES / 4;
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  @TempDir static Path folder;
  private static Path data;

  @BeforeAll
  static void writeADataset() {
    data = folder.resolve("dataset");
    TinyDataset.write(data, 1);
  }

  private static TrainRequest request(
      Path run, String overrides, double minR2, TrainRequest.Start start) {
    return new TrainRequest(data, run, "brain2pix", "quick", TINY + overrides, minR2, 1, start, 2);
  }

  private static Path train(Path run, String overrides) {
    return train(request(run, overrides, 0.05, TrainRequest.Start.NEW));
  }

  private static Path train(TrainRequest request) {
    return new TrainJob(request, TinyDataset.provenance()).run(Progress.silent());
  }

  private static String refusal(Runnable action) {
    return assertThrows(BadInputException.class, action::run).getMessage();
  }

  private static Path checkpoint(Path run, int step) {
    return run.resolve("checkpoints").resolve("step-%08d.safetensors".formatted(step));
  }

  private static JsonObject json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> withoutSeconds(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  private static List<float[]> reconstructed(Path model) {
    return new ReconstructJob(model, data, Split.TEST).run(Progress.silent()).images();
  }

  @ParameterizedTest
  @EnumSource(Brain2PixProjection.class)
  void trainsWithFiniteLossesAndTheModelAloneReconstructs(Brain2PixProjection projection)
      throws IOException {
    Path run = folder.resolve("whole-" + projection.label());
    Path model = train(run, "epochs=1 projection=" + projection.label());
    List<String> log = Files.readAllLines(run.resolve("log.tsv"));
    assertEquals(1 + ONE_EPOCH, log.size());
    for (String line : log.subList(1, log.size())) {
      for (String cell : line.split("\t")) assertTrue(Double.isFinite(Double.parseDouble(cell)));
    }
    assertEquals(
        projection.label(), json(run.resolve("config.json")).get("projection").getAsString());
    BufferedImage strip =
        ImageIO.read(run.resolve("previews/train-step-%08d.png".formatted(ONE_EPOCH)).toFile());
    assertEquals(8 * TinyDataset.SIDE_PX, strip.getWidth());
    assertEquals(2 * TinyDataset.SIDE_PX, strip.getHeight());

    Path alone = folder.resolve("alone-" + projection.label());
    Files.move(model, alone); // nothing but the model folder and the dataset
    List<float[]> images = reconstructed(alone);
    assertEquals(TinyDataset.TEST_EXAMPLES, images.size());
    List<float[]> expected = inTheGraph(projection, checkpoint(run, ONE_EPOCH), alone);
    for (int i = 0; i < images.size(); i++) assertArrayEquals(expected.get(i), images.get(i));
  }

  /**
   * What the generator's own graph makes, its weights those of the checkpoint; the SavedModel, run
   * on the same inputs, gives the same bits.
   */
  private static List<float[]> inTheGraph(
      Brain2PixProjection projection, Path checkpoint, Path model) {
    Brain2PixSettings settings =
        Brain2PixSettings.read(json(model.resolve("model.json")).getAsJsonObject("settings"), "");
    try (Dataset dataset = Dataset.open(data)) {
      VoxelPainting painting =
          VoxelPainting.ofDataset(dataset, 0.05, settings.projectionRule(), Progress.silent());
      NetworkInput input = NetworkInput.of(settings, painting, dataset, Split.TEST);
      assertEquals(projection.learned().isPresent() ? "signals" : "rfs", input.graph().name());
      int count = input.examples().count();
      float[] inputs = new float[count * input.examples().inputLength()];
      for (int i = 0; i < count; i++) {
        input.examples().readInput(i, inputs, i * input.examples().inputLength());
      }
      try (Brain2PixTraining training =
              new Brain2PixTraining(settings, input.graph(), ONE_EPOCH, 99, OPTIONS);
          GeneratorInference inference = new GeneratorInference(settings, input.graph(), OPTIONS);
          SavedNetwork saved = SavedNetwork.open(model, OPTIONS)) {
        Checkpoint.restore(training.session(), checkpoint);
        inference.copyFrom(training);
        float[] images = inference.reconstruct(inputs, count);
        assertArrayEquals(images, saved.run(inputs, input.graph().dims(count)));
        int length = images.length / count;
        return Stream.iterate(0, i -> i + 1)
            .limit(count)
            .map(i -> java.util.Arrays.copyOfRange(images, i * length, (i + 1) * length))
            .toList();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian",
        "inverse",
        "learned-additive learnedWeightSd=0.02",
        "learned-masked",
        "learned-multiplicative"
      })
  void oneEpochResumedForASecondEqualsTwoInOneGo(String projection) throws IOException {
    String name = projection.replace(' ', '-');
    Path whole = folder.resolve("two-" + name);
    Path parts = folder.resolve("parts-" + name);
    train(whole, "epochs=2 projection=" + projection);
    train(parts, "epochs=1 projection=" + projection);
    train(request(parts, "epochs=2 projection=" + projection, 0.05, TrainRequest.Start.RESUME));
    int steps = 2 * ONE_EPOCH;
    assertEquals(-1, Files.mismatch(checkpoint(whole, steps), checkpoint(parts, steps)));
    assertEquals(
        withoutSeconds(whole.resolve("log.tsv")), withoutSeconds(parts.resolve("log.tsv")));
    List<float[]> expected = reconstructed(whole.resolve("model"));
    List<float[]> found = reconstructed(parts.resolve("model"));
    for (int i = 0; i < expected.size(); i++) assertArrayEquals(expected.get(i), found.get(i));
  }

  @Test
  void whatItWillTakeIsToldBeforeAnythingIsMade() {
    Path run = folder.resolve("told");
    List<String> told = new ArrayList<>();
    Progress listener =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            if (!Files.exists(run)) told.add(stage);
          }

          @Override
          public boolean isCancelled() {
            return Files.exists(run);
          }
        };
    TrainRequest request =
        request(run, "projection=learned-additive", 0.05, TrainRequest.Start.NEW);
    assertThrows(
        CancelledException.class,
        () -> new TrainJob(request, TinyDataset.provenance()).run(listener));
    assertTrue(told.get(0).contains("21 voxels painted (learned-additive)"), told.get(0));
    // 21 voxels and a bias for each of two regions, 256 pixels: 23 * 256 numbers of 4 bytes, 5
    // times
    String memory = "; 5,888 learned weights: 0.1 MB outside of Java's heap";
    assertTrue(told.get(0).endsWith(memory), told.get(0));
  }

  @Test
  void aModelThatLearnedItsProjectionSaysWhatItTakesAndWhichVoxelEachColumnIs() throws IOException {
    Path model = train(folder.resolve("card"), "epochs=1 projection=learned-masked");
    JsonObject projection = json(model.resolve("model.json")).getAsJsonObject("projection");
    assertEquals("signals", projection.get("input").getAsString());
    assertEquals("[-1,2,21]", projection.get("inputDims").toString());
    assertTrue(projection.get("operatorSha256").getAsString().matches("[0-9a-f]{64}"));
    List<String> columns = Files.readAllLines(model.resolve("signals.tsv"));
    assertEquals("column\tvoxel\troi", columns.get(0));
    assertEquals(1 + TinyDataset.VOXELS, columns.size());
    assertEquals("4\t7\tV1", columns.get(5), "V1 has voxels 0 1 2 3 7 8 ...");
    assertEquals("12\t4\tV2", columns.get(13));
    assertTrue(Files.readString(model.resolve("README.md")).contains("signals.tsv"));
  }

  @Test
  void aModelWithoutAProjectionEntryIsOneOfTheFixedProjection() throws IOException {
    Path model = train(folder.resolve("old"), "epochs=1");
    List<float[]> images = reconstructed(model);
    JsonObject card = json(model.resolve("model.json"));
    card.remove("projection");
    JsonObject settings = card.getAsJsonObject("settings");
    List.of("projection", "gaussianWeighting", "fieldCutSigmas", "inverseLambda", "learnedWeightSd")
        .forEach(settings::remove);
    Files.writeString(model.resolve("model.json"), GSON.toJson(card));
    List<float[]> again = reconstructed(model);
    for (int i = 0; i < images.size(); i++) assertArrayEquals(images.get(i), again.get(i));
  }

  @Test
  void anUnknownProjectionIsRefusedWithTheSixNames() {
    Path run = folder.resolve("unknown");
    String reason = refusal(() -> train(run, "projection=learned"));
    assertTrue(
        reason.contains(
            "[fixed, gaussian, inverse, learned-additive, learned-masked, learned-multiplicative]"),
        reason);
    assertTrue(reason.contains("'learned'"), reason);
    assertTrue(refusal(() -> train(run, "learnedWeightSd=-1")).contains("learnedWeightSd"));
    assertTrue(refusal(() -> train(run, "gaussianWeighting=max")).contains("mean or sum"));
    assertTrue(refusal(() -> train(run, "inverseLambda=0")).contains("lambda of the inverse"));
    assertTrue(refusal(() -> train(run, "fieldCutSigmas=1")).contains("1.5"));
    assertFalse(Files.exists(run));
  }

  @Test
  void learnedWeightsAreNotTrainedOnWithAnotherOperator() throws IOException {
    Path run = folder.resolve("operator");
    String overrides = "projection=learned-masked epochs=";
    train(run, overrides + 1);
    // One voxel less, so that every later entry would be another voxel's.
    TrainRequest other = request(run, overrides + 2, 0.1, TrainRequest.Start.RESUME);
    assertTrue(refusal(() -> train(other)).contains("minR2 0.05"));
    JsonObject config = json(run.resolve("config.json"));
    config.addProperty("minR2", 0.1);
    config.addProperty("voxelsUsed", 20);
    Files.writeString(run.resolve("config.json"), GSON.toJson(config));
    String byOperator = refusal(() -> train(other));
    assertTrue(
        byOperator.contains("operatorSha256 \"" + config.get("operatorSha256").getAsString()));
    // Even a config that was bent to fit does not make the checkpoint fit.
    config.addProperty(
        "operatorSha256", byOperator.replaceAll("(?s).*found \"(\\w{64})\".*", "$1"));
    Files.writeString(run.resolve("config.json"), GSON.toJson(config));
    assertTrue(refusal(() -> train(other)).contains("step-00000009.safetensors"));
  }

  @Test
  void aModelWhoseFieldsGiveAnotherOperatorIsRefused() throws IOException {
    Path model = train(folder.resolve("bent"), "epochs=1 projection=learned-multiplicative");
    JsonObject card = json(model.resolve("model.json"));
    card.getAsJsonObject("projection").addProperty("operatorSha256", "0".repeat(64));
    Files.writeString(model.resolve("model.json"), GSON.toJson(card));
    String reason = refusal(() -> reconstructed(model));
    assertTrue(reason.contains("model.json") && reason.contains("operator"), reason);
    card.getAsJsonObject("settings").addProperty("projection", "gaussian");
    Files.writeString(model.resolve("model.json"), GSON.toJson(card));
    assertTrue(refusal(() -> reconstructed(model)).contains("takes rfs [-1, 16, 16, 4]"));
  }
}
