// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.model.comparator.WrittenWeights;
import org.voxel2pixel.nn.weights.Safetensors;

/** Trainings whose feature loss compares a network's activations, weights from a file. */
class ComparatorTrainingTest {
  private static final String TINY =
      "generatorFilters=[4,6] discriminatorFilters=[4,6] batchSize=4 decayFrom=1"
          + " historyCapacity=5 ";
  private static final int ONE_EPOCH = TinyDataset.TRAIN_EXAMPLES / 4;
  private static final Path SQUEEZENET =
      Path.of("../shared/data/squeezenet/compressed_SqueezeNet.net");

  @TempDir static Path folder;
  private static Path data;
  private static Path weights;

  @BeforeAll
  static void writeADataset() {
    data = folder.resolve("dataset");
    TinyDataset.write(data, 1);
    weights = WrittenWeights.alexNetConv1(folder.resolve("alexnet.safetensors"), 0);
  }

  private static Path train(Path run, String overrides, TrainRequest.Start start) {
    TrainRequest request =
        new TrainRequest(data, run, "brain2pix", "quick", TINY + overrides, 0.05, 1, start, 2);
    return new TrainJob(request, TinyDataset.provenance()).run(Progress.silent());
  }

  private static Path train(String run, String overrides) {
    return train(folder.resolve(run), overrides + " epochs=1", TrainRequest.Start.NEW);
  }

  private static String alexNet(Path file) {
    return "comparator=alexnet:conv1 weights=" + file + " ";
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static String refusal(Runnable action) {
    return assertThrows(BadInputException.class, action::run).getMessage();
  }

  private static void requireFinite(Path run) throws IOException {
    List<String> log = Files.readAllLines(run.resolve("log.tsv"));
    assertEquals(1 + ONE_EPOCH, log.size());
    int feature = List.of(log.get(0).split("\t")).indexOf("feature");
    for (String line : log.subList(1, log.size())) {
      double loss = Double.parseDouble(line.split("\t")[feature]);
      assertTrue(Double.isFinite(loss) && loss > 0, line);
    }
  }

  @Test
  void aRunSaysWhichWeightsItComparedWith() throws IOException {
    Path model = train("alexnet", alexNet(weights));
    requireFinite(folder.resolve("alexnet"));
    JsonObject config = json(folder.resolve("alexnet/config.json"));
    assertEquals("alexnet:conv1", config.get("comparator").getAsString());
    assertEquals("alexnet", config.get("comparator/name").getAsString());
    assertEquals("conv1", config.get("comparator/layers").getAsString());
    assertEquals("alexnet.safetensors", config.get("comparator/weightsFile").getAsString());
    String sha256 = Provenance.sha256(weights);
    assertEquals(sha256, config.get("comparator/weightsSha256").getAsString());
    JsonObject card = json(model.resolve("model.json")).getAsJsonObject("comparator");
    assertEquals(sha256, card.get("weightsSha256").getAsString());
    String readme = Files.readString(model.resolve("README.md"));
    assertTrue(readme.contains("alexnet (conv1), weights alexnet.safetensors"), readme);
    assertTrue(readme.contains(sha256), readme);
  }

  /** The embedded bank needs no file, and says so. */
  @Test
  void aRunWithoutWeightsSaysThatItComparedGaborEnergies() throws IOException {
    Path model = train("gabor", "");
    JsonObject config = json(folder.resolve("gabor/config.json"));
    assertEquals("gabor", config.get("comparator/name").getAsString());
    assertFalse(config.has("comparator/weightsSha256"));
    String readme = Files.readString(model.resolve("README.md"));
    assertTrue(readme.contains("Features that its training compared: gabor"), readme);
  }

  @Test
  void frozenWeightsAreInNoCheckpointAndNotInTheModel() throws IOException {
    Path model = train("frozen", alexNet(weights));
    Path checkpoint =
        folder.resolve("frozen/checkpoints/step-%08d.safetensors".formatted(ONE_EPOCH));
    try (Safetensors stored = Safetensors.open(checkpoint)) {
      assertTrue(stored.tensors().keySet().stream().anyMatch(name -> name.startsWith("adam")));
      assertTrue(
          stored.tensors().keySet().stream().noneMatch(name -> name.contains("alexnet")),
          stored.tensors().keySet().toString());
    }
    long bytes = Files.size(model.resolve("variables/variables.data-00000-of-00001"));
    assertTrue(bytes < Files.size(weights), "a model of " + bytes + " bytes");
  }

  @Test
  void aResumedRunEqualsOneThatNeverStoppedWhereverTheSameWeightsLie() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole, alexNet(weights) + "epochs=2", TrainRequest.Start.NEW);
    Path resumed = folder.resolve("resumed");
    train(resumed, alexNet(weights) + "epochs=1", TrainRequest.Start.NEW);
    Path copied = Files.copy(weights, folder.resolve("copied.safetensors"));
    train(resumed, alexNet(copied) + "epochs=2", TrainRequest.Start.RESUME);
    String last = "checkpoints/step-%08d.safetensors".formatted(2 * ONE_EPOCH);
    try (Safetensors expected = Safetensors.open(whole.resolve(last));
        Safetensors found = Safetensors.open(resumed.resolve(last))) {
      assertEquals(expected.tensors().keySet(), found.tensors().keySet());
      for (String name : expected.tensors().keySet()) {
        assertArrayEquals(
            expected.read(expected.tensors().get(name)),
            found.read(found.tensors().get(name)),
            name);
      }
    }
  }

  @Test
  void anotherFileOfWeightsIsRefusedWhenARunGoesOn() {
    Path run = folder.resolve("other");
    train(run, alexNet(weights) + "epochs=1", TrainRequest.Start.NEW);
    Path other = WrittenWeights.alexNetConv1(folder.resolve("other.safetensors"), 2);
    String message =
        refusal(() -> train(run, alexNet(other) + "epochs=1", TrainRequest.Start.RESUME));
    assertTrue(message.contains("comparator/weightsSha256"), message);
    assertNotEquals(Provenance.sha256(weights), Provenance.sha256(other));
  }

  @Test
  void missingWeightsAreRefusedBeforeARunIsMade() {
    Path run = folder.resolve("missing");
    Path empty = folder.resolve("no-weights-here");
    assertTrue(empty.toFile().mkdir());
    String message =
        refusal(() -> train(run, "comparator=vgg19 weights=" + empty, TrainRequest.Start.NEW));
    assertTrue(message.contains(empty.toString()), message);
    assertTrue(message.contains("VGG_ILSVRC_19_layers.caffemodel"), message);
    assertTrue(message.contains("http"), message);
    assertFalse(Files.exists(run));
  }

  @Test
  void squeezeNetsOwnWeightsTrain() throws IOException {
    Assumptions.assumeTrue(
        Files.isRegularFile(SQUEEZENET), SQUEEZENET + " is not here: SqueezeNet not trained with");
    train("squeezenet", "comparator=squeezenet weights=" + SQUEEZENET);
    requireFinite(folder.resolve("squeezenet"));
  }
}
