// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * A BData file in HDF5 (Kamitani Lab's bdpy): one matrix of responses and labels, and what its
 * columns are.
 *
 * <pre>
 *   /dataset            number [sample][column]
 *   /metadata/key       text   [key]
 *   /metadata/value     number [key][column]   1: the key applies; a number such as a coordinate;
 *                                              NaN: the key does not apply
 *   /vmap/KEY/NUMBER    text   what a number in the column KEY stands for; optional
 * </pre>
 *
 * Older files name the first two {@code dataSet} and {@code metaData}. The dataset is read in
 * pieces and may be larger than the memory.
 */
public final class BDataFile implements ColumnMetadata, AutoCloseable {
  private static final String VOXELS = "VoxelData";
  private static final String REGION = "ROI_";
  private static final int SHOWN = 60;
  private static final int MOST_LENGTH = 10_000_000;
  private static final int MOST_AT_ONCE = 1 << 25;

  private final Path file;
  private final Hdf5File hdf5;
  private final String dataset;
  private final String value;
  private final List<String> keys;
  private final long sampleCount;
  private final int columnCount;

  private BDataFile(Path file, Hdf5File hdf5) {
    this.file = file;
    this.hdf5 = hdf5;
    this.dataset = oneOf("dataset", "dataSet");
    String metadata = oneOf("metadata", "metaData");
    this.value = metadata + "/value";
    this.keys = hdf5.strings(metadata + "/key").stream().map(String::strip).toList();
    long[] shape = matrix(dataset, "samples x columns");
    long[] metadataShape = matrix(value, "keys x columns");
    requireSameColumns(shape, metadataShape);
    this.sampleCount = shape[0];
    this.columnCount = (int) shape[1];
  }

  /**
   * Opens a file and reads its keys.
   *
   * @throws BadInputException if it is no HDF5 file, no BData, or its parts do not fit together
   */
  public static BDataFile open(Path file) {
    Hdf5File hdf5 = Hdf5File.open(file);
    try {
      return new BDataFile(file, hdf5);
    } catch (RuntimeException e) {
      hdf5.close();
      throw e;
    }
  }

  private String oneOf(String name, String oldName) {
    List<String> there = hdf5.children("");
    if (there.contains(name) != there.contains(oldName)) {
      return there.contains(name) ? name : oldName;
    }
    throw new BadInputException(
        file,
        "BData: one of /" + name + " and /" + oldName,
        (there.contains(name) ? "both" : "neither") + " among " + there,
        "choose a file that bdpy saved as .h5");
  }

  private long[] matrix(String name, String meaning) {
    long[] shape = hdf5.shape(name);
    boolean matrix = shape.length == 2 && shape[0] > 0 && shape[1] > 0;
    if (matrix && shape[0] <= MOST_LENGTH && shape[1] <= MOST_LENGTH) return shape;
    throw new BadInputException(
        file + ", " + name,
        "a matrix, " + meaning + ", each at most " + MOST_LENGTH,
        "shape " + Arrays.toString(shape),
        "choose a file that bdpy saved as .h5");
  }

  private void requireSameColumns(long[] shape, long[] metadataShape) {
    if (shape[1] != metadataShape[1]) {
      throw new BadInputException(
          file,
          "metadata for each of the " + shape[1] + " columns of " + dataset,
          value + " with " + metadataShape[1] + " columns",
          "the file is inconsistent: save it again with bdpy");
    }
    if (keys.size() != metadataShape[0]) {
      throw new BadInputException(
          file,
          "a row of " + value + " for each of the " + keys.size() + " keys",
          metadataShape[0] + " rows",
          "the file is inconsistent: save it again with bdpy");
    }
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      if (!seen.add(key)) {
        throw new BadInputException(
            file, "metadata keys of different names", "two named " + key, "rename one of them");
      }
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  /** Rows of the dataset: trials, mostly. */
  public long sampleCount() {
    return sampleCount;
  }

  @Override
  public int columnCount() {
    return columnCount;
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  /**
   * @throws BadInputException if there is no such key
   */
  @Override
  public double[] metadata(String key) {
    int row = keys.indexOf(key);
    if (row < 0) throw noKey(key);
    double[] values = new double[columnCount];
    hdf5.readRows(value, row, 1, values);
    return values;
  }

  private BadInputException noKey(String key) {
    return new BadInputException(
        file, "a metadata key " + key, "the keys " + shortened(keys), "name one of these");
  }

  private static String shortened(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /** The columns where a key is 1, ascending. */
  int[] columns(String key) {
    double[] values = metadata(key);
    return IntStream.range(0, columnCount).filter(c -> values[c] == 1).toArray();
  }

  /**
   * The columns that an expression selects, ascending.
   *
   * @throws BadInputException if there are none, or some that are no voxels
   */
  public int[] selectVoxels(RoiExpression expression) {
    boolean[] selected = expression.select(this);
    int[] columns = IntStream.range(0, columnCount).filter(c -> selected[c]).toArray();
    if (columns.length == 0) {
      throw new BadInputException(
          file,
          "voxels where " + expression.text(),
          "0 voxels; there are " + regionCounts(),
          "select one of these");
    }
    if (keys.contains(VOXELS)) {
      double[] voxels = metadata(VOXELS);
      int[] others = Arrays.stream(columns).filter(c -> voxels[c] != 1).toArray();
      if (others.length > 0) {
        throw new BadInputException(
            file,
            "voxels where " + expression.text(),
            others.length + " columns that are no " + VOXELS + ", the first of them " + others[0],
            "add & " + VOXELS + " to the selection");
      }
    }
    return columns;
  }

  /** Such as {@code ROI_V1 (612), ROI_V2 (588)}. */
  private String regionCounts() {
    List<String> counts =
        keys.stream()
            .filter(key -> key.startsWith(REGION) || key.equals(VOXELS))
            .limit(SHOWN)
            .map(key -> key + " (" + columns(key).length + ")")
            .toList();
    return counts.isEmpty() ? "the keys " + shortened(keys) : String.join(", ", counts);
  }

  /**
   * A column of labels or of the experiment's design, whole.
   *
   * @param name a key that applies to one column, or {@code KEY[n]} for its column n, from 0
   * @return {@code [sample]}
   * @throws BadInputException if there is no such column
   */
  public double[] column(String name) {
    return columnsOf(List.of(name), Progress.silent()).get(name);
  }

  /** Several such columns, for one reading of the file. */
  Map<String, double[]> columnsOf(List<String> names, Progress progress) {
    Map<String, double[]> result = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : names) {
      places.put(name, ColumnName.of(name).columnIn(this));
      result.put(name, new double[Math.toIntExact(sampleCount)]);
    }
    readPieces(
        progress,
        "reading the labels of " + file.getFileName(),
        (first, count, values) ->
            places.forEach(
                (name, place) -> {
                  for (int n = 0; n < count; n++) {
                    result.get(name)[(int) first + n] = values[n * columnCount + place];
                  }
                }));
    return result;
  }

  /** Takes some rows of the dataset, {@code [row * columnCount + column]}. */
  @FunctionalInterface
  interface PieceReader {
    void take(long firstRow, int rowCount, double[] values);
  }

  /** Reads the whole dataset once, some rows at a time. */
  void readPieces(Progress progress, String doing, PieceReader reader) {
    int atOnce = Math.min(hdf5.rowsAtOnce(dataset), Math.max(1, MOST_AT_ONCE / columnCount));
    double[] values = new double[Math.multiplyExact(atOnce, columnCount)];
    for (long first = 0; first < sampleCount; first += atOnce) {
      progress.checkCancelled();
      progress.report(doing, first, sampleCount);
      int count = (int) Math.min(atOnce, sampleCount - first);
      double[] piece = count == atOnce ? values : new double[count * columnCount];
      hdf5.readRows(dataset, first, count, piece);
      reader.take(first, count, piece);
    }
  }

  /**
   * What the numbers in a label's column stand for; empty if the file does not say.
   *
   * @throws BadInputException if an entry is not the name of a number
   */
  public Map<Double, String> vmap(String key) {
    String group = "vmap/" + key;
    Map<Double, String> names = new TreeMap<>();
    if (!hdf5.children("").contains("vmap") || !hdf5.children("vmap").contains(key)) return names;
    for (String number : hdf5.children(group)) {
      String entry = group + "/" + number;
      List<String> texts = hdf5.strings(entry);
      try {
        if (texts.size() == 1 && names.put(Double.valueOf(number), texts.get(0)) == null) continue;
      } catch (NumberFormatException e) {
        throw noName(entry, e);
      }
      throw noName(entry, null);
    }
    return names;
  }

  /** The same for a column, whatever the key is under which the file has it. */
  Map<Double, String> vmap(ColumnName column) {
    Map<Double, String> names = vmap(column.key());
    if (!names.isEmpty() || !hdf5.children("").contains("vmap")) return names;
    int[] place = {column.columnIn(this)};
    for (String key : hdf5.children("vmap")) {
      if (keys.contains(key) && Arrays.equals(columns(key), place)) return vmap(key);
    }
    return names;
  }

  private BadInputException noName(String entry, Throwable cause) {
    return new BadInputException(
        file + ", " + entry,
        "one text under a number that occurs once",
        "something else",
        "save the file again with bdpy",
        cause);
  }

  @Override
  public void close() {
    hdf5.close();
  }
}
