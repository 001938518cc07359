// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * A plain image of one colour gives each filter of CaffeNet's first layer its bias plus, for each
 * colour, the sum of its weights times 255 v - mean, in the order blue, green, red.
 */
class ColourOrderTest {
  private static final int PX = 227;
  private static final int FILTERS = 96;
  private static final double[] MEAN_BGR = {104, 117, 123};

  @TempDir Path folder;

  @Test
  void aRedImageGivesTheActivationThatItsWeightsSay() {
    requireActivation(new float[] {1, 0, 0}, new double[] {0, 0, 1});
  }

  @Test
  void anOrangeImageGivesTheActivationThatItsWeightsSay() {
    requireActivation(new float[] {1, 0.5f, 0.25f}, new double[] {0.25, 0.5, 1});
  }

  private void requireActivation(float[] rgb, double[] bgr) {
    float[] kernel = Formula.values(0, 11 * 11 * 3 * FILTERS, 0.1); // [y][x][colour][filter]
    float[] bias = Formula.bias(1, FILTERS);
    Path file = WrittenWeights.caffeNetConv1(folder.resolve("caffenet"), kernel, bias);
    Comparator comparator = Comparator.named("caffenet:conv1", file.toString(), Progress.silent());
    float[] image = new float[PX * PX * 3];
    for (int i = 0; i < image.length; i++) image[i] = rgb[i % 3];
    try (FeatureExtractor extractor =
        FeatureExtractor.ofImages(comparator, PX, PX, new SessionOptions(2, 1))) {
      float[] found = extractor.features(image, 1)[0];
      for (int filter = 0; filter < FILTERS; filter++) {
        double expected = bias[filter];
        for (int i = 0; i < 11 * 11 * 3; i++) {
          expected += kernel[i * FILTERS + filter] * (255 * bgr[i % 3] - MEAN_BGR[i % 3]);
        }
        assertEquals(expected, found[filter], 1e-3, "first place, filter " + filter);
        int last = found.length - FILTERS + filter;
        assertEquals(expected, found[last], 1e-3, "last place, filter " + filter);
      }
    }
  }
}
