// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.voxel2pixel.BadInputException;

/**
 * Weights that Keras saved as HDF5, of all ages: {@code LAYER/LAYER_W_1:0} (Keras 1), {@code
 * LAYER/LAYER/kernel:0} (Keras 2), the same under {@code model_weights/} (whole models), {@code
 * layers/conv2d/vars/0} (Keras 3). A tensor is named by its path, without {@code model_weights/};
 * the optimizer's are left out.
 *
 * <p>Datasets must lie in one piece, as Keras writes them. Values are read in chunks, so that those
 * above 2 GB, where jhdf stops, are no matter.
 */
final class KerasWeights implements WeightsFile {
  private static final String WHOLE_MODEL = "model_weights/";
  private static final List<String> OPTIMIZER = List.of("optimizer_weights/", "optimizer/");
  private static final String OLDEST = "layer_\\d+/param_\\d+"; // for Theano, which turns kernels
  private static final String REPACK = "write it anew: h5repack -l CONTI -f NONE OLD.h5 NEW.h5";

  private final Hdf5Bytes bytes;
  private final Map<String, Stored> stored = new LinkedHashMap<>();

  private record Stored(StoredTensor tensor, ByteOrder order, ObjectHeader header) {}

  private KerasWeights(Hdf5Bytes bytes) {
    this.bytes = bytes;
  }

  static KerasWeights open(Path path) {
    BoundedFile file = BoundedFile.open(path);
    KerasWeights weights = null;
    try {
      weights = guarded(file, () -> read(file));
      return weights;
    } finally {
      if (weights == null) file.close();
    }
  }

  private static KerasWeights read(BoundedFile file) {
    KerasWeights weights = new KerasWeights(new Hdf5Bytes(file));
    Hdf5Tensors.of(weights.bytes).forEach(weights::add);
    if (weights.stored.isEmpty()) {
      throw new BadInputException(
          file.path(),
          "weights that Keras saved",
          "an HDF5 file without floats",
          "name another file");
    }
    if (weights.stored.keySet().stream().allMatch(name -> name.matches(OLDEST))) {
      throw new BadInputException(
          file.path(),
          "weights that name their layers",
          "those of an early Keras (layer_1/param_0), whose kernels may be turned by 180 degrees",
          "get a newer file, such as vgg16_weights_tf_dim_ordering_tf_kernels.h5");
    }
    return weights;
  }

  /** What jhdf does, its complaints turned into the user's words. */
  private static <T> T guarded(BoundedFile file, Supplier<T> work) {
    try {
      return work.get();
    } catch (BadInputException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A damaged file can claim a list of any length, or an object that contains itself.
      Throwable first = e;
      while (first.getCause() != null) first = first.getCause();
      throw new BadInputException(
          file.path(),
          "a whole HDF5 file of Keras",
          first.getMessage() == null ? first.toString() : first.getMessage(),
          BoundedFile.REMEDY,
          e);
    }
  }

  private void add(String path, ObjectHeader header) {
    if (OPTIMIZER.stream().anyMatch(path::startsWith)) return;
    DataTypeMessage type = header.getMessageOfType(DataTypeMessage.class);
    if (type.isMessageShared()) return; // a named type: Keras makes none
    if (!(type.getDataType() instanceof FloatingPoint number)) return;
    Optional<Dtype> dtype = ieee(number);
    if (dtype.isEmpty()) return;
    long[] dims =
        header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong();
    String name = path.startsWith(WHOLE_MODEL) ? path.substring(WHOLE_MODEL.length()) : path;
    StoredTensor tensor = new StoredTensor(name, dtype.get(), dims);
    if (stored.put(name, new Stored(tensor, number.getByteOrder(), header)) != null) {
      throw new BadInputException(
          bytes.file().path(), "different names", "two tensors " + name, BoundedFile.REMEDY);
    }
  }

  /** IEEE 754 of 16, 32 or 64 bits; empty for all else. */
  private static Optional<Dtype> ieee(FloatingPoint number) {
    int fraction =
        switch (number.getSize()) {
          case 2 -> 10;
          case 4 -> 23;
          case 8 -> 52;
          default -> -1;
        };
    boolean ieee =
        fraction > 0
            && number.getMantissaLocation() == 0
            && number.getMantissaSize() == fraction
            && number.getExponentLocation() == fraction
            && number.getExponentSize() == 8 * number.getSize() - 1 - fraction
            && number.getSignLocation() == 8 * number.getSize() - 1;
    if (!ieee) return Optional.empty();
    return Optional.of(
        switch (number.getSize()) {
          case 2 -> Dtype.F16;
          case 4 -> Dtype.F32;
          default -> Dtype.F64;
        });
  }

  @Override
  public String format() {
    return "keras-h5";
  }

  @Override
  public List<StoredTensor> tensors() {
    return stored.values().stream().map(Stored::tensor).toList();
  }

  @Override
  public float[] read(String name) {
    Stored found = stored.get(name);
    if (found == null) throw new IllegalArgumentException("no tensor " + name);
    return guarded(bytes.file(), () -> values(found));
  }

  private float[] values(Stored found) {
    StoredTensor tensor = found.tensor;
    DatasetBase dataset =
        (DatasetBase)
            DatasetLoader.createDataset(bytes, found.header, tensor.name(), NoParent.INSTANCE);
    boolean filtered = found.header.hasMessageOfType(FilterPipelineMessage.class);
    long count = tensor.elementCount();
    if (!filtered && dataset instanceof ContiguousDataset contiguous) {
      if (contiguous.isEmpty() || count == 0) return unwritten(tensor, count);
      long at = contiguous.getDataAddress() + bytes.getUserBlockSize();
      return bytes.file().floats(at, tensor.dtype(), found.order, count);
    }
    ByteBuffer compact = filtered ? null : dataset.getDataBuffer();
    if (compact == null || compact.remaining() != count * tensor.dtype().bytes()) {
      throw new BadInputException(
          bytes.file().path() + ", " + tensor.name(),
          "a dataset in one piece, as Keras writes it",
          "one in chunks",
          REPACK);
    }
    compact.order(found.order);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) values[i] = tensor.dtype().next(compact);
    return values;
  }

  /** A dataset that has dimensions but no data holds nothing that could be weights. */
  private float[] unwritten(StoredTensor tensor, long count) {
    if (count == 0) return new float[0];
    throw new BadInputException(
        bytes.file().path() + ", " + tensor.name(), "values", "none written", BoundedFile.REMEDY);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
