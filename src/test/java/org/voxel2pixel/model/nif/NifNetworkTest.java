// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.weights.Safetensors;

/** Against PyTorch's values, from src/test/python/model_nif.py. */
class NifNetworkTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final NifShape SHAPE = new NifShape(7, 10, List.of(4, 2), List.of(2, 2));

  private static NifSettings settings(NifSettings.Nonlinearity nonlinearity) {
    return new NifSettings(
        "test",
        10,
        0,
        2,
        List.of(3, 2),
        List.of(2, 2),
        3,
        NifSettings.Kernels.FREE,
        nonlinearity,
        2,
        0.01,
        0.01,
        0.9,
        0.999,
        1e-8,
        1,
        3,
        1,
        1,
        0.1,
        FieldCentre.CENTRE_OF_MASS,
        1);
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
  @EnumSource(NifSettings.Nonlinearity.class)
  void predictionsLossAndAllGradientsAgreeWithPyTorch(NifSettings.Nonlinearity f)
      throws URISyntaxException {
    String name = f == NifSettings.Nonlinearity.RELU ? "relu." : "sigmoid.";
    try (Safetensors file = reference();
        NifNetwork network = new NifNetwork(settings(f), SHAPE, 1, OPTIONS)) {
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
    NifSettings settings = settings(NifSettings.Nonlinearity.RELU);
    NifShape shape = new NifShape(16, 16, List.of(1, 1, 1), List.of(2, 2, 2));
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new NifNetwork(settings, shape, 1, OPTIONS).close());
    assertTrue(e.getMessage().contains("at least 3 numbers"), e.getMessage());
  }

  @Test
  void framesTooSmallForTheirLayersAreRefused() {
    NifSettings settings = settings(NifSettings.Nonlinearity.RELU);
    NifShape shape = new NifShape(4, 9, List.of(1, 1), List.of(2, 2));
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new NifNetwork(settings, shape, 1, OPTIONS).close());
    assertTrue(e.getMessage().contains("9 x 4 px"), e.getMessage());
  }
}
