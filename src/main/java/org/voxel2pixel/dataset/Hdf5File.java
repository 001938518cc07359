// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.voxel2pixel.BadInputException;

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
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int MOST_DEPTH = 32;
  private static final int MOST_NAMES = 100_000;

  static {
    // jhdf logs through SLF4J, which complains on stderr where nobody brought a logger.
    if (System.getProperty("slf4j.internal.verbosity") == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final HdfFile root;
  private final Map<String, Hdf5Dataset> datasets = new LinkedHashMap<>();
  private Map<String, String> hashes = Map.of();

  private Hdf5File(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    requireWhole();
    // By the channel, not the path: this closes it on failure, and jhdf cannot look beside it.
    root = guarded(file.toString(), () -> new HdfFile(channel));
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if it is no HDF5 file, or shorter than it says
   */
  public static Hdf5File open(Path file) {
    FileChannel channel = null;
    try {
      if (Files.isDirectory(file)) {
        throw new BadInputException(file, "an HDF5 file", "a folder", "choose a file in it");
      }
      channel = FileChannel.open(file, StandardOpenOption.READ);
      return new Hdf5File(file, channel);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw Unreadable.of(file, "an HDF5 file", e);
    } catch (RuntimeException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  private static void closeQuietly(FileChannel channel, Exception reason) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void requireWhole() throws IOException {
    long length = channel.size();
    long start = signatureAt(channel);
    if (start < 0) {
      throw new BadInputException(
          file,
          "an HDF5 file",
          length == 0 ? "an empty file" : "no HDF5 signature in " + length + " bytes",
          "choose another file, or copy it again");
    }
    long end =
        guarded(file.toString(), () -> Superblock.readSuperblock(channel, start))
            .getEndOfFileAddress();
    if (end > length) {
      throw new BadInputException(
          file, end + " bytes", length + " bytes", "it ended early, copy it again");
    }
  }

  /** Where the HDF5 part of a file begins: at 0, 512, 1024, 2048...; -1 if there is none. */
  static long signatureAt(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIGNATURE.length);
    for (long at = 0; at + SIGNATURE.length <= channel.size(); at = at == 0 ? 512 : 2 * at) {
      bytes.clear();
      while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) continue;
      if (Arrays.equals(bytes.array(), SIGNATURE)) return at;
    }
    return -1;
  }

  /** Paths of all datasets, whatever they hold, in natural order. */
  @Override
  public List<String> names() {
    return guarded(
        file.toString(),
        () -> {
          List<String> names = new ArrayList<>();
          addNames(root, "", new ArrayDeque<>(), names);
          names.sort(NaturalOrder.INSTANCE);
          return List.copyOf(names);
        });
  }

  private void addNames(Group group, String prefix, Deque<Long> above, List<String> names) {
    if (above.contains(group.getAddress())) return; // a group may be a member of itself
    above.push(group.getAddress());
    if (names.size() > MOST_NAMES || above.size() > MOST_DEPTH) {
      throw new BadInputException(
          file,
          "at most " + MOST_NAMES + " datasets in groups " + MOST_DEPTH + " deep",
          "more",
          "export what you need to a file of its own");
    }
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String path = prefix + child.getKey();
      if (child.getValue().isLink()) continue;
      if (child.getValue() instanceof Dataset) names.add(path);
      if (child.getValue() instanceof Group deeper) addNames(deeper, path + "/", above, names);
    }
    above.pop();
  }

  /** Whether there is a dataset of this path. */
  public boolean has(String name) {
    return guarded(place(name), () -> find(name).filter(n -> n instanceof Dataset).isPresent());
  }

  /** Names of what is directly in a group, "" being the root: datasets and groups, no links. */
  public List<String> children(String group) {
    return guarded(
        place(group),
        () -> {
          Node node = group.isEmpty() ? root : find(group).orElse(null);
          if (!(node instanceof Group parent)) return List.of();
          return parent.getChildren().entrySet().stream()
              .filter(child -> !child.getValue().isLink())
              .map(Map.Entry::getKey)
              .sorted(NaturalOrder.INSTANCE)
              .toList();
        });
  }

  /** A dataset or group without following links; empty if there is none. */
  Optional<Node> find(String name) {
    Node node = root;
    for (String part : name.split("/", -1)) {
      if (!(node instanceof Group group)) return Optional.empty();
      node = group.getChildren().get(part);
      if (node == null) return Optional.empty();
      if (node.isLink()) {
        throw new BadInputException(
            place(name),
            "a dataset of this file",
            "a link to " + ((Link) node).getTargetPath() + " (links are not followed)",
            "name what it points to, in its own file");
      }
    }
    return Optional.of(node);
  }

  /** Length of each dimension, as stored; empty for a single value. */
  public long[] shape(String name) {
    return dataset(name).shape();
  }

  @Override
  public String describe(String name) {
    Hdf5Dataset dataset = dataset(name);
    return Arrays.toString(dataset.shape()) + " " + Hdf5ElementType.describe(dataset.type());
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
  public NumericArray array(String name) {
    Hdf5ElementType element = element(name);
    Hdf5Dataset dataset = dataset(name);
    int[] shape = NumericArray.shapeInMemory(place(name), dataset.shape());
    int rowLength = Math.toIntExact(dataset.rowLength());
    return guarded(
        place(name),
        () -> {
          dataset.requireInFile();
          float[] values = new float[NumericArray.length(shape)];
          int step = dataset.rowsAtOnce();
          for (long row = 0; row < dataset.rowCount() && rowLength > 0; row += step) {
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
          Object texts = type.fillData(bytes, flat, root.getHdfBackingStorage());
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
    if (find(name).orElse(null) instanceof Dataset dataset) {
      return new Hdf5Dataset(place(name), dataset, root.getHdfBackingStorage());
    }
    throw NamedArrays.missing(this, file, name);
  }

  private String place(String name) {
    return file + ", " + name;
  }

  /** What jhdf does, its complaints about a damaged file turned into the user's words. */
  private static <T> T guarded(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (BadInputException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A damaged file can claim one object of any size, or one that contains itself.
      Throwable first = e;
      while (first.getCause() != null) first = first.getCause();
      throw new BadInputException(
          what,
          "a whole HDF5 file of a kind that is read here",
          first.getMessage() == null ? first.toString() : first.getMessage(),
          "copy or export it again",
          e);
    }
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
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file + ": " + e.getMessage(), e);
    }
  }
}
