// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that h5py wrote as MATLAB does (array_files.py), and one that MATLAB wrote. */
class Mat73FileTest {
  private final NamedArrays file = NamedArrays.open(resource("arrays/v73.mat"));

  @AfterEach
  void close() {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v73.mat", "v73_repacked.h5"})
  void rowsAndColumnsAreThoseOfMatlabAndOfVersion5(String name) {
    NumericArray v5 = MatFile.open(resource("v5.mat")).array("betas");
    try (NamedArrays arrays = NamedArrays.open(resource("arrays/" + name))) {
      assertInstanceOf(Mat73File.class, arrays);
      for (String variable : List.of("betas", "packed")) {
        NumericArray betas = arrays.array(variable);
        assertArrayEquals(new int[] {3, 4}, betas.shape());
        assertArrayEquals(new float[] {1.5f, 2, 3, 4}, betas.row(0));
        assertArrayEquals(v5.values(), betas.values());
      }
      NumericArray cube = arrays.array("cube");
      assertArrayEquals(new int[] {2, 3, 4}, cube.shape());
      for (int n = 0; n < 24; n++) assertEquals(n, cube.values()[n]);
      assertArrayEquals(new int[] {1, 3}, arrays.array("area").shape());
      assertArrayEquals(new int[] {2, 1}, arrays.array("mask").shape());
      assertArrayEquals(new float[] {1, 0}, arrays.array("mask").values());
    }
  }

  @Test
  void whatIsNoMatrixOfNumbersIsNamedAndTheMatricesAreListed() {
    assertRefused(() -> file.array("names"), "variable names", "a cell array", "betas [3, 4]");
    assertRefused(() -> file.array("subject"), "a struct", "packed [3, 4] single");
    assertRefused(() -> file.array("sparse"), "a sparse matrix", "full(sparse)");
    assertRefused(() -> file.array("complex"), "complex numbers", "abs(complex)");
    assertRefused(() -> file.array("text"), "found text");
    assertRefused(() -> file.array("handle"), "a function handle");
    assertRefused(() -> file.array("string"), "an object of class string");
    assertRefused(() -> file.array("empty"), "found empty");
    assertRefused(() -> file.array("foreign"), "without MATLAB_class");
    assertRefused(() -> file.array("subject/betas"), "an array subject/betas", "area [1, 3] int16");
    assertEquals(
        List.of(
            "area", "betas", "complex", "cube", "empty", "foreign", "handle", "mask", "names",
            "packed", "sparse", "string", "subject", "text"),
        file.names());
    assertEquals(List.of("v73.mat"), List.copyOf(file.hashes().keySet()));
  }

  @Test
  void aFileThatMatlabItselfWrote() {
    Path scipy = Path.of("/usr/lib/python3/dist-packages/scipy/io/matlab/tests/data");
    Path real = scipy.resolve("testhdf5_7.4_GLNX86.mat");
    Assumptions.assumeTrue(Files.exists(real), "SciPy's test files are not here: " + real);
    try (NamedArrays arrays = NamedArrays.open(real)) {
      NumericArray angles = arrays.array("testdouble");
      assertArrayEquals(new int[] {1, 9}, angles.shape());
      for (int n = 0; n < 9; n++) assertEquals(n * Math.PI / 4, angles.values()[n], 1e-6);
    }
  }
}
