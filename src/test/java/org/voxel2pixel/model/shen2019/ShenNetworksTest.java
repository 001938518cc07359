// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;

/** Sizes of the full networks; their variables are registered, but never given a value. */
class ShenNetworksTest {
  private static final ShenSettings RELEASED = ShenSettings.named("released");

  @ParameterizedTest
  @CsvSource({"8000, 72087040", "10000, 80279040", "12000, 88471040", "4466, 57611776"})
  void theGeneratorHas4096TimesVoxelsPlus39319040Parameters(int voxels, long parameters) {
    try (NetworkGraph graph = new NetworkGraph()) {
      generator(graph, RELEASED, voxels);
      assertEquals(parameters, parameters(graph, ShenGenerator.GROUP, ""));
      assertEquals(5_752_320, parameters(graph, ShenGenerator.GROUP, "up"));
    }
  }

  @Test
  void theDiscriminatorHas1081410Parameters() {
    try (NetworkGraph graph = new NetworkGraph()) {
      discriminator(graph, RELEASED);
      assertEquals(1_081_410, parameters(graph, ShenDiscriminator.GROUP, ""));
    }
  }

  @Test
  void theGeneratorsLayersHaveTheSizesOfTheTable() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Map<String, String> shapes = shapes(generator(graph, RELEASED, 100));
      assertEquals(
          "{dense0=[64, 4096], dense1=[64, 4096], dense2=[64, 4096],"
              + " up0=[64, 8, 8, 256], up1=[64, 8, 8, 512], up2=[64, 16, 16, 256],"
              + " up3=[64, 16, 16, 256], up4=[64, 32, 32, 128], up5=[64, 32, 32, 128],"
              + " up6=[64, 64, 64, 64], up7=[64, 128, 128, 32], up8=[64, 256, 256, 3],"
              + " crop=[64, 227, 227, 3]}",
          shapes.toString());
    }
  }

  @Test
  void transposedConvolutionsHaveNoBiases() {
    try (NetworkGraph graph = new NetworkGraph()) {
      generator(graph, RELEASED, 100);
      assertEquals(
          "[dense0.weights, dense0.bias, dense1.weights, dense1.bias, dense2.weights, dense2.bias,"
              + " up0.weights, up1.weights, up2.weights, up3.weights, up4.weights, up5.weights,"
              + " up6.weights, up7.weights, up8.weights]",
          graph.variables().all().stream().map(Variable::name).toList().toString());
    }
  }

  @Test
  void theDiscriminatorsLayersHaveTheSizesOfTheTable() {
    try (NetworkGraph graph = new NetworkGraph()) {
      assertEquals(
          "{conv0=[64, 56, 56, 32], conv1=[64, 52, 52, 64], conv2=[64, 25, 25, 128],"
              + " conv3=[64, 23, 23, 256], conv4=[64, 11, 11, 256], pool=[64, 256],"
              + " judge=[64, 256], logits=[64, 2]}",
          shapes(discriminator(graph, RELEASED)).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 58, 4", "96, 88, 6", "80, 71, 5", "58, 58, 4", "48, 48, 3"})
  void theQuickNetworksTakeImagesOfAnySide(int imagePx, int cropPx, int firstMapPx) {
    ShenSettings settings =
        SettingsJson.override(
            ShenSettings.named("quick"),
            SettingsJson.parsePairs(
                "imagePx=%d cropPx=%d firstMapPx=%d denseWidths=[16,%d]"
                    .formatted(imagePx, cropPx, firstMapPx, firstMapPx * firstMapPx * 8)));
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> image = generator(graph, settings, 7).get("crop");
      long[] expected = {settings.batchSize(), cropPx, cropPx, 3};
      assertArrayEquals(expected, image.shape().asArray());
      Operand<TFloat32> logits = discriminator(graph, settings).get("logits");
      assertArrayEquals(new long[] {settings.batchSize(), 2}, logits.shape().asArray());
    }
  }

  /** The offset must be 14 of 256, and be that of rows and columns. */
  @Test
  void theCropOf227StartsAtPixel14Of256() {
    ShenSettings settings =
        SettingsJson.override(
            RELEASED,
            SettingsJson.parsePairs(
                "denseWidths=[16] generatorFilters=[1,1,1,1,1,3] generatorStrides=[2,2,2,2,2,2]"
                    + " batchSize=1"));
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> input = graph.placeholder("voxels", 1, 2);
      Map<String, Operand<TFloat32>> layers =
          ShenGenerator.layers(
              Scope.of(graph, ShenGenerator.GROUP, Mode.INFERENCE), settings, input);
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(2, 1))) {
        session.initialise(3);
        float[][] images =
            session
                .step()
                .feed(input, new float[] {1, -2}, 1, 2)
                .fetch(layers.get("up5"))
                .fetch(layers.get("crop"))
                .run();
        float[] expected = new float[227 * 227 * 3];
        for (int y = 0; y < 227; y++) {
          int from = ((14 + y) * 256 + 14) * 3;
          System.arraycopy(images[0], from, expected, y * 227 * 3, 227 * 3);
        }
        assertArrayEquals(expected, images[1]);
      }
    }
  }

  /** Dense layers with fewer units, for speed; dense1 keeps the table's fan-in of 4096. */
  @Test
  void theGeneratorsWeightsStartWithTheSdsOfTheTable() {
    ShenSettings narrow =
        SettingsJson.override(RELEASED, SettingsJson.parsePairs("denseWidths=[4096,16,4096]"));
    try (NetworkGraph graph = new NetworkGraph()) {
      generator(graph, narrow, 20);
      requireSds(
          graph,
          "dense0 0.316228 dense1 0.02210 dense2 0.353553 up0 0.03977 up1 0.01875 up2 0.03977"
              + " up3 0.02652 up4 0.05625 up5 0.03750 up6 0.07955 up7 0.11250 up8 0.36742");
    }
  }

  @Test
  void theDiscriminatorsWeightsStartWithTheSdsOfTheTable() {
    try (NetworkGraph graph = new NetworkGraph()) {
      discriminator(graph, RELEASED);
      requireSds(
          graph,
          "conv0 0.01166 conv1 0.0500 conv2 0.05893 conv3 0.04167 conv4 0.02946 judge 0.00884"
              + " logits 0.00884");
    }
  }

  /**
   * The sample SD of n normal draws scatters by 1 / sqrt(2 n) of the SD, their mean by SD /
   * sqrt(n); 4.5 of these are allowed, and the table's rounding. Biases start at 0.
   */
  private static void requireSds(NetworkGraph graph, String layersAndSds) {
    String[] words = layersAndSds.split(" ");
    try (NetworkSession session = new NetworkSession(graph, new SessionOptions(2, 1))) {
      session.initialise(11);
      for (int i = 0; i < words.length; i += 2) {
        double sd = Double.parseDouble(words[i + 1]);
        float[] w = session.read(graph.variables().find(words[i] + ".weights").orElseThrow());
        double sum = 0;
        double squares = 0;
        for (float value : w) {
          sum += value;
          squares += (double) value * value;
        }
        double scatter = 4.5 / Math.sqrt(2.0 * w.length);
        assertEquals(sd, Math.sqrt(squares / w.length), sd * scatter + 5e-6, words[i]);
        assertEquals(0, sum / w.length, 4.5 * sd / Math.sqrt(w.length), words[i] + " mean");
      }
      for (Variable variable : graph.variables().all()) {
        if (!variable.name().endsWith(".bias")) continue;
        for (float value : session.read(variable)) assertEquals(0, value, variable.name());
      }
    }
  }

  private static Map<String, Operand<TFloat32>> generator(
      NetworkGraph graph, ShenSettings settings, int voxels) {
    Operand<TFloat32> input = graph.placeholder("voxels", settings.batchSize(), voxels);
    Scope scope = Scope.of(graph, ShenGenerator.GROUP, Mode.TRAINING);
    return ShenGenerator.layers(scope, settings, input);
  }

  private static Map<String, Operand<TFloat32>> discriminator(
      NetworkGraph graph, ShenSettings settings) {
    int px = settings.cropPx();
    Operand<TFloat32> images = graph.placeholder("images", settings.batchSize(), px, px, 3);
    Scope scope = Scope.of(graph, ShenDiscriminator.GROUP, Mode.TRAINING);
    return ShenDiscriminator.layers(
        scope, settings, images, "real", graph.intPlaceholder("seed", 2));
  }

  private static Map<String, String> shapes(Map<String, Operand<TFloat32>> layers) {
    Map<String, String> shapes = new LinkedHashMap<>();
    layers.forEach((name, x) -> shapes.put(name, Arrays.toString(x.shape().asArray())));
    return shapes;
  }

  private static long parameters(NetworkGraph graph, String group, String prefix) {
    return graph.variables().trainable(group).stream()
        .filter(v -> v.name().startsWith(prefix))
        .mapToLong(Variable::elementCount)
        .sum();
  }
}
