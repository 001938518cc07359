// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.Variable;

class Brain2PixNetworksTest {

  @Test
  void theReleasedGeneratorHas16672451Parameters() {
    try (NetworkGraph graph = new NetworkGraph()) {
      generator(graph, Brain2PixSettings.released(), new ImageShape(96, 96, 15));
      assertEquals(16_672_451, parameters(graph, Generator.GROUP));
    }
  }

  @Test
  void theReleasedDiscriminatorHas2777409ParametersAndGives6By6Logits() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> pair = graph.placeholder("pair", 8, 96, 96, 18);
      Scope scope = Scope.of(graph, Discriminator.GROUP, Mode.TRAINING);
      Operand<TFloat32> logits = Discriminator.build(scope, Brain2PixSettings.released(), pair);
      assertArrayEquals(new long[] {8, 6, 6, 1}, logits.shape().asArray());
      assertEquals(2_777_409, parameters(graph, Discriminator.GROUP));
    }
  }

  @ParameterizedTest
  @CsvSource({"48, 48", "28, 28", "50, 37", "16, 16"})
  void theGeneratorGivesImagesOfTheSizeOfItsInput(int height, int width) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> image =
          generator(graph, Brain2PixSettings.quick(), new ImageShape(height, width, 2));
      assertArrayEquals(new long[] {4, height, width, 3}, image.shape().asArray());
    }
  }

  private static Operand<TFloat32> generator(
      NetworkGraph graph, Brain2PixSettings settings, ImageShape shape) {
    Operand<TFloat32> rfs =
        graph.placeholder("rfs", 4, shape.heightPx(), shape.widthPx(), shape.rfsChannels());
    Scope scope = Scope.of(graph, Generator.GROUP, Mode.TRAINING);
    return Generator.build(scope, settings, shape, rfs);
  }

  private static long parameters(NetworkGraph graph, String group) {
    return graph.variables().trainable(group).stream().mapToLong(Variable::elementCount).sum();
  }
}
