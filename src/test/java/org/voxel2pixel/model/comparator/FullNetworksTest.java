// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * Networks of full size from files of 2 GB in all, which {@code model_comparators.py full FOLDER}
 * writes; the folder is named by the environment variable VOXEL2PIXEL_FULL_NETWORKS.
 */
class FullNetworksTest {
  private static final String VARIABLE = "VOXEL2PIXEL_FULL_NETWORKS";

  @ParameterizedTest
  @EnumSource
  void everyActivationIsTorchs(KnownNetwork network) throws IOException {
    String folder = System.getenv(VARIABLE);
    Assumptions.assumeTrue(
        folder != null, VARIABLE + " names no folder: networks of full size not tested");
    JsonObject expected =
        JsonParser.parseString(Files.readString(Path.of(folder, "full.json")))
            .getAsJsonObject()
            .getAsJsonObject(network.label());
    List<String> names = network.blueprint().activations();
    assertEquals(expected.size(), names.size());
    Path file = Path.of(folder, network.label() + ".safetensors");
    if (!Files.exists(file)) file = Path.of(folder, network.label() + ".caffemodel");
    Comparator comparator =
        Comparator.named(
            network.label() + ":" + String.join(",", names), file.toString(), Progress.silent());
    int px = network.input().px();
    SessionOptions options = new SessionOptions(2, 1);
    try (FeatureExtractor extractor =
        network.input().isClip()
            ? FeatureExtractor.ofClips(comparator, px, px, options)
            : FeatureExtractor.ofImages(comparator, px, px, options)) {
      float[] image = new float[Math.max(1, network.input().frames()) * px * px * 3];
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) (Formula.value(Formula.INPUT, i) + 0.5);
      }
      float[][] features = extractor.features(image, 1);
      for (int i = 0; i < features.length; i++) {
        Described.of(expected, names.get(i)).requireSame(network + " " + names.get(i), features[i]);
      }
    }
  }
}
