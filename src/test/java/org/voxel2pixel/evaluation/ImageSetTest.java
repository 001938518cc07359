// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class ImageSetTest {

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, 255f, Float.NaN, Float.NEGATIVE_INFINITY})
  void refusesValuesOutsideZeroToOneAndNamesTheImage(float value) {
    List<float[]> images = List.of(new float[4], new float[] {0, 1, value, 0});
    BadInputException refused =
        assertThrows(BadInputException.class, () -> new ImageSet(2, 2, 1, images));
    assertTrue(refused.getMessage().startsWith("image 2: "), refused.getMessage());
    assertTrue(refused.getMessage().contains(value + " at value 2"), refused.getMessage());
  }

  @Test
  void clipsOvershootButNotNaNAndLeavesTheOriginalAlone() {
    float[] raw = {-0.5f, 0.25f, 1.5f, Float.POSITIVE_INFINITY};
    float[] inside = {0, 0.25f, 0.75f, 1};
    ImageSet clipped = ImageSet.clipped(2, 2, 1, List.of(raw, inside));
    assertArrayEquals(new float[] {0, 0.25f, 1, 1}, clipped.image(0));
    assertSame(inside, clipped.image(1));
    assertEquals(-0.5f, raw[0]);
    List<float[]> undefined = List.of(new float[] {0, 2, Float.NaN, 0});
    assertThrows(BadInputException.class, () -> ImageSet.clipped(2, 2, 1, undefined));
  }

  @Test
  void refusesNoImagesAndPixelsThatDoNotFillTheStatedSize() {
    assertThrows(BadInputException.class, () -> new ImageSet(2, 2, 1, List.of()));
    List<float[]> short3 = List.of(new float[3]);
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(2, 2, 1, short3));
    List<float[]> two = List.of(new float[8]);
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(2, 2, 2, two));
  }
}
