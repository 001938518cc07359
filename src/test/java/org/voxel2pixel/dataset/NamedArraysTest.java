// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** Sources are told apart by what is in them. */
class NamedArraysTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "c_f4.npy, NpyArray",
    "v5.mat, MatFile",
    "arrays/v73.mat, Mat73File",
    "arrays/old.h5, Hdf5File",
    "arrays/userblock.h5, Hdf5File",
    "arrays/zip64.npz, NpzFile",
    "arrays/table.csv, DelimitedMatrix"
  })
  void theContentDecidesAndNotTheName(String name, String kind) throws IOException {
    Path renamed = temporary.resolve("renamed.xyz");
    Files.copy(resource(name), renamed);
    try (NamedArrays arrays = NamedArrays.open(renamed)) {
      assertEquals(kind, arrays.getClass().getSimpleName());
      assertEquals(Set.of("renamed.xyz"), arrays.hashes().keySet());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "trials, respTrn",
    "c_f4.npy, c_f4",
    "v5.mat, betas",
    "arrays/v73.mat, betas",
    "arrays/old.h5, chunks/all",
    "arrays/zip64.npz, betas"
  })
  void readingStopsWhenItIsToBeCancelled(String source, String name) {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            throw new IllegalStateException("went on with " + stage);
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    try (NamedArrays arrays = NamedArrays.open(resource(source))) {
      assertThrows(CancelledException.class, () -> arrays.array(name, cancelled));
    }
  }

  @Test
  void whatIsNoSourceIsRefusedWithItsKind() throws IOException {
    assertRefused(
        () -> NamedArrays.open(resource("arrays/v4.mat")), "v4.mat", "MATLAB v4", "'-v7'");
    assertRefused(() -> NamedArrays.open(resource("v73_head.mat")), "v73_head.mat");
    Path file = temporary.resolve("x");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertRefused(() -> NamedArrays.open(file), "gzip", "unpack it");
    Files.write(file, new byte[200]);
    assertRefused(() -> NamedArrays.open(file), "other first bytes");
    Files.write(file, new byte[0]);
    assertRefused(() -> NamedArrays.open(file), "an empty file");
    assertRefused(() -> NamedArrays.open(temporary.resolve("none")), "none", "nothing");
  }

  @Test
  void aSingleNpyIsASourceOfOneArray() {
    try (NamedArrays arrays = NamedArrays.open(resource("c_f4.npy"))) {
      assertEquals(List.of("c_f4"), arrays.names());
      assertArrayEquals(new int[] {3, 4}, arrays.array("c_f4").shape());
      assertRefused(() -> arrays.array("x"), "an array x", "c_f4 [3, 4] float32");
    }
  }

  @Test
  void aFolderHasItsArraysByTheirStems() throws IOException {
    Files.copy(resource("c_f4.npy"), temporary.resolve("betas.npy"));
    Files.writeString(temporary.resolve("area.TSV"), "1\n2\n2\n1\n");
    Files.writeString(temporary.resolve("run10.csv"), "1,2\n");
    Files.writeString(temporary.resolve("run2.csv"), "1,2,3\n");
    Files.writeString(temporary.resolve("README.txt"), "not an array");
    Files.writeString(temporary.resolve("._betas.npy"), "what macOS leaves");
    try (NamedArrays arrays = NamedArrays.open(temporary)) {
      assertInstanceOf(ArrayFolder.class, arrays);
      assertEquals(List.of("area", "betas", "run2", "run10"), arrays.names());
      assertArrayEquals(new float[] {1, 2, 2, 1}, arrays.array("area").values());
      assertArrayEquals(new int[] {3, 4}, arrays.array("betas").shape());
      assertEquals(Set.of("area.TSV", "betas.npy"), arrays.hashes().keySet());
      assertRefused(() -> arrays.array("beta"), "betas [3, 4] float32", "run2 (run2.csv)");
    }
  }

  @Test
  void twoFilesOfOneStemAreRefused() throws IOException {
    Files.copy(resource("c_f4.npy"), temporary.resolve("betas.npy"));
    Files.writeString(temporary.resolve("betas.csv"), "1,2\n");
    assertRefused(
        () -> NamedArrays.open(temporary), "one array named betas", "betas.csv", "betas.npy");
  }
}
