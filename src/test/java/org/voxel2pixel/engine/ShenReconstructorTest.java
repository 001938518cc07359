// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.Reconstructor;

class ShenReconstructorTest {
  private static final int SIDE = 8;
  private static final String SMALL =
      "imagePx=8 cropPx=8 firstMapPx=4 denseWidths=[16,16,128] generatorFilters=[8,3]"
          + " generatorStrides=[2,1] discriminatorFilters=[4] discriminatorKernels=[3]"
          + " discriminatorStrides=[2] discriminatorCoefficients=[1] comparator=gabor featureWeight=0"
          + " adversarialWeight=0 imageWeight=1e-3 batchSize=8 steps=150 rateHalvings=[] learningRate=5e-3";

  /**
   * Pictures of one grey each; the first input tells how bright, far from 0 and on a large scale.
   */
  private static final class Greys implements ExampleSource {
    @Override
    public int count() {
      return 16;
    }

    @Override
    public int inputLength() {
      return 3;
    }

    @Override
    public int targetLength() {
      return SIDE * SIDE * 3;
    }

    @Override
    public void readInput(int example, float[] inputs, int offset) {
      inputs[offset] = 5000 + 100 * example;
      inputs[offset + 1] = 7; // never varies
      inputs[offset + 2] = example % 2;
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      for (int i = 0; i < targetLength(); i++) targets[offset + i] = example / 15f;
    }
  }

  private static double mean(float[] image) {
    double sum = 0;
    for (float v : image) sum += v;
    return sum / image.length;
  }

  @Test
  void itLearnsFromRawResponsesAndTheSameSeedGivesTheSameImages() {
    float[] dark = {5100, 7, 1};
    float[] bright = {6400, 7, 0};
    ShenReconstructor model = new ShenReconstructor(SMALL, 1);
    try (Reconstructor.Fitted one = model.fit(new Greys(), new int[16], Progress.silent());
        Reconstructor.Fitted again = model.fit(new Greys(), new int[16], Progress.silent())) {
      double contrast = mean(one.reconstruct(bright)) - mean(one.reconstruct(dark));
      assertTrue(contrast > 0.4, "13 / 15 if it were learned perfectly, was " + contrast);
      assertArrayEquals(one.reconstruct(dark), again.reconstruct(dark));
    }
  }

  @Test
  void picturesOfAnotherSizeAndCropsAreRefused() {
    String cropped =
        assertThrows(
                BadInputException.class, () -> new ShenReconstructor("imagePx=64 cropPx=58", 1))
            .getMessage();
    assertTrue(cropped.contains("cropPx"), cropped);
    ShenReconstructor large = new ShenReconstructor(SMALL.replace("=8 cropPx=8", "=7 cropPx=7"), 1);
    String other =
        assertThrows(
                BadInputException.class,
                () -> large.fit(new Greys(), new int[16], Progress.silent()))
            .getMessage();
    assertTrue(other.contains("64 pixels"), other);
  }
}
