// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/** Against reference_activations.json, which PyTorch computed from another decoder's weights. */
class CompressedSqueezeNetTest {
  private static final Path DATA = Path.of("../shared/data/squeezenet");
  private static final Path FILE = DATA.resolve("compressed_SqueezeNet.net");

  @TempDir Path folder;

  private static void assumeData() {
    Assumptions.assumeTrue(Files.isRegularFile(FILE), FILE + " is not here: SqueezeNet not tested");
  }

  @Test
  void everyLayersSumsAreThoseOfTheReference() throws IOException {
    assumeData();
    JsonObject layers =
        JsonParser.parseString(Files.readString(DATA.resolve("reference_activations.json")))
            .getAsJsonObject()
            .getAsJsonObject("weights");
    assertEquals(26, layers.size());
    LoadedWeights weights = LoadedWeights.load(Architectures.SQUEEZENET, FILE);
    assertEquals("squeezenet-compressed", weights.format());
    for (String layer : layers.keySet()) {
      JsonObject reference = layers.getAsJsonObject(layer);
      double sum = 0;
      double absolute = 0;
      for (float w : weights.values(layer + "/kernel")) {
        sum += w;
        absolute += Math.abs(w);
      }
      double bias = 0;
      for (float b : weights.values(layer + "/bias")) bias += b;
      double tolerance = 1e-4 * reference.get("abs_sum").getAsDouble();
      assertEquals(reference.get("sum").getAsDouble(), sum, tolerance, layer);
      assertEquals(reference.get("abs_sum").getAsDouble(), absolute, tolerance, layer);
      assertEquals(reference.get("bias_sum").getAsDouble(), bias, 1e-3, layer);
      JsonArray shape = reference.getAsJsonArray("shape"); // [out][in][y][x]
      long[] dims = weights.dims(layer + "/kernel");
      assertEquals(shape.get(0).getAsLong(), dims[3], layer);
      assertEquals(shape.get(1).getAsLong(), dims[2], layer);
    }
  }

  /** Conv1 by hand on a photograph: the positions of its weights, not only their sums. */
  @Test
  void theFirstLayersActivationsAreThoseOfTheReference() throws IOException {
    assumeData();
    JsonObject conv1 =
        JsonParser.parseString(Files.readString(DATA.resolve("reference_activations.json")))
            .getAsJsonObject()
            .getAsJsonObject("images")
            .getAsJsonObject("parrot_227.png")
            .getAsJsonObject("layers")
            .getAsJsonObject("conv1");
    LoadedWeights weights = LoadedWeights.load(Architectures.SQUEEZENET.upTo("conv1"), FILE);
    BufferedImage image = ImageIO.read(DATA.resolve("parrot_227.png").toFile());
    for (int channel = 0; channel < 8; channel++) {
      double expected = conv1.getAsJsonArray("first8_channel_means").get(channel).getAsDouble();
      assertEquals(expected, meanOfConv1(image, weights, channel), 1e-3, "channel " + channel);
    }
  }

  private static double meanOfConv1(BufferedImage image, LoadedWeights weights, int channel) {
    float[] kernel = weights.values("conv1/kernel"); // [7][7][3][96]
    float[] mean = weights.pixels().mean();
    int size = (image.getHeight() - 7) / 2 + 1;
    double sum = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double value = weights.values("conv1/bias")[channel];
        for (int k = 0; k < 49; k++) {
          int rgb = image.getRGB(2 * x + k % 7, 2 * y + k / 7);
          for (int c = 0; c < 3; c++) { // BGR
            value += kernel[(k * 3 + c) * 96 + channel] * ((rgb >> 8 * c & 0xff) - mean[c]);
          }
        }
        sum += Math.max(0, value);
      }
    }
    return sum / (size * size);
  }

  @Test
  void theCatalogueKnowsItsChecksum() throws IOException {
    assumeData();
    Path copy = Files.copy(FILE, folder.resolve("compressed_SqueezeNet.net"));
    WeightsFolder weights = new WeightsFolder(List.of(folder));
    assertEquals(copy, weights.find(Architectures.SQUEEZENET, Progress.silent()));
  }

  @Test
  void aTruncatedFileIsRefusedWithBothLengths() throws IOException {
    assumeData();
    byte[] half = Arrays.copyOf(Files.readAllBytes(FILE), 300_000);
    Path file = Files.write(folder.resolve("half.net"), half);
    String message =
        assertThrows(BadInputException.class, () -> WeightsFile.open(file)).getMessage();
    assertTrue(
        message.contains("a compressed SqueezeNet of 675763 bytes, found 300000 bytes"), message);
  }
}
