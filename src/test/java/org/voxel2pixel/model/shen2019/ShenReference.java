// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.weights.Safetensors;

/**
 * What src/test/python/shen2019_step.py made with PyTorch, and the settings that it made it with.
 */
final class ShenReference implements AutoCloseable {
  static final int VOXELS = 20;
  static final int BATCH = 3;
  static final int STEPS = 7;

  private final Safetensors tensors;

  ShenReference() {
    try {
      tensors =
          Safetensors.open(
              Path.of(ShenReference.class.getResource("step_oracle.safetensors").toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static ShenSettings settings(BalanceRule rule) {
    return SettingsJson.override(
        ShenSettings.named("released"),
        SettingsJson.parsePairs(
            "imagePx=30 cropPx=27 denseWidths=[12,10,80] generatorFilters=[6,8,5,3]"
                + " generatorStrides=[2,1,2,2] discriminatorFilters=[4,5,6,6]"
                + " discriminatorKernels=[5,3,3,3] discriminatorStrides=[2,1,2,1]"
                + " discriminatorCoefficients=[1,1,1,1] discriminatorWidth=7 dropoutRate=0"
                + " imageWeight=2e-4 featureWeight=10 adversarialWeight=20"
                + " discriminatorWeight=80 weightDecay=4e-2 learningRate=5e-3 rateHalvings=[2]"
                + " comparator=gabor:scale0/energy,scale1/energy"
                + " batchSize=3 balance="
                + rule
                + " balanceThresholds="
                + (rule == BalanceRule.PAPER ? "[1.65]" : "[1.55,1.6,2.3]")));
  }

  float[] values(String name) {
    return tensors.read(tensors.tensors().get(name));
  }

  /** Those of one step, where the first dimension is the steps. */
  float[] values(String name, int step) {
    float[] all = values(name);
    int length = all.length / STEPS;
    return Arrays.copyOfRange(all, step * length, (step + 1) * length);
  }

  /** Gives the variables of a group their initial weights. */
  void assign(NetworkGraph graph, NetworkSession session, String group) {
    for (Variable variable : graph.variables().trainable(group)) {
      session.assign(variable, values(variable.name()));
    }
  }

  /** Each number within a share of the largest. */
  static void assertClose(String what, float[] expected, float[] actual, double share) {
    assertEquals(expected.length, actual.length, what);
    double largest = 0;
    for (float value : expected) largest = Math.max(largest, Math.abs(value));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], share * largest, what + " at " + i);
    }
  }

  @Override
  public void close() {
    tensors.close();
  }
}
