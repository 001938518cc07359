// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Features of many images: batches do not matter, every image comes once, cancelling stops. */
class FeatureExtractorTest {
  private static final int PX = 24;
  private static final int COUNT = 5;
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  @TempDir Path folder;

  private static float[] image(int index) {
    float[] values = new float[PX * PX * 3];
    for (int i = 0; i < values.length; i++) values[i] = (float) (Formula.value(index, i) + 0.5);
    return values;
  }

  private FeatureExtractor alexNet() {
    Path file = WrittenWeights.alexNetConv1(folder.resolve("a.safetensors"), 0);
    Comparator comparator =
        Comparator.named("alexnet:conv1,pool1", file.toString(), Progress.silent());
    return FeatureExtractor.ofImages(comparator, PX, PX, OPTIONS);
  }

  private static Map<String, float[]> extracted(FeatureExtractor extractor, int atOnce) {
    Map<String, float[]> features = new TreeMap<>();
    extractor.extract(
        FeatureExtractorTest::image,
        COUNT,
        atOnce,
        (index, layer, values) -> {
          String key = index + " " + extractor.layers().get(layer);
          assertEquals(null, features.put(key, values), key + " comes once");
        },
        Progress.silent());
    return features;
  }

  @Test
  void batchesDoNotMatter() {
    try (FeatureExtractor extractor = alexNet()) {
      assertEquals(List.of("conv1", "pool1"), extractor.layers());
      assertArrayEquals(new long[] {55, 55, 64}, extractor.dims(0));
      assertArrayEquals(new long[] {27, 27, 64}, extractor.dims(1));
      Map<String, float[]> byTwo = extracted(extractor, 2);
      assertEquals(2 * COUNT, byTwo.size());
      for (int index = 0; index < COUNT; index++) {
        float[][] alone = extractor.features(image(index), 1);
        assertArrayEquals(alone[0], byTwo.get(index + " conv1"), 1e-4f);
        assertArrayEquals(alone[1], byTwo.get(index + " pool1"), 1e-4f);
      }
      assertEquals(byTwo.keySet(), extracted(extractor, 100).keySet());
      assertNotEquals(byTwo.get("0 pool1")[5], byTwo.get("1 pool1")[5]);
    }
  }

  @Test
  void theEmbeddedBankHasFeaturesToo() {
    try (FeatureExtractor extractor =
        FeatureExtractor.ofImages(Comparator.named("gabor"), PX, PX, OPTIONS)) {
      float[][] features = extractor.features(image(0), 1);
      assertEquals(extractor.layers().size(), features.length);
      for (int layer = 0; layer < features.length; layer++) {
        long length = Arrays.stream(extractor.dims(layer)).reduce(1, (a, b) -> a * b);
        assertEquals(length, features[layer].length);
      }
    }
  }

  @Test
  void progressReachesItsTotalAndCancellingStops() {
    List<Long> reported = new ArrayList<>();
    Progress twoRuns =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            assertTrue(stage.contains("alexnet"), stage);
            assertEquals(COUNT, total);
            reported.add(done);
          }

          @Override
          public boolean isCancelled() {
            return reported.size() >= 2;
          }
        };
    List<Integer> seen = new ArrayList<>();
    try (FeatureExtractor extractor = alexNet()) {
      assertThrows(
          CancelledException.class,
          () ->
              extractor.extract(
                  FeatureExtractorTest::image, COUNT, 2, (i, l, f) -> seen.add(i), twoRuns));
    }
    assertEquals(List.of(0L, 2L), reported);
    assertEquals(List.of(0, 1, 0, 1, 2, 3, 2, 3), seen);
  }

  @Test
  void imagesOfAnotherSizeAndTooSmallOnesAreRefused() {
    try (FeatureExtractor extractor = alexNet()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> extractor.extract(i -> new float[7], 1, 1, (i, l, f) -> {}, Progress.silent()));
      assertThrows(IllegalArgumentException.class, () -> extractor.features(image(0), 2));
    }
    assertThrows(
        BadInputException.class,
        () -> FeatureExtractor.ofImages(Comparator.named("gabor"), 5, 40, OPTIONS));
  }
}
