// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.voxel2pixel.dataset.Hdf5Storage.guarded;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Hdf5Tree.Kind;

/**
 * An HDF5 file. Its arrays are its datasets, named by their paths without the first slash ({@code
 * group/name}), in the order of the file: the last dimension runs fastest. Links, which could lead
 * into other files, are not followed.
 *
 * <p>Datasets of any size are read in pieces of rows ({@link #readRows}); {@link #array} takes a
 * whole one. Numbers are those of {@link Hdf5ElementType}; text is read by {@link #strings}; all
 * other types are refused by name. A userblock before the HDF5 part is skipped.
 *
 * <p>The format is that of the HDF5 File Format Specification 3.0; jhdf reads its headers, and this
 * package its data, because jhdf cannot pass 2 GB (jamesmudd/jhdf#715) and overlooks chunks that
 * were stored without their filters. Not safe for several threads at once.
 */
public final class Hdf5File implements NamedArrays {
  private static final String UNREADABLE = "(of a kind that is not read)";

  private final Path file;
  private final Hdf5Storage storage;
  private final Hdf5Tree tree;
  private final Map<String, Hdf5Dataset> datasets = new HashMap<>();
  private Map<String, String> hashes = Map.of();

  private Hdf5File(Path file, Hdf5Storage storage) {
    this.file = file;
    this.storage = storage;
    this.tree = new Hdf5Tree(storage);
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if it is no HDF5 file, or shorter than it says
   */
  public static Hdf5File open(Path file) {
    return new Hdf5File(file, Hdf5Storage.open(file));
  }

  /** Paths of all datasets, whatever they hold, in natural order within each group. */
  @Override
  public List<String> names() {
    return guarded(file, tree::datasets);
  }

  /**
   * Whether there is a dataset of this path.
   *
   * @throws BadInputException if the path leads over a link, which is not followed
   */
  public boolean has(String name) {
    return guarded(place(name), () -> tree.kind(name) == Kind.DATASET);
  }

  /**
   * Names of what is directly in a group, "" being the root: datasets and groups, no links. Empty
   * if there is no such group.
   */
  public List<String> children(String group) {
    return guarded(place(group), () -> tree.children(group));
  }

  /** Attributes of a group or dataset as text, "" for lists; none where it cannot be read. */
  Map<String, String> attributes(String name) {
    return guarded(
        place(name),
        () -> {
          Kind kind = tree.kind(name);
          boolean readable = kind == Kind.GROUP || kind == Kind.DATASET;
          return readable ? Hdf5Attributes.of(tree.header(name), storage) : Map.of();
        });
  }

  /** Length of each dimension, as stored; empty for a single value. */
  public long[] shape(String name) {
    return dataset(name).shape();
  }

  @Override
  public String describe(String name) {
    if (guarded(place(name), () -> tree.kind(name)) == Kind.UNREADABLE) return UNREADABLE;
    try {
      Hdf5Dataset dataset = dataset(name);
      return Arrays.toString(dataset.shape()) + " " + Hdf5ElementType.describe(dataset.type());
    } catch (BadInputException e) {
      if (has(name)) return UNREADABLE;
      throw e;
    }
  }

  /** Whether an element is several numbers, as MATLAB keeps complex ones. */
  boolean isCompound(String name) {
    return dataset(name).type() instanceof CompoundDataType;
  }

  /** Rows that are best read at once: whole rows of chunks, about 16 MB. */
  public int rowsAtOnce(String name) {
    return dataset(name).rowsAtOnce();
  }

  /**
   * Copies rows of a numeric dataset, {@code [row][...]}, converted to float. A row is what the
   * first index picks; of a one-dimensional dataset, one number.
   */
  public void readRows(String name, long firstRow, int rowCount, float[] into) {
    Hdf5ElementType element = element(name);
    ByteBuffer bytes = rows(name, firstRow, rowCount, into.length).order(element.order());
    element.type().copy(bytes, into, 0, into.length);
  }

  /** The same without loss; integers beyond 2^53 are rounded. */
  public void readRows(String name, long firstRow, int rowCount, double[] into) {
    Hdf5ElementType element = element(name);
    ByteBuffer bytes = rows(name, firstRow, rowCount, into.length).order(element.order());
    if (element.type() == NpyType.FLOAT64) {
      bytes.asDoubleBuffer().get(into);
      return;
    }
    int size = element.type().byteCount();
    for (int n = 0; n < into.length; n++) into[n] = element.type().get(bytes, n * size);
  }

  private ByteBuffer rows(String name, long firstRow, int rowCount, int length) {
    Hdf5Dataset dataset = dataset(name);
    if (length != rowCount * dataset.rowLength()) {
      throw new IllegalArgumentException(
          "length must be that of "
              + rowCount
              + " rows of "
              + dataset.rowLength()
              + ", was "
              + length);
    }
    if (firstRow < 0 || rowCount < 0 || firstRow > dataset.rowCount() - rowCount) {
      throw new IllegalArgumentException(
          "rows must be in 0.."
              + (dataset.rowCount() - 1)
              + ", was "
              + rowCount
              + " from "
              + firstRow);
    }
    return guarded(place(name), () -> dataset.rows(firstRow, rowCount));
  }

  /** A whole numeric dataset. */
  @Override
  public NumericArray array(String name, Progress progress) {
    Hdf5ElementType element = element(name);
    Hdf5Dataset dataset = dataset(name);
    int[] shape = NumericArray.shapeInMemory(place(name), dataset.shape());
    return guarded(
        place(name),
        () -> {
          dataset.requireInFile();
          float[] values = new float[NumericArray.length(shape)];
          int step = dataset.rowsAtOnce();
          int rowLength = values.length == 0 ? 0 : (int) dataset.rowLength();
          for (long row = 0; row < dataset.rowCount() && rowLength > 0; row += step) {
            progress.checkCancelled();
            progress.report("reading " + name, row, dataset.rowCount());
            int count = (int) Math.min(step, dataset.rowCount() - row);
            ByteBuffer bytes = dataset.rows(row, count).order(element.order());
            element.type().copy(bytes, values, (int) row * rowLength, count * rowLength);
          }
          return new NumericArray(shape, values);
        });
  }

  /** All texts of a dataset, the last dimension densest, without the padding. */
  public List<String> strings(String name) {
    Hdf5Dataset dataset = dataset(name);
    DataType type = dataset.type();
    boolean text =
        type instanceof StringData
            || type instanceof VariableLength list && list.isVariableLengthString();
    if (!text) {
      throw new BadInputException(
          place(name), "text", Hdf5ElementType.describe(type), "choose another dataset");
    }
    if (dataset.isEmpty()) return List.of();
    return guarded(
        place(name),
        () -> {
          int count = Math.toIntExact(dataset.rowCount());
          ByteBuffer bytes = dataset.rows(0, count);
          int[] flat = {bytes.remaining() / type.getSize()};
          Object texts = type.fillData(bytes, flat, storage);
          return Arrays.stream((Object[]) texts).map(String::valueOf).toList();
        });
  }

  private Hdf5ElementType element(String name) {
    Hdf5Dataset dataset = dataset(name);
    if (dataset.isEmpty() && dataset.shape().length == 0) {
      throw new BadInputException(place(name), "numbers", "an empty dataset", "choose another");
    }
    return Hdf5ElementType.of(dataset.type())
        .orElseThrow(
            () ->
                new BadInputException(
                    place(name),
                    "real numbers of 8 to 64 bits",
                    Hdf5ElementType.describe(dataset.type()),
                    "choose another dataset, or save it as float32"));
  }

  private Hdf5Dataset dataset(String name) {
    Hdf5Dataset dataset = datasets.get(name);
    if (dataset == null) {
      dataset = guarded(place(name), () -> openDataset(name));
      datasets.put(name, dataset);
    }
    return dataset;
  }

  private Hdf5Dataset openDataset(String name) {
    Kind kind = tree.kind(name);
    if (kind != Kind.DATASET && kind != Kind.UNREADABLE) {
      throw NamedArrays.missing(this, file, name);
    }
    return new Hdf5Dataset(place(name), tree.header(name), storage);
  }

  Path path() {
    return file;
  }

  private String place(String name) {
    return file + ", " + name;
  }

  /** SHA-256 of the file, computed when first asked for. */
  @Override
  public Map<String, String> hashes() {
    if (hashes.isEmpty()) {
      hashes = Map.of(file.getFileName().toString(), Provenance.sha256(file));
    }
    return hashes;
  }

  @Override
  public void close() {
    storage.close();
  }
}
