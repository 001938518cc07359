// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * A matrix of numbers as text: a line a row, its cells separated by tabs, commas, semicolons or
 * spaces, with or without a header line, after lines that begin with #. As a source it has one
 * array, named like the file without its ending.
 *
 * <p>The first two lines tell the separator, and the first whether it is a header; from then on
 * every cell must be a number with a decimal point, or empty, {@code n/a}, {@code NA} or {@code
 * NaN}, which are NaN, and every line must be as long as the first. UTF-8; a byte-order mark, CRLF
 * line ends and blank lines at the end are read over.
 */
public final class DelimitedMatrix implements NamedArrays {
  private final Path file;
  private final String name;
  private final List<String> columns;
  private final NumericArray matrix;

  private DelimitedMatrix(Path file, List<String> columns, NumericArray matrix) {
    this.file = file;
    this.name = ArrayFolder.stem(file);
    this.columns = columns;
    this.matrix = matrix;
  }

  /**
   * Reads a whole table.
   *
   * @throws BadInputException if it is no table of numbers, naming the line
   */
  public static DelimitedMatrix read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      DelimitedReader reader = new DelimitedReader(file, in);
      NumericArray matrix = reader.read();
      return new DelimitedMatrix(file, reader.columns(), matrix);
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          file, "text in UTF-8", "bytes that are not UTF-8", "save it as UTF-8", e);
    } catch (IOException e) {
      throw Unreadable.of(file, "a readable table", e);
    }
  }

  /** Names of the columns, left to right; empty if the table has no header. */
  public List<String> columns() {
    return columns;
  }

  /** {@code [row][column]}. */
  public NumericArray matrix() {
    return matrix;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public NumericArray array(String wanted, Progress progress) {
    requireName(wanted);
    return matrix;
  }

  @Override
  public String describe(String wanted) {
    requireName(wanted);
    return Arrays.toString(matrix.shape());
  }

  private void requireName(String wanted) {
    if (!wanted.equals(name)) throw NamedArrays.missing(this, file, wanted);
  }

  @Override
  public Map<String, String> hashes() {
    return Map.of(file.getFileName().toString(), Provenance.sha256(file));
  }
}
