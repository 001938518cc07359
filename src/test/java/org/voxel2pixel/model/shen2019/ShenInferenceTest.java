// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.model.shen2019.ShenReference.BATCH;
import static org.voxel2pixel.model.shen2019.ShenReference.VOXELS;
import static org.voxel2pixel.model.shen2019.ShenReference.assertClose;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.nn.graph.SavedNetwork;
import org.voxel2pixel.nn.graph.SessionOptions;

class ShenInferenceTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final ShenSettings SETTINGS = ShenReference.settings(BalanceRule.RELEASED);
  private static final double[] MEAN_BGR = {104, 117, 123};

  @TempDir private static Path folder;

  private static float[] voxels;
  private static float[] images;

  @BeforeAll
  static void reconstruct() {
    try (ShenReference reference = new ShenReference();
        ShenTraining training = new ShenTraining(SETTINGS, VOXELS, 1, OPTIONS);
        ShenInference inference = new ShenInference(SETTINGS, VOXELS, OPTIONS)) {
      reference.assign(training.graph(), training.session(), ShenGenerator.GROUP);
      inference.copyFrom(training);
      voxels = reference.values("voxels", 0);
      images = inference.reconstruct(voxels, BATCH);
      inference.export(folder.resolve("model"));
    }
  }

  @Test
  void aReconstructionIsTorchsImagePlusTheMeanAsRgbOver255() {
    try (ShenReference reference = new ShenReference()) {
      float[] bgr = reference.values("layer.crop");
      float[] expected = new float[bgr.length];
      for (int p = 0; p < bgr.length / 3; p++) {
        for (int c = 0; c < 3; c++) {
          expected[3 * p + 2 - c] = (float) ((bgr[3 * p + c] + MEAN_BGR[c]) / 255);
        }
      }
      assertClose("image", expected, images, 1e-6);
    }
  }

  @Test
  void nothingIsClipped() {
    float[] strong = voxels.clone();
    for (int i = 0; i < strong.length; i++) strong[i] *= 1e4f;
    float[] values;
    try (SavedNetwork model = SavedNetwork.open(folder.resolve("model"), OPTIONS)) {
      values = model.run(strong, BATCH, VOXELS);
    }
    Arrays.sort(values);
    assertTrue(values[0] < -1 && values[values.length - 1] > 2, "from " + values[0]);
  }

  @Test
  void theSavedModelGivesTheSameBitsForAnyNumberOfImages() {
    try (SavedNetwork model = SavedNetwork.open(folder.resolve("model"), OPTIONS)) {
      assertArrayEquals(new long[] {-1, VOXELS}, model.inputDims());
      assertArrayEquals(new long[] {-1, 27, 27, 3}, model.outputDims());
      assertArrayEquals(images, model.run(voxels, BATCH, VOXELS));
      float[] first = model.run(Arrays.copyOf(voxels, VOXELS), 1, VOXELS);
      assertClose("one image", Arrays.copyOf(images, first.length), first, 1e-6);
    }
  }
}
