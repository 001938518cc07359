// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * SqueezeNet's real weights on photographs: every layer as PyTorch computed it
 * (reference_activations.json), and what the photographs show.
 */
class SqueezeNetTest {
  private static final Path DATA = Path.of("../shared/data/squeezenet");
  private static final String WEIGHTS = DATA.resolve("compressed_SqueezeNet.net").toString();
  private static final int PX = 227;
  private static final double TOLERANCE = 1e-4;

  /** Labels in imagenet_labels.txt. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "parrot_227.png", "macaw",
          "cat_227.png", "tiger cat",
          "bird_227.png", "chickadee",
          "hot_dog_227.png", "hotdog, hot dog, red hot");

  private static void assumeData() {
    Assumptions.assumeTrue(
        Files.isRegularFile(Path.of(WEIGHTS)), WEIGHTS + " is not here: SqueezeNet not tested");
  }

  private static JsonObject references() throws IOException {
    return JsonParser.parseString(Files.readString(DATA.resolve("reference_activations.json")))
        .getAsJsonObject()
        .getAsJsonObject("images");
  }

  private static float[] photograph(String name) throws IOException {
    BufferedImage image = ImageIO.read(DATA.resolve(name).toFile());
    float[] rgb = new float[PX * PX * 3];
    for (int p = 0; p < PX * PX; p++) {
      int value = image.getRGB(p % PX, p / PX);
      for (int c = 0; c < 3; c++) rgb[3 * p + c] = (value >> (16 - 8 * c) & 0xff) / 255f;
    }
    return rgb;
  }

  private static FeatureExtractor extractor(String setting) {
    return FeatureExtractor.ofImages(
        Comparator.named(setting, WEIGHTS, Progress.silent()), PX, PX, new SessionOptions(2, 1));
  }

  @Test
  void everyLayerOfEveryPhotographIsThatOfTheReference() throws IOException {
    assumeData();
    List<String> layers = new ArrayList<>(List.of("relu_conv1"));
    for (int n = 2; n <= 9; n++) layers.add("fire" + n + "/concat");
    layers.add("relu_conv10");
    JsonObject references = references();
    try (FeatureExtractor network = extractor("squeezenet:" + String.join(",", layers))) {
      for (String photograph : references.keySet()) {
        float[][] features = network.features(photograph(photograph), 1);
        JsonObject expected = references.getAsJsonObject(photograph).getAsJsonObject("layers");
        for (int i = 0; i < features.length; i++) {
          String name = layers.get(i).replace("relu_", "").replace("/concat", "");
          requireSame(photograph + " " + name, expected.getAsJsonObject(name), features[i]);
        }
      }
    }
  }

  /** Shape, mean, SD, maximum and the means of the first channels; features have channels last. */
  private static void requireSame(String what, JsonObject expected, float[] features) {
    JsonArray shape = expected.getAsJsonArray("shape");
    int channels = shape.get(0).getAsInt();
    int places = shape.get(1).getAsInt() * shape.get(2).getAsInt();
    assertEquals(channels * places, features.length, what);
    double sum = 0;
    double squares = 0;
    double max = 0;
    double[] channelSums = new double[channels];
    for (int i = 0; i < features.length; i++) {
      sum += features[i];
      squares += (double) features[i] * features[i];
      max = Math.max(max, features[i]);
      channelSums[i % channels] += features[i];
    }
    double mean = sum / features.length;
    double variance = squares / features.length - mean * mean;
    double scale = expected.get("mean").getAsDouble();
    assertEquals(scale, mean, TOLERANCE * scale, what + " mean");
    assertClose(expected.get("std").getAsDouble(), Math.sqrt(variance), what + " SD");
    assertClose(expected.get("max").getAsDouble(), max, what + " maximum");
    JsonArray means = expected.getAsJsonArray("first8_channel_means");
    for (int c = 0; c < means.size(); c++) {
      double channelMean = means.get(c).getAsDouble();
      assertEquals(
          channelMean,
          channelSums[c] / places,
          TOLERANCE * Math.max(channelMean, 0.1 * scale),
          what + " channel " + c);
    }
  }

  private static void assertClose(double expected, double found, String what) {
    assertEquals(expected, found, TOLERANCE * expected, what);
  }

  @Test
  void thePhotographsAreNamedAsTheReferenceNamesThem() throws IOException {
    assumeData();
    List<String> labels = Files.readAllLines(DATA.resolve("imagenet_labels.txt"));
    JsonObject references = references();
    try (FeatureExtractor network = extractor("squeezenet:prob")) {
      for (String photograph : references.keySet()) {
        float[] prob = network.features(photograph(photograph), 1)[0];
        List<Integer> order =
            IntStream.range(0, prob.length)
                .boxed()
                .sorted((a, b) -> Float.compare(prob[b], prob[a]))
                .toList();
        JsonArray top = references.getAsJsonObject(photograph).getAsJsonArray("top5");
        for (int rank = 0; rank < top.size(); rank++) {
          JsonArray expected = top.get(rank).getAsJsonArray();
          double share = expected.get(2).getAsDouble();
          if (share < 1e-3) continue; // written with five decimals: ties
          assertEquals(expected.get(0).getAsInt(), order.get(rank), photograph + " rank " + rank);
          assertEquals(share, prob[order.get(rank)], 2e-5, photograph + " rank " + rank);
        }
        String label = labels.get(order.get(0) + 1); // line 1 is "background"
        assertEquals(SHOWN.get(photograph), label, photograph);
      }
    }
  }
}
