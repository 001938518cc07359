// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.model.shen2019.ShenReference.BATCH;
import static org.voxel2pixel.model.shen2019.ShenReference.STEPS;
import static org.voxel2pixel.model.shen2019.ShenReference.VOXELS;
import static org.voxel2pixel.model.shen2019.ShenReference.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Variable;

/** Layers, gradients and whole steps against PyTorch in double, on a network of the same layers. */
class ShenOracleTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final double BETA1 = 0.9;

  @Test
  void eachLayerOfTheGeneratorEqualsTorchs() {
    try (ShenReference reference = new ShenReference();
        NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> voxels = graph.placeholder("voxels", BATCH, VOXELS);
      Scope scope = Scope.of(graph, ShenGenerator.GROUP, Mode.TRAINING);
      Map<String, Operand<TFloat32>> layers =
          ShenGenerator.layers(scope, ShenReference.settings(BalanceRule.PAPER), voxels);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        reference.assign(graph, session, ShenGenerator.GROUP);
        Step step = session.step().feed(voxels, reference.values("voxels", 0), BATCH, VOXELS);
        requireLayers(reference, layers, step);
      }
    }
  }

  @Test
  void eachLayerOfTheDiscriminatorEqualsTorchs() {
    try (ShenReference reference = new ShenReference();
        NetworkGraph graph = new NetworkGraph()) {
      ShenSettings settings = ShenReference.settings(BalanceRule.PAPER);
      int px = settings.cropPx();
      Operand<TFloat32> rgb = graph.placeholder("rgb", BATCH, px, px, 3);
      Scope scope = Scope.of(graph, ShenDiscriminator.GROUP, Mode.TRAINING);
      Map<String, Operand<TFloat32>> layers =
          ShenDiscriminator.layers(
              scope,
              settings,
              new ImageSpace(settings.meanBgr()).ofRgb(scope, rgb),
              "real",
              graph.intPlaceholder("seed", 2));
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        reference.assign(graph, session, ShenDiscriminator.GROUP);
        float[] crops = crops(reference, settings, 0);
        requireLayers(reference, layers, session.step().feed(rgb, crops, BATCH, px, px, 3));
      }
    }
  }

  private static void requireLayers(
      ShenReference reference, Map<String, Operand<TFloat32>> layers, Step step) {
    layers.values().forEach(step::fetch);
    float[][] actual = step.run();
    List<String> names = new ArrayList<>(layers.keySet());
    for (int i = 0; i < actual.length; i++) {
      assertClose(names.get(i), reference.values("layer." + names.get(i)), actual[i], 1e-5);
    }
  }

  /** Cut out by hand, so that the graph's own crops are tested by the steps below. */
  private static float[] crops(ShenReference reference, ShenSettings settings, int step) {
    float[] frames = reference.values("frames", step);
    float[] offsets = reference.values("offsets", step);
    int image = settings.imagePx();
    int crop = settings.cropPx();
    float[] crops = new float[BATCH * crop * crop * 3];
    int to = 0;
    for (int b = 0; b < BATCH; b++) {
      for (int y = 0; y < crop; y++) {
        int row = (b * image + (int) offsets[2 * b] + y) * image + (int) offsets[2 * b + 1];
        for (int n = 0; n < crop * 3; n++) crops[to++] = frames[row * 3 + n];
      }
    }
    return crops;
  }

  /** After one update from zero Adam's first moment is (1 - beta1) times the gradient. */
  @Test
  void theGradientsOfBothNetworksEqualTorchs() {
    try (ShenReference reference = new ShenReference();
        ShenTraining training = training(reference, BalanceRule.RELEASED)) {
      step(training, reference, 0);
      for (String group : List.of(ShenGenerator.GROUP, ShenDiscriminator.GROUP)) {
        String adam = group.equals(ShenGenerator.GROUP) ? "adam.g." : "adam.d.";
        for (Variable variable : training.graph().variables().trainable(group)) {
          String slot = adam + variable.name() + ".m";
          float[] m =
              training.session().read(training.graph().variables().find(slot).orElseThrow());
          for (int i = 0; i < m.length; i++) m[i] /= (float) (1 - BETA1);
          assertClose(slot, reference.values("gradient." + variable.name()), m, 1e-4);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BalanceRule.class)
  void lossesSwitchesAndWeightsOfSevenStepsEqualTorchs(BalanceRule rule) {
    try (ShenReference reference = new ShenReference();
        ShenTraining training = training(reference, rule)) {
      for (int step = 0; step < STEPS; step++) {
        float[] losses = step(training, reference, step);
        float[] expected = reference.values("losses." + rule, step);
        for (int i = 0; i < expected.length; i++) {
          String what = training.lossNames().get(i) + " of step " + step;
          assertEquals(expected[i], losses[i], 1e-4 * expected[i], what);
        }
      }
      for (String group : List.of(ShenGenerator.GROUP, ShenDiscriminator.GROUP)) {
        for (Variable variable : training.graph().variables().trainable(group)) {
          float[] expected = reference.values("after." + rule + "." + variable.name());
          assertClose(variable.name(), expected, training.session().read(variable), 1e-4);
        }
      }
    }
  }

  private static ShenTraining training(ShenReference reference, BalanceRule rule) {
    ShenTraining training = new ShenTraining(ShenReference.settings(rule), VOXELS, 1, OPTIONS);
    reference.assign(training.graph(), training.session(), ShenGenerator.GROUP);
    reference.assign(training.graph(), training.session(), ShenDiscriminator.GROUP);
    return training;
  }

  private static float[] step(ShenTraining training, ShenReference reference, int step) {
    float[] offsets = reference.values("offsets", step);
    int[] whole = new int[offsets.length];
    for (int i = 0; i < whole.length; i++) whole[i] = (int) offsets[i];
    Batch batch = new Batch(reference.values("voxels", step), reference.values("frames", step));
    return training.step(batch, step, whole);
  }
}
