// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** The settings that name a comparator, and what is said where they or the weights do not fit. */
class ComparatorTest {
  @TempDir Path folder;
  private Path weights;

  @BeforeEach
  void writeWeights() {
    weights = WrittenWeights.alexNetConv1(folder.resolve("alexnet.safetensors"), 0);
  }

  private Comparator named(String setting) {
    return Comparator.named(setting, weights.toString(), Progress.silent());
  }

  private static String refusal(String setting, Object weights) {
    return assertThrows(
            BadInputException.class,
            () -> Comparator.named(setting, weights.toString(), Progress.silent()))
        .getMessage();
  }

  @Test
  void aNetworkSaysItsLayersAndItsFile() {
    Comparator comparator = named("alexnet:relu1,conv1,pool1");
    assertEquals("alexnet", comparator.name());
    assertEquals(List.of("relu1", "conv1", "pool1"), comparator.layers());
    WeightsOrigin origin = comparator.weights().orElseThrow();
    assertEquals("alexnet.safetensors", origin.fileName());
    assertEquals("torchvision", origin.naming());
    assertEquals(64, origin.sha256().length());
    assertTrue(comparator.description().startsWith("alexnet relu1, conv1, pool1 (alexnet.s"));
    assertTrue(comparator.description().contains(origin.sha256()));
  }

  @Test
  void gaborNeedsNoFileAndTakesNone() {
    Comparator gabor = Comparator.named("gabor");
    assertTrue(gabor.weights().isEmpty());
    assertEquals("gabor (all layers)", gabor.description());
    assertEquals("gabor scale1/energy", Comparator.named("gabor:scale1/energy").description());
    String message = refusal("gabor", weights);
    assertTrue(message.contains("alexnet.safetensors"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet50", "Gabor", "vgg", "dinov2:pool5"})
  void anUnknownNameIsRefusedWithTheOnesThereAre(String name) {
    String message = refusal(name, "");
    for (String known : List.of("gabor", "caffenet", "alexnet", "vgg16", "vgg19", "squeezenet")) {
      assertTrue(message.contains(known), message);
    }
    assertTrue(message.contains(name.split(":")[0]), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alexnet:conv9; pool5",
        "alexnet:norm1; relu1",
        "alexnet:conv1,conv1; once",
        "alexnet:conv1,; once",
        "alexnet:conv1:bicubic; edges",
        "alexnet:conv1:unit:edges; NAME",
        ":conv1; NAME",
        "gabor:nonsense; gabor"
      })
  void whatDoesNotParseIsRefused(String setting, String said) {
    String message = refusal(setting, setting.startsWith("gabor") ? "" : weights);
    assertTrue(message.startsWith("comparator: expected "), message);
    assertTrue(message.contains(said), message);
  }

  @Test
  void missingWeightsSayWhereTheyWereLookedForAndWhereToGetThem() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String message = refusal("vgg19:conv4_2", empty);
    assertTrue(message.contains(empty.toString()), message);
    assertTrue(message.contains("VGG19"), message);
    assertTrue(message.contains("robots.ox.ac.uk"), message);
    assertTrue(message.contains("notop"), "weights without the head will do: " + message);
    assertFalse(refusal("vgg19:fc6", empty).contains("notop"));
    assertTrue(refusal("alexnet", "a\0b").startsWith("weights: expected the path"));
    String absent = refusal("alexnet", folder.resolve("none.safetensors"));
    assertTrue(absent.contains("none.safetensors"), absent);
  }

  @Test
  void aFileOfAnotherNetworkIsRefused() {
    String message = refusal("vgg16:conv1_1", weights);
    assertTrue(message.contains("alexnet.safetensors"), message);
    assertTrue(message.contains("VGG16"), message);
  }

  @Test
  void aFileThatLacksALayerIsRefusedAndNamesIt() {
    String message = refusal("alexnet:relu2", weights);
    assertTrue(message.contains("conv2"), message);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(weights);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    String message = refusal("alexnet:conv1", cut);
    assertTrue(message.contains(cut.toString()), message);
  }

  @Test
  void loadingCanBeCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            assertTrue(done <= total);
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(
        CancelledException.class,
        () -> Comparator.named("alexnet:conv1", weights.toString(), cancelled));
  }

  /** What the networks are compared at unless told otherwise exists. */
  @ParameterizedTest
  @EnumSource
  void theUsualLayersAreActivationsAndTheirWeightsAreKnown(KnownNetwork network) {
    List<String> usual = network.defaultLayers();
    assertTrue(network.blueprint().activations().containsAll(usual));
    List<String> needed = network.blueprint().weightedLayers(usual);
    assertEquals(needed, network.weightsFor(usual).layers());
    List<String> all = network.blueprint().weightedLayers(List.of("prob"));
    assertEquals(all, network.weightsFor(List.of("prob")).layers());
  }
}
