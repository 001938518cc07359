// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a file that SciPy wrote (dataset_npy_fixtures.py). */
class MatFileTest {
  private final MatFile file = MatFile.open(resource("v5.mat"));

  @Test
  void aMatrixThatIsNotSquareKeepsItsRowsAndColumns() {
    NumericArray betas = file.array("betas");
    assertArrayEquals(new int[] {3, 4}, betas.shape());
    assertArrayEquals(new float[] {1.5f, 2, 3, 4}, betas.row(0));
    assertArrayEquals(new float[] {9, 10, 11, -12}, betas.row(2));
  }

  @Test
  void threeDimensionsOfUnsignedBytes() {
    NumericArray images = file.array("images");
    assertArrayEquals(new int[] {2, 3, 4}, images.shape());
    for (int n = 0; n < 24; n++) assertEquals(n * 10, images.values()[n]);
  }

  @Test
  void listsItsVariablesAndRefusesWhatIsNotNumeric() {
    assertTrue(file.names().containsAll(java.util.List.of("betas", "images", "labels", "names")));
    assertRefused(
        () -> file.array("Betas"), "v5.mat", "betas [3, 4] double", "images [2, 3, 4] uint8");
    assertRefused(() -> file.array("sparse"), "variable sparse", "sparse matrix", "full(sparse)");
    assertRefused(() -> file.array("complex"), "complex numbers");
    assertRefused(() -> file.array("names"), "a cell array", "such as betas [3, 4] double");
    assertRefused(() -> file.array("text"), "found text");
  }

  @Test
  void refusesWhatIsNoVersion5(@TempDir Path folder) {
    assertRefused(() -> MatFile.open(resource("arrays/v73.mat")), "MATLAB 5.0", "'-v7'");
    assertRefused(() -> MatFile.open(resource("arrays/v4.mat")), "MATLAB 5.0", "'-v7'");
    assertRefused(() -> MatFile.open(folder.resolve("none.mat")), "none.mat");
  }

  @Test
  void aDamagedCompressedVariableIsFoundByItsChecksum(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(resource("v5.mat"));
    Path damaged = folder.resolve("damaged.mat");
    int firstStream = 128 + 8; // after the header and the first element's tag
    int streamLength = whole[132] & 0xff | (whole[133] & 0xff) << 8;
    for (int at = firstStream + 2; at < firstStream + streamLength; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 4;
      Files.write(damaged, bytes);
      assertRefused(() -> MatFile.open(damaged), "damaged.mat");
    }
  }

  @Test
  void refusesATruncatedFile(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(resource("v5.mat"));
    Path cut = folder.resolve("cut.mat");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 60));
    assertRefused(() -> MatFile.open(cut).array("text"), "cut.mat");
  }
}
