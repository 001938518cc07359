// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

/**
 * Damaged files are read cleanly or refused; nothing else happens to them. A thorough run ({@code
 * -Pthorough}) tries many more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WeightsFuzzTest {
  private static final boolean THOROUGH = Boolean.getBoolean("voxel2pixel.thorough");
  private static final int CUTS = THOROUGH ? Integer.MAX_VALUE : 150;
  private static final int FLIPS = THOROUGH ? 5_000 : 250;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new.caffemodel",
        "v0.caffemodel",
        "v1.caffemodel",
        "c3d.caffemodel",
        "tiny.safetensors",
        "tiny.npz",
        "packed.npz",
        "keras1.h5",
        "keras2.h5",
        "keras3.weights.h5",
        "checkpoint/model.ckpt-3.index"
      })
  void damagedFilesAreReadOrRefused(String fixture) throws IOException {
    byte[] whole = TinyNetwork.read(TinyNetwork.fixture(fixture));
    Path file = folder.resolve("weights.index");
    if (fixture.endsWith(".index")) {
      Files.copy(
          TinyNetwork.fixture(fixture.replace(".index", ".data-00000-of-00001")),
          folder.resolve("weights.data-00000-of-00001"));
    }
    assertTrue(readsAll(Files.write(file, whole)), "the whole file is read");
    int step = Math.max(1, whole.length / CUTS);
    for (int length = 0; length < whole.length; length += step) {
      tryIt(Files.write(file, Arrays.copyOf(whole, length)), "cut to " + length);
    }
    Random random = new Random(20150413);
    for (int n = 0; n < FLIPS; n++) {
      byte[] damaged = whole.clone();
      int flips = 1 + random.nextInt(3);
      StringBuilder where = new StringBuilder("bits flipped in bytes");
      for (int i = 0; i < flips; i++) {
        int at = random.nextInt(n % 2 == 0 ? Math.min(600, whole.length) : whole.length);
        int bits = random.nextInt(4) == 0 ? 0xff : 1 << random.nextInt(8);
        damaged[at] ^= (byte) bits;
        where.append(' ').append(at).append('^').append(bits);
      }
      tryIt(Files.write(file, damaged), where.toString());
    }
  }

  private static void tryIt(Path file, String damage) {
    try {
      readsAll(file);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(damage, e);
    }
  }

  private static boolean readsAll(Path file) {
    try (WeightsFile weights = WeightsFile.open(file)) {
      for (StoredTensor tensor : weights.tensors()) {
        float[] values = weights.read(tensor.name());
        assertEquals(tensor.elementCount(), values.length, tensor::toString);
      }
      return true;
    } catch (BadInputException refused) {
      assertTrue(refused.getMessage().length() < 2000, refused::getMessage);
      return false;
    }
  }
}
