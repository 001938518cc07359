// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.voxel2pixel.BadInputException;

/**
 * The variables of a TensorFlow SavedModel, or of a checkpoint, read without TensorFlow: its graph
 * is foreign code and is never loaded. {@code variables.index} maps names to BundleEntryProto
 * messages (tensorflow/core/protobuf/tensor_bundle.proto), which say where in {@code
 * variables.data-NNNNN-of-NNNNN} the values lie; their CRC-32C is compared.
 */
final class SavedModelWeights implements WeightsFile {
  private static final String INDEX = ".index";
  private static final int MOST_SHARDS = 10_000;
  private static final int MOST_DIMS = 254; // TensorShape::MaxDimensions
  private static final int CRC_BYTES = 1 << 20;

  private final Path prefix; // such as variables/variables
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int shardCount = 1;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** Where a tensor lies. */
  private record Entry(StoredTensor tensor, int shard, long offset, long size, int crc) {}

  /** A BundleEntryProto while it is read. */
  private static final class Fields {
    private long dtype;
    private final List<Long> dims = new ArrayList<>();
    private long shard;
    private long offset;
    private long size;
    private int crc;
    private boolean sliced;
  }

  private SavedModelWeights(Path prefix) {
    this.prefix = prefix;
  }

  /**
   * @throws BadInputException if the folder holds no SavedModel with variables
   */
  static SavedModelWeights ofFolder(Path folder) {
    Path index = folder.resolve("variables").resolve("variables" + INDEX);
    if (Files.isRegularFile(index)) return ofIndex(index);
    boolean model = Files.isRegularFile(folder.resolve("saved_model.pb"));
    throw new BadInputException(
        folder,
        "a SavedModel with its weights in variables/variables.index",
        model ? "a saved_model.pb without them" : "a folder without them",
        model ? "export the model anew with its variables" : "name a weights file in it");
  }

  static SavedModelWeights ofIndex(Path index) {
    String name = index.getFileName().toString();
    String stem = name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
    SavedModelWeights weights = new SavedModelWeights(index.resolveSibling(stem));
    try (BoundedFile file = BoundedFile.open(index)) {
      if (!BundleIndex.isTable(file)) throw file.damaged("no checkpoint index");
      weights.addAll(file, BundleIndex.read(file));
      if (weights.entries.isEmpty()) {
        throw file.damaged("no float variables (a checkpoint of TensorFlow before 1.0?)");
      }
    }
    return weights;
  }

  private void addAll(BoundedFile file, Map<String, byte[]> table) {
    String reading = "its header";
    try {
      byte[] header = table.remove("");
      if (header == null) throw file.damaged("an index without its header");
      readHeader(ProtoMessage.of(header));
      for (Map.Entry<String, byte[]> entry : table.entrySet()) {
        reading = entry.getKey();
        add(reading, ProtoMessage.of(entry.getValue()));
      }
    } catch (ProtoMessage.Malformed e) {
      throw file.damaged(reading + " with " + e.getMessage(), e);
    }
  }

  private void readHeader(ProtoMessage header) throws ProtoMessage.Malformed {
    while (header.next()) {
      if (header.is(1, ProtoMessage.VARINT)) shardCount = (int) header.number();
      if (header.is(2, ProtoMessage.VARINT) && header.number() == 1) order = ByteOrder.BIG_ENDIAN;
    }
    if (shardCount < 1 || shardCount > MOST_SHARDS) {
      throw new ProtoMessage.Malformed(shardCount + " data files");
    }
  }

  private void add(String name, ProtoMessage entry) throws ProtoMessage.Malformed {
    Fields fields = new Fields();
    while (entry.next()) read(entry, fields);
    Dtype dtype = dtype(fields.dtype);
    if (dtype == null) return; // integers, texts, the object graph
    if (fields.sliced) throw new ProtoMessage.Malformed("slices (a partitioned variable)");
    long count = 1;
    for (long d : fields.dims) {
      if (d < 0 || d > Integer.MAX_VALUE || count * d > Integer.MAX_VALUE) {
        throw new ProtoMessage.Malformed("shape " + fields.dims);
      }
      count *= d;
    }
    if (fields.size != count * dtype.bytes()) {
      throw new ProtoMessage.Malformed(fields.size + " bytes for shape " + fields.dims);
    }
    if (fields.shard < 0 || fields.shard >= shardCount) {
      throw new ProtoMessage.Malformed("data file " + fields.shard + " of " + shardCount);
    }
    long[] dims = fields.dims.stream().mapToLong(Long::longValue).toArray();
    StoredTensor tensor = new StoredTensor(name, dtype, dims);
    entries.put(
        name, new Entry(tensor, (int) fields.shard, fields.offset, fields.size, fields.crc));
  }

  private static void read(ProtoMessage entry, Fields fields) throws ProtoMessage.Malformed {
    if (entry.is(1, ProtoMessage.VARINT)) fields.dtype = entry.number();
    if (entry.is(2, ProtoMessage.BYTES)) readShape(entry.message(), fields.dims);
    if (entry.is(3, ProtoMessage.VARINT)) fields.shard = entry.number();
    if (entry.is(4, ProtoMessage.VARINT)) fields.offset = entry.number();
    if (entry.is(5, ProtoMessage.VARINT)) fields.size = entry.number();
    if (entry.is(6, ProtoMessage.FIXED32)) fields.crc = entry.fixed32();
    if (entry.is(7, ProtoMessage.BYTES)) fields.sliced = true;
  }

  private static void readShape(ProtoMessage shape, List<Long> dims) throws ProtoMessage.Malformed {
    while (shape.next()) {
      if (!shape.is(2, ProtoMessage.BYTES)) continue;
      long size = 0; // what protobuf leaves out
      ProtoMessage dim = shape.message();
      while (dim.next()) if (dim.is(1, ProtoMessage.VARINT)) size = dim.number();
      if (dims.size() == MOST_DIMS) throw new ProtoMessage.Malformed("too many dimensions");
      dims.add(size);
    }
  }

  /** The number of TensorFlow's DataType (types.proto); null if it is no float. */
  private static Dtype dtype(long number) {
    if (number == 1) return Dtype.F32;
    if (number == 2) return Dtype.F64;
    if (number == 14) return Dtype.BF16;
    return number == 19 ? Dtype.F16 : null;
  }

  @Override
  public String format() {
    return "saved-model";
  }

  @Override
  public List<StoredTensor> tensors() {
    return entries.values().stream().map(Entry::tensor).toList();
  }

  @Override
  public float[] read(String name) {
    Entry entry = entries.get(name);
    if (entry == null) throw new IllegalArgumentException("no tensor " + name);
    try (BoundedFile file = BoundedFile.open(shard(entry.shard))) {
      long count = entry.tensor.elementCount();
      float[] values = file.floats(entry.offset, entry.tensor.dtype(), order, count);
      CRC32C crc = new CRC32C();
      for (long at = 0; at < entry.size; at += CRC_BYTES) {
        crc.update(file.read(entry.offset + at, (int) Math.min(CRC_BYTES, entry.size - at)));
      }
      if (BundleIndex.masked(crc) != entry.crc) throw file.damaged(name + " with a wrong checksum");
      return values;
    }
  }

  private Path shard(int shard) {
    String ending = String.format(Locale.ROOT, ".data-%05d-of-%05d", shard, shardCount);
    return prefix.resolveSibling(prefix.getFileName() + ending);
  }

  @Override
  public List<Path> files(Path opened) {
    List<Path> files = new ArrayList<>();
    files.add(prefix.resolveSibling(prefix.getFileName() + INDEX));
    for (int shard = 0; shard < shardCount; shard++) files.add(shard(shard));
    return files;
  }

  /** Nothing: files are open only while they are read. */
  @Override
  public void close() {}
}
