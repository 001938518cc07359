// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

class IdentificationTest {

  private static IdentificationResult ofVectors(TieRule ties) {
    return Identification.ofVectors(
        Oracle.presentedVectors(), Oracle.reconstructedVectors(), ties, Progress.silent());
  }

  private static List<float[]> randomImages(int count, long seed) {
    Random random = new Random(seed);
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[8 * 6 * 3];
      for (int v = 0; v < image.length; v++) image[v] = random.nextFloat();
      images.add(image);
    }
    return images;
  }

  private static ImageSet set(List<float[]> images) {
    return new ImageSet(8, 6, 3, images);
  }

  @Test
  void equalsADecisionInWholeNumbersWithTiesAndConstantImages() {
    IdentificationResult strict = ofVectors(TieRule.WRONG);
    double[] expected = new double[Oracle.VECTOR_COUNT];
    for (int i = 0; i < expected.length; i++) expected[i] = Oracle.expected("identified_" + i);
    assertArrayEquals(expected, strict.accuracyOfReconstruction(), 1e-15);
    assertEquals(Oracle.expected("identification_strict"), strict.accuracy(), 1e-14);
    assertEquals(Oracle.expected("identification_ties"), strict.tieCount());
    assertEquals(Oracle.expected("identification_undefined"), strict.undefinedCount());
  }

  @Test
  void aTieCountsHalfIfAskedFor() {
    assertEquals(Oracle.expected("identification_half"), ofVectors(TieRule.HALF).accuracy(), 1e-14);
  }

  @Test
  void ofIdenticalSetsIsPerfect() {
    ImageSet images = set(randomImages(23, 1));
    IdentificationResult result = Identification.pixelwise(images, images);
    assertEquals(1, result.accuracy());
    assertEquals(0, result.tieCount());
  }

  @Test
  void ofPermutedSetsIsAtChance() {
    List<float[]> images = randomImages(120, 2);
    List<float[]> permuted = new ArrayList<>(images);
    Collections.shuffle(permuted, new Random(3));
    // 120 reconstructions, each fraction nearly uniform on 0..1: standard error 0.29 / sqrt(120)
    assertEquals(0.5, Identification.pixelwise(set(images), set(permuted)).accuracy(), 0.08);
  }

  @Test
  void ofOneGuessForAllIsExactlyOneHalf() {
    List<float[]> guesses = Collections.nCopies(31, randomImages(1, 4).get(0));
    ImageSet presented = set(randomImages(31, 5));
    assertEquals(0.5, Identification.pixelwise(presented, set(guesses)).accuracy(), 1e-12);
  }

  @Test
  void ofDuplicatesTiesWhereverTheyStand() {
    List<float[]> images = randomImages(9, 6);
    for (int copy = 1; copy < 9; copy++) {
      List<float[]> presented = new ArrayList<>(images);
      presented.set(copy, images.get(0).clone());
      IdentificationResult result =
          Identification.pixelwise(set(presented), set(randomImages(9, 7)));
      assertEquals(2, result.tieCount(), "copy at " + copy);
    }
  }

  @Test
  void ofBlankReconstructionsIsUndefined() {
    List<float[]> blanks = Collections.nCopies(5, new float[8 * 6 * 3]);
    IdentificationResult result = Identification.pixelwise(set(randomImages(5, 8)), set(blanks));
    assertEquals(Double.NaN, result.accuracy());
    assertEquals(5 * 4, result.undefinedCount());
  }

  @Test
  void refusesASingleImageAndSetsThatDoNotPairUp() {
    ImageSet one = set(randomImages(1, 9));
    ImageSet two = set(randomImages(2, 9));
    ImageSet twoTurned = new ImageSet(6, 8, 3, randomImages(2, 9));
    assertThrows(BadInputException.class, () -> Identification.pixelwise(one, one));
    assertThrows(BadInputException.class, () -> Identification.pixelwise(two, one));
    assertThrows(BadInputException.class, () -> Identification.pixelwise(two, twoTurned));
  }
}
