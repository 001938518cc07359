// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against tables that NumPy wrote (array_files.py), and small ones by hand. */
class DelimitedMatrixTest {
  @TempDir Path temporary;

  private Path file(String text) throws IOException {
    return Files.writeString(temporary.resolve("table.csv"), text);
  }

  private NumericArray matrix(String text) throws IOException {
    return DelimitedMatrix.read(file(text)).matrix();
  }

  private void refused(String text, String... parts) throws IOException {
    Path file = file(text);
    assertRefused(() -> DelimitedMatrix.read(file), parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"table.csv", "table_header.tsv", "table_spaces.txt", "table_semicolon.csv"})
  void theSameNumbersWithEachSeparator(String name) {
    NumericArray expected = NpyFile.read(resource("arrays/table_expected.npy"));
    try (NamedArrays arrays = NamedArrays.open(resource("arrays/" + name))) {
      assertInstanceOf(DelimitedMatrix.class, arrays);
      String stem = name.substring(0, name.indexOf('.'));
      assertEquals(List.of(stem), arrays.names());
      NumericArray array = arrays.array(stem);
      assertArrayEquals(new int[] {5, 3}, array.shape());
      assertArrayEquals(expected.values(), array.values());
      assertEquals("[5, 3]", arrays.describe(stem));
      assertRefused(() -> arrays.array("other"), "an array other", stem + " [5, 3]");
    }
  }

  @Test
  void aHeaderNamesTheColumns() throws IOException {
    assertEquals(
        List.of("V1", "V2 left", "V3"),
        DelimitedMatrix.read(resource("arrays/table_header.tsv")).columns());
    assertEquals(List.of(), DelimitedMatrix.read(resource("arrays/table.csv")).columns());
    assertEquals(List.of("a", "b"), DelimitedMatrix.read(file("\"a\",\"b\"\n1,2\n")).columns());
    assertEquals(List.of("roi"), DelimitedMatrix.read(file("roi\n1\n2\n")).columns());
  }

  @ParameterizedTest
  @CsvSource({"''", "n/a", "N/A", "NA", "nan", "NaN"})
  void whatIsMissingIsNaN(String cell) throws IOException {
    assertArrayEquals(new float[] {1, Float.NaN, 3}, matrix("1," + cell + ",3\n").values());
  }

  @Test
  void infinitiesAndExponentsAsNumpyWritesThem() throws IOException {
    assertArrayEquals(
        new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1.5e-3f, .5f},
        matrix("inf -Inf -1.5E-03 .5\n").values());
  }

  @Test
  void whatEditorsLeaveBehindIsReadOver() throws IOException {
    NumericArray array = matrix("\uFEFF# made by hand\r\n 1 ;2\r\n3;\t4\r\n\r\n  \r\n");
    assertArrayEquals(new int[] {2, 2}, array.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4}, array.values());
  }

  @Test
  void commaDecimalsAreRefusedWithTheirLine() throws IOException {
    refused("1,5;2,5\n3,5;4\n", "line 1", "comma decimals", "with a point");
    refused("a;b\n1.5;2\n1,5;2\n", "line 3", "comma decimals");
    refused("1,5\t2\n3\t4\n", "comma decimals");
    refused("1,5 2,5\n3,5 4,5\n", "comma decimals");
    assertArrayEquals(new int[] {2, 2}, matrix("1,5\n3,5\n").shape()); // two columns
    assertArrayEquals(new int[] {2, 3}, matrix("1, 2, 3\n4, 5, 6\n").shape());
  }

  @Test
  void whatIsNoMatrixIsRefusedWithItsLine() throws IOException {
    refused("1\t2\n3\n", "line 2", "2 cells separated by tabs", "1 in \"3\"");
    refused("1,2\n3,4,5\n", "line 2", "2 cells separated by commas", "3 in");
    refused("1,2\n3,x\n", "line 2, column 2", "a number", "\"x\"");
    refused("1,2\n\n3,4\n", "line 2", "an empty line");
    refused("1,1e999\n", "a header only");
    refused("1,2\n1,1e999\n", "line 2, column 2", "1e999");
    refused("1,2\n1,0x10\n", "0x10");
    refused("1,2\n1,1d\n", "1d");
    refused("1,2\n1,\"3\"\n", "\"\"3\"\"");
    refused("a,b,a\n1,2,3\n", "line 1", "two named a");
    refused("a,b\n", "a header only");
    refused("", "nothing");
    refused("# only this\n", "nothing");
    Path latin = temporary.resolve("latin.csv");
    Files.write(latin, "\u00e4,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(() -> DelimitedMatrix.read(latin), "not UTF-8");
    Files.write(latin, "\uFEFF1,2\n".getBytes(StandardCharsets.UTF_16LE));
    assertRefused(() -> NamedArrays.open(latin), "latin.csv", "UTF-8");
  }

  @Test
  void rowNumbersAndCountedColumnsAreNotTakenForData() throws IOException {
    refused(",a,b\n0,1.5,2\n1,3,4\n", "line 1", "none for column 1", "row numbers");
    refused(",0,1\n0,1.5,2\n1,3,4\n", "none for column 1");
    refused("0,1,2\n1.5,2,3\n", "line 1", "counts the columns", "0 1 2");
    refused("1\t2\t3\n1.5\t2\t3\n", "counts the columns");
    assertArrayEquals(new int[] {3, 4}, matrix("0 1 2 3\n4 5 6 7\n8 9 10 11\n").shape());
    assertArrayEquals(new int[] {1, 4}, matrix("1 2 3 4\n").shape());
    assertArrayEquals(new int[] {2, 2}, matrix("0,1\n5,7\n").shape());
  }
}
