// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Sparse;

/**
 * A MATLAB v5 to v7 file. Only its full, real, numeric matrices are read, of any number of
 * dimensions; what is {@code a(i, j)} in MATLAB is row {@code i}, column {@code j} of the array
 * that {@link #array} gives.
 */
public final class MatFile implements NamedArrays {
  private static final int HEADER_BYTES = 128;
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final Path file;
  private final Map<String, MatlabType> types;
  private final String sha256;

  private MatFile(Path file, Map<String, MatlabType> types) {
    this.file = file;
    this.types = types;
    this.sha256 = Provenance.sha256(file);
  }

  /**
   * Opens a file and reads the names of its variables.
   *
   * @throws BadInputException if it is no MATLAB v5 to v7 file, or damaged
   */
  public static MatFile open(Path file) {
    requireVersion5(file);
    Map<String, MatlabType> types = new LinkedHashMap<>();
    readEntries(
            file,
            header -> {
              types.put(header.getName(), header.getType());
              return false;
            })
        .clear();
    return new MatFile(file, types);
  }

  private static void requireVersion5(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEADER_BYTES);
    } catch (IOException e) {
      throw Unreadable.of(file, "a MATLAB file", e);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("MATLAB 7.3") || text.startsWith(latin1(HDF5))) {
      throw new BadInputException(
          file,
          "a MATLAB v5 to v7 file",
          "MATLAB v7.3 (HDF5): MATLAB v7.3 files are not read",
          "save with save(..., '-v7')");
    }
    if (head.length < HEADER_BYTES || !text.startsWith("MATLAB 5.0 MAT-file")) {
      throw new BadInputException(
          file,
          "a MATLAB v5 to v7 file, which begins with \"MATLAB 5.0 MAT-file\"",
          "other first bytes (MATLAB v4, or no MATLAB file)",
          "save with save(..., '-v7')");
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public List<String> names() {
    return List.copyOf(types.keySet());
  }

  @Override
  public String describe(String name) {
    return String.valueOf(types.get(name));
  }

  @Override
  public Map<String, String> hashes() {
    return Map.of(file.getFileName().toString(), sha256);
  }

  @Override
  public NumericArray array(String name) {
    MatlabType type = types.get(name);
    if (type == null) {
      throw new BadInputException(
          file, "a variable " + name, "the variables " + names(), "name one of these");
    }
    if (type == MatlabType.Sparse) throw notFull(name, "a sparse matrix", "full(" + name + ")");
    Mat5File content = readEntries(file, header -> header.getName().equals(name));
    Array array = content.getArray(name);
    if (!(array instanceof Matrix matrix) || array instanceof Sparse) {
      throw notFull(name, "a " + type + " variable", "a plain matrix");
    }
    if (matrix.isComplex()) throw notFull(name, "complex numbers", "abs(" + name + ")");
    float[] columnMajor = new float[matrix.getNumElements()];
    for (int n = 0; n < columnMajor.length; n++) columnMajor[n] = (float) matrix.getDouble(n);
    return NumericArray.ofColumnMajor(matrix.getDimensions(), columnMajor);
  }

  private BadInputException notFull(String name, String found, String instead) {
    return new BadInputException(
        file + ", variable " + name,
        "a full matrix of real numbers",
        found,
        "save " + instead + " instead");
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
}
