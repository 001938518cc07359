// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.layer.Resize;
import org.voxel2pixel.nn.weights.InputPixels;

/** What a comparator makes of images before its network sees them, and gradients through it. */
class NetworkInputTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final long[] IMAGES = {2, 20, 28, 3};

  @TempDir Path folder;

  private static float[] images(long... dims) {
    float[] values = Formula.values(Formula.INPUT, Formula.count(dims), 1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Formula.value(Formula.INPUT, i) + 0.5);
    }
    return values;
  }

  /** From RGB in [0, 1] through a real file of weights, both ways, against PyTorch. */
  @ParameterizedTest
  @ValueSource(strings = {"", "edges", "unit"})
  void imagesOfAnotherSizeAreResizedAndConvertedAsTorchDoes(String option) throws IOException {
    Path file = WrittenWeights.alexNetConv1(folder.resolve("a.safetensors"), 0);
    Comparator comparator =
        Comparator.named("alexnet:conv1:" + option, file.toString(), Progress.silent());
    JsonObject expected = Described.resource("resized.json").getAsJsonObject(option);
    try (NetworkGraph graph = new NetworkGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> x = graph.placeholder("x", IMAGES);
      List<Operand<TFloat32>> features =
          comparator.features(Scope.of(graph, "g", Mode.TRAINING), x);
      assertEquals(1, features.size());
      Described conv1 = Described.of(expected, "features");
      assertArrayEquals(conv1.dims(), features.get(0).shape().asArray());
      Operand<TFloat32> gradient = SumGradient.of(graph, features.get(0), x);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(1);
        float[][] values =
            session
                .step()
                .feed(x, images(IMAGES), IMAGES)
                .fetch(features.get(0))
                .fetch(gradient)
                .run();
        conv1.requireSame("features", values[0]);
        Described.of(expected, "gradient").requireSame("gradient", values[1]);
      }
      assertEquals(0, graph.variables().trainable("g").size());
    }
  }

  private static final InputPixels BGR =
      new InputPixels(
          InputPixels.Channels.BGR, 255, new float[] {90, 98, 102}, new float[] {1, 2, 4});

  private static float[] converted(KnownNetwork.Input input, long... dims) {
    NetworkInput network =
        new NetworkInput(
            input, BGR, ComparatorSpec.Pixels.OF_THE_WEIGHTS, Resize.Grid.ALIGNED_CORNERS);
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", dims);
      Operand<TFloat32> y = network.of(Scope.of(graph, "g", Mode.INFERENCE), x);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        return session.step().feed(x, images(dims), dims).fetch(y).run()[0];
      }
    }
  }

  /** (255 v - mean) / sd with the colours in the other order, written anew. */
  private static double expected(float[] rgb, int pixel, int channel) {
    double[] mean = {90, 98, 102};
    double[] sd = {1, 2, 4};
    return (255.0 * rgb[3 * pixel + 2 - channel] - mean[channel]) / sd[channel];
  }

  @Test
  void blueComesFirstWhereTheWeightsWantIt() {
    float[] rgb = images(1, 6, 6, 3);
    float[] found = converted(new KnownNetwork.Input(6, 0), 1, 6, 6, 3);
    assertEquals(rgb.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected(rgb, i / 3, i % 3), found[i], 1e-4, "value " + i);
    }
  }

  @Test
  void anImageStandsStillForAClip() {
    int frames = 3;
    float[] rgb = images(2, 4, 4, 3);
    float[] found = converted(new KnownNetwork.Input(4, frames), 2, 4, 4, 3);
    assertEquals(frames * rgb.length, found.length);
    for (int i = 0; i < found.length; i++) {
      int image = i / (frames * 16 * 3);
      int pixel = image * 16 + i / 3 % 16;
      assertEquals(expected(rgb, pixel, i % 3), found[i], 1e-4, "value " + i);
    }
  }

  @Test
  void aClipKeepsItsFrames() {
    float[] rgb = images(2, 3, 4, 4, 3);
    float[] found = converted(new KnownNetwork.Input(4, 3), 2, 3, 4, 4, 3);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected(rgb, i / 3, i % 3), found[i], 1e-4, "value " + i);
    }
  }

  @Test
  void clipsOfOtherLengthsAndGreyImagesAreRefused() {
    KnownNetwork.Input clips = new KnownNetwork.Input(4, 3);
    for (long[] dims : new long[][] {{1, 2, 4, 4, 3}, {1, 4, 4, 1}, {4, 4, 3}}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> converted(clips, dims));
      assertTrue(refused.getMessage().contains("[batch, 3, y, x, 3]"), refused.getMessage());
    }
    KnownNetwork.Input images = new KnownNetwork.Input(4, 0);
    assertThrows(IllegalArgumentException.class, () -> converted(images, 1, 3, 4, 4, 3));
  }
}
