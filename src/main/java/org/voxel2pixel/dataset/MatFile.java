// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * A MATLAB v5 to v7 file. Only its full, real, numeric matrices are read, of any number of
 * dimensions; what is {@code a(i, j)} in MATLAB is row {@code i}, column {@code j} of the array
 * that {@link #array} gives.
 */
public final class MatFile implements NamedArrays {
  private static final int HEADER_BYTES = 128;

  /** How {@link #describe} calls what {@code full} makes a matrix. */
  static final String SPARSE = "a sparse matrix";

  /** How {@link #describe} calls what {@code abs} makes real. */
  static final String COMPLEX = "complex numbers";

  private final Path file;
  private final Map<String, Variable> variables;
  private final String sha256;

  private MatFile(Path file, Map<String, Variable> variables) {
    this.file = file;
    this.variables = variables;
    this.sha256 = Provenance.sha256(file);
  }

  /**
   * Opens a file and reads the names of its variables.
   *
   * @throws BadInputException if it is no MATLAB v5 to v7 file, or damaged
   */
  public static MatFile open(Path file) {
    requireVersion5(file);
    MatElements.requireWhole(file);
    Map<String, Variable> variables = new LinkedHashMap<>();
    readEntries(
            file,
            header -> {
              Variable variable =
                  new Variable(header.getType(), header.getDimensions(), header.isComplex());
              if (!header.getName().isEmpty()) variables.put(header.getName(), variable);
              return false; // what has no name is MATLAB's own
            })
        .clear();
    return new MatFile(file, variables);
  }

  private static void requireVersion5(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEADER_BYTES);
    } catch (IOException e) {
      throw Unreadable.of(file, "a MATLAB file", e);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (head.length < HEADER_BYTES || !text.startsWith("MATLAB 5.0 MAT-file")) {
      throw new BadInputException(
          file,
          "a MATLAB v5 to v7 file, which begins with \"MATLAB 5.0 MAT-file\"",
          "other first bytes",
          "save with save(..., '-v7')");
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(variables.keySet());
  }

  @Override
  public Map<String, String> hashes() {
    return Map.of(file.getFileName().toString(), sha256);
  }

  @Override
  public NumericArray array(String name, Progress progress) {
    Variable variable = variable(name);
    if (!variable.isNumeric()) throw notNumeric(this, file, name);
    progress.checkCancelled();
    Mat5File content = readEntries(file, header -> header.getName().equals(name));
    Array array = content.getArray(name);
    if (!(array instanceof Matrix matrix)) throw notNumeric(this, file, name);
    float[] columnMajor = new float[matrix.getNumElements()];
    for (int n = 0; n < columnMajor.length; n++) columnMajor[n] = (float) matrix.getDouble(n);
    return NumericArray.ofColumnMajor(matrix.getDimensions(), columnMajor);
  }

  private Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) throw NamedArrays.missing(this, file, name);
    return variable;
  }

  @Override
  public String describe(String name) {
    return variable(name).describe();
  }

  /** What to say of a MATLAB variable that is no full matrix of real numbers: which ones are. */
  static BadInputException notNumeric(NamedArrays variables, Path file, String name) {
    List<String> numeric =
        variables.names().stream()
            .filter(other -> variables.describe(other).startsWith("["))
            .toList();
    String found = variables.describe(name);
    String remedy = "save what is in it as a matrix of its own";
    if (found.contains(SPARSE)) remedy = "save full(" + name + ") instead";
    if (found.contains(COMPLEX)) remedy = "save abs(" + name + ") instead";
    return new BadInputException(
        file + ", variable " + name,
        "a full matrix of real numbers"
            + (numeric.isEmpty() ? "" : ", such as " + NamedArrays.listed(variables, numeric)),
        found,
        remedy);
  }

  private static Mat5File readEntries(Path file, Mat5Reader.EntryFilter filter) {
    try (Source source = Sources.openFile(file.toFile())) {
      return Mat5.newReader(source).setEntryFilter(filter).disableSubsystemProcessing().readMat();
    } catch (IOException | RuntimeException e) {
      // The parser meets damaged files with buffer and argument errors as well.
      throw new BadInputException(
          file, "a whole MATLAB file", String.valueOf(e.getMessage()), "copy or save it again", e);
    }
  }

  /** What the header of a variable says. */
  private record Variable(MatlabType type, int[] shape, boolean complex) {
    private static final Set<MatlabType> NUMERIC =
        EnumSet.of(
            MatlabType.Double,
            MatlabType.Single,
            MatlabType.Int8,
            MatlabType.Int16,
            MatlabType.Int32,
            MatlabType.Int64,
            MatlabType.UInt8,
            MatlabType.UInt16,
            MatlabType.UInt32,
            MatlabType.UInt64);

    boolean isNumeric() {
      return NUMERIC.contains(type) && !complex;
    }

    String describe() {
      if (isNumeric()) return Arrays.toString(shape) + " " + type.name().toLowerCase(Locale.ROOT);
      if (type == MatlabType.Sparse) return SPARSE;
      if (NUMERIC.contains(type)) return COMPLEX;
      return switch (type) {
        case Character -> "text";
        case Cell -> "a cell array";
        case Structure -> "a struct";
        case Function -> "a function handle";
        default -> "an object";
      };
    }
  }
}
