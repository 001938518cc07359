// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against archives that NumPy and Python's zipfile wrote (array_files.py). */
class NpzFileTest {
  @TempDir Path temporary;

  private static NamedArrays open(String name) {
    return NamedArrays.open(resource("arrays/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz", "zip64.npz"})
  void aMatrixKeepsItsRowsHoweverItIsPacked(String name) {
    try (NamedArrays arrays = open(name)) {
      assertInstanceOf(NpzFile.class, arrays);
      NumericArray betas = arrays.array("betas");
      assertArrayEquals(new int[] {3, 4}, betas.shape());
      assertArrayEquals(new float[] {5, 6, 7, 8}, betas.row(1));
      assertEquals(-12, betas.values()[11]);
      assertEquals("[3, 4] float64", arrays.describe("betas"));
      assertEquals(List.of(name), List.copyOf(arrays.hashes().keySet()));
    }
  }

  @Test
  void membersOfEveryOrderAndType() {
    try (NamedArrays arrays = open("stored.npz")) {
      assertEquals(List.of("betas", "cube", "half"), arrays.names());
      NumericArray cube = arrays.array("cube"); // Fortran order, big-endian
      assertArrayEquals(new int[] {2, 3, 4}, cube.shape());
      for (int n = 0; n < 24; n++) assertEquals(n, cube.values()[n]);
      assertArrayEquals(new float[] {0, 1, 2, 3, 4}, arrays.array("half").values());
    }
  }

  @Test
  void aLongMemberIsReadInPieces() {
    try (NamedArrays arrays = open("deflated.npz")) {
      assertEquals(15000, arrays.array("flat").values().length);
    }
  }

  @Test
  void whatIsNotThereOrNotNumericIsRefusedByName() {
    try (NamedArrays arrays = open("deflated.npz")) {
      assertRefused(() -> arrays.array("objects"), "deflated.npz, objects", "pickle refused");
      assertRefused(() -> arrays.array("beta"), "an array beta", "betas [3, 4] float64", "flat");
    }
    try (NamedArrays arrays = open("claims.npz")) {
      assertRefused(() -> arrays.array("readme.txt"), "claims.npz, readme.txt", "first bytes");
      assertRefused(() -> arrays.array("x"), "readme.txt (not numeric)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dots.npz, ../betas.npy",
    "absolute.npz, /betas.npy",
    "drive.npz, C:betas.npy",
    "backslash.npz, ..\\betas.npy",
    "twice.npz, two named betas"
  })
  void anArchiveWithMembersThatLeaveItOrHideEachOtherIsRefusedWhole(String name, String member) {
    assertRefused(() -> open(name), name, member);
  }

  @Test
  void sizesAreComparedBeforeAnythingIsAllocated() {
    try (NamedArrays arrays = open("claims.npz")) { // 8 GB by the header, 96 bytes there
      assertRefused(() -> arrays.array("betas"), "7992000128 bytes by its header", "224");
    }
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    Path file = temporary.resolve("a.npz");
    byte[] whole = Files.readAllBytes(resource("arrays/stored.npz"));
    byte[] damaged = whole.clone();
    damaged[200] ^= 1; // among the numbers of betas
    Files.write(file, damaged);
    try (NamedArrays arrays = NamedArrays.open(file)) {
      assertRefused(() -> arrays.array("betas"), "a.npz, betas", "a wrong checksum");
      assertEquals(5, arrays.array("half").values().length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 30));
    assertRefused(() -> NamedArrays.open(file), "a.npz", "a whole .npz archive");
    byte[] packed = Files.readAllBytes(resource("arrays/deflated.npz"));
    int name =
        new String(packed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("betas.npy");
    packed[name + 60] ^= 0x55;
    Files.write(file, packed);
    try (NamedArrays arrays = NamedArrays.open(file)) {
      assertRefused(() -> arrays.array("betas"), "a.npz, betas");
    }
  }
}
