// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;

/**
 * Four whole training steps equal PyTorch's: U-Net, PatchGAN, comparator, losses, both Adams and
 * the order of the updates. The numbers come from src/test/python/brain2pix_step.py.
 */
class Brain2PixOracleTest {
  private static final int BATCH = 2;
  private static final int SIZE = 20;
  private static final int CHANNELS = 2;

  @Test
  void lossesAndWeightsOfFourStepsEqualTorch() throws IOException {
    List<String> oracle = oracle();
    ImageShape shape = new ImageShape(SIZE, SIZE, CHANNELS);
    try (Brain2PixTraining training =
        new Brain2PixTraining(settings(), shape, 4, 1, new SessionOptions(2, 1))) {
      setWeights(training, Generator.GROUP, 1);
      setWeights(training, Discriminator.GROUP, 50);
      for (int step = 0; step < 4; step++) {
        float[] x = formula(100 + step, BATCH * shape.rfsLength());
        float[] y = formula(200 + step, BATCH * shape.imageLength());
        for (int i = 0; i < y.length; i++) y[i] = 0.5f + 0.5f * y[i];
        float[] losses = training.step(new Batch(x, y), step);
        String[] expected = oracle.get(1 + step).split("\t");
        for (int i = 0; i < losses.length; i++) {
          double value = Double.parseDouble(expected[1 + i]);
          assertEquals(value, losses[i], 2e-5 * value, training.lossNames().get(i) + " " + step);
        }
      }
      requireSums(training, Generator.GROUP, oracle.get(5));
      requireSums(training, Discriminator.GROUP, oracle.get(6));
    }
  }

  private static Brain2PixSettings settings() {
    return SettingsJson.override(
        Brain2PixSettings.quick(),
        SettingsJson.parsePairs(
            "generatorFilters=[4,6] discriminatorFilters=[4,6] adversarialWeight=0.5"
                + " pixelWeight=1 featureWeight=2 learningRate=0.001 batchSize=2"
                + " decayFrom=1"));
  }

  private static void setWeights(Brain2PixTraining training, String group, int offset) {
    int k = offset;
    for (Variable variable : training.graph().variables().trainable(group)) {
      float[] values = formula(k++, Math.toIntExact(variable.elementCount()));
      boolean gamma = variable.name().endsWith("gamma");
      for (int i = 0; i < values.length; i++) values[i] = 0.2f * values[i] + (gamma ? 1 : 0);
      training.session().assign(variable, values);
    }
  }

  /** Adam moves each weight by about the learning rate a step; the sums must agree far below. */
  private static void requireSums(Brain2PixTraining training, String group, String line) {
    double sum = 0;
    double squares = 0;
    for (Variable variable : training.graph().variables().trainable(group)) {
      for (float w : training.session().read(variable)) {
        sum += w;
        squares += (double) w * w;
      }
    }
    String[] expected = line.split("\t");
    assertEquals(Double.parseDouble(expected[1]), sum, 2e-3, group + " sum of weights");
    assertEquals(Double.parseDouble(expected[2]), squares, 2e-3, group + " sum of squares");
  }

  private static float[] formula(int k, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) Math.sin(0.37 * i + k);
    return values;
  }

  private static List<String> oracle() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Brain2PixOracleTest.class.getResourceAsStream("step_oracle.tsv"),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
