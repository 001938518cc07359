// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.weights.Safetensors;

/** Against PyTorch's values, from src/test/python/model_nif.py. */
class NifNetworkTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final NifSettings FREE =
      SettingsJson.override(
          NifSettings.standard(),
          Map.of(
              "lagCount",
              "2",
              "channels",
              "[3,2]",
              "poolPx",
              "[2,2]",
              "kernels",
              "FREE",
              "rank",
              "2",
              "batchSize",
              "3",
              "neighbours",
              "1"));

  /** The cases of the reference file. */
  enum Case {
    RELU(with(FREE, "nonlinearity", "RELU"), 1),
    SIGMOID(with(FREE, "nonlinearity", "SIGMOID"), 1),
    GROUPED(
        SettingsJson.override(
            FREE,
            Map.of(
                "nonlinearity",
                "RELU",
                "kernels",
                "POINT_SYMMETRIC",
                "poolPx",
                "[2,1]",
                "batchSize",
                "4")),
        2);

    final NifSettings settings;
    final int groupSize;

    Case(NifSettings settings, int groupSize) {
      this.settings = settings;
      this.groupSize = groupSize;
    }

    NifNetwork network() {
      NifShape shape = new NifShape(7, 10, List.of(4, 2), settings.poolPx());
      return new NifNetwork(settings, shape, groupSize, OPTIONS);
    }
  }

  private static NifSettings with(NifSettings settings, String name, String value) {
    return SettingsJson.override(settings, Map.of(name, value));
  }

  private static Safetensors reference() throws URISyntaxException {
    return Safetensors.open(
        Path.of(
            NifNetworkTest.class.getResource("/org/voxel2pixel/model/nif.safetensors").toURI()));
  }

  private static float[] values(Safetensors file, String name) {
    return file.read(file.tensors().get(name));
  }

  private static void assertClose(float[] expected, float[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    double scale = 0;
    for (float e : expected) scale = Math.max(scale, Math.abs(e));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5 * Math.max(0.1, scale), what + "[" + i + "]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void predictionsLossAndAllGradientsAgreeWithPyTorch(Case reference) throws URISyntaxException {
    String name = reference.name().toLowerCase(Locale.ROOT) + ".";
    try (Safetensors file = reference();
        NifNetwork network = reference.network()) {
      List<Variable> variables = network.variables();
      for (Variable v : variables) network.session().assign(v, values(file, name + v.name()));
      float[] frames = values(file, name + "frames");
      float[][] predictions = network.predict(frames);
      assertClose(values(file, name + "p0"), predictions[0], name + "p0");
      assertClose(values(file, name + "p1"), predictions[1], name + "p1");
      List<float[]> bold = List.of(values(file, name + "bold0"), values(file, name + "bold1"));
      float[][] all = network.lossAndGradients(frames, bold);
      assertClose(values(file, name + "loss"), all[0], name + "loss");
      assertEquals(17, variables.size());
      for (int i = 0; i < variables.size(); i++) {
        String gradient = name + "d" + variables.get(i).name();
        assertClose(values(file, gradient), all[i + 1], gradient);
      }
    }
  }

  @Test
  void moreRegionsThanChannelsAreRefused() {
    NifShape shape = new NifShape(16, 16, List.of(1, 1, 1), List.of(2, 2, 2));
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new NifNetwork(FREE, shape, 1, OPTIONS).close());
    assertTrue(e.getMessage().contains("at least 3 numbers"), e.getMessage());
  }

  @Test
  void framesTooSmallForTheirLayersAreRefused() {
    NifShape shape = new NifShape(4, 9, List.of(1, 1), List.of(2, 2));
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new NifNetwork(FREE, shape, 1, OPTIONS).close());
    assertTrue(e.getMessage().contains("9 x 4 px"), e.getMessage());
  }

  /** What PyTorch cannot tell: what the kernels see is centred on where the map says. */
  @Test
  void framesTurnedByHalfATurnAndMapsTurnedLikewiseArePredictedAlike() {
    NifSettings settings =
        SettingsJson.override(
            FREE, Map.of("kernels", "POINT_SYMMETRIC", "nonlinearity", "RELU", "poolPx", "[2,1]"));
    NifShape shape = new NifShape(6, 8, List.of(3, 2), settings.poolPx());
    Random random = new Random(3);
    try (NifNetwork network = new NifNetwork(settings, shape, 1, OPTIONS)) {
      float[] frames = new float[3 * 2 * 6 * 8];
      for (int i = 0; i < frames.length; i++) frames[i] = (float) random.nextGaussian();
      for (Variable v : network.variables()) {
        float[] values = network.session().read(v);
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        network.session().assign(v, values);
      }
      float[][] straight = network.predict(frames);
      for (Variable v : network.variables()) {
        if (!v.name().endsWith(".ux") && !v.name().endsWith(".uy")) continue;
        int axis = (int) v.dims()[2];
        network.session().assign(v, reversed(network.session().read(v), axis));
      }
      float[][] turned = network.predict(reversed(frames, 6 * 8));
      for (int r = 0; r < 2; r++) assertClose(straight[r], turned[r], "region " + r);
    }
  }

  /** Each stretch of so many values the other way round. */
  private static float[] reversed(float[] values, int length) {
    float[] reversed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[i / length * length + length - 1 - i % length];
    }
    return reversed;
  }
}
