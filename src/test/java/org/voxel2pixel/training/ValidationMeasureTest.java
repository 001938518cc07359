// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.evaluation.PixelCorrelation;

class ValidationMeasureTest {

  private static List<Long> points(double everyEpochs, int count, int batch, long steps) {
    ValidationPoints points = new ValidationPoints(everyEpochs, count, batch, steps);
    return LongStream.rangeClosed(0, steps).filter(points::at).boxed().toList();
  }

  @Test
  void theLastStepOfWholeEpochsIsMeasured() {
    // 5 epochs of 360 examples, 16 a step: floor(5 * 22.5) = 112 steps
    assertEquals(List.of(22L, 45L, 67L, 90L, 112L), points(1, 360, 16, 112));
    assertEquals(List.of(11L, 22L, 33L, 45L), points(0.5, 360, 16, 45));
    assertEquals(List.of(45L, 90L), points(2, 360, 16, 112));
    assertEquals(List.of(1L, 2L, 3L), points(0.1, 10, 2, 3), "twice a step is every step");
    // 0.1 has no binary fraction: 0.1 * 240 / 8 = 3.0000000000000004
    assertEquals(List.of(3L, 6L, 9L), points(0.1, 240, 8, 9));
  }

  @Test
  void aTrainingThatEndsBeforeItsFirstMeasurementIsRefused() {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> new ValidationPoints(2, 360, 16, 22));
    assertTrue(refused.getMessage().contains("validateevery"), refused.getMessage());
    assertTrue(refused.getMessage().contains("22 steps"), refused.getMessage());
  }

  @Test
  void theMeasuresAreThoseOfTheEvaluationAndOfTheirDefinition() {
    Random random = new Random(3);
    int length = 30;
    int count = 5;
    float[] images = new float[length * count];
    float[][] targets = new float[count][length];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
      targets[i / length][i % length] = random.nextFloat();
    }
    java.util.Arrays.fill(images, 2 * length, 3 * length, 0.25f); // of which r is not defined
    ValidationScore.Sums sums = new ValidationScore.Sums(length);
    double r = 0;
    double mse = 0;
    for (int n = 0; n < count; n++) {
      sums.add(images, n * length, targets[n]);
      float[] image = java.util.Arrays.copyOfRange(images, n * length, (n + 1) * length);
      if (n != 2) r += PixelCorrelation.of(image, targets[n]) / (count - 1);
      for (int i = 0; i < length; i++) {
        mse += Math.pow(image[i] - targets[n][i], 2) / (count * length);
      }
    }
    ValidationScore score = sums.score();
    assertEquals(r, score.correlation(), 1e-12);
    assertEquals(mse, score.mse(), 1e-12);
    double variances = 0;
    for (int i = 0; i < length; i++) {
      double mean = 0;
      for (int n = 0; n < count; n++) mean += images[n * length + i] / (double) count;
      for (int n = 0; n < count; n++) {
        variances += Math.pow(images[n * length + i] - mean, 2) / count / length;
      }
    }
    assertEquals(Math.sqrt(variances), score.spread().ofOutputs(), 1e-7);
  }

  @Test
  void oneImageForAllIsConstantUnlessTheTargetsAreOneImageToo() {
    assertTrue(new Spread(0.0005, 0.2).isConstant());
    assertEquals(false, new Spread(0.01, 0.2).isConstant());
    assertEquals(false, new Spread(0, 0).isConstant());
  }
}
