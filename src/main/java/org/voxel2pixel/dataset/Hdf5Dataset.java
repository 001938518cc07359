// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.Message;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * The bytes of one HDF5 dataset, row by row: {@code [row][...]}, the last dimension densest. What
 * was never written has the dataset's fill value.
 *
 * <p>Lengths are compared with the file's before anything of that length is allocated; of packed
 * chunks, with what gzip can pack at most.
 */
final class Hdf5Dataset {
  /** Bytes that gzip can make of one, and more than LZF can. */
  private static final long MOST_PACKED = 1032;

  /** Bytes that may be allocated whatever the file's length. */
  private static final long SMALL_BYTES = 1 << 26;

  /** Bytes that a piece of rows takes, if a row of chunks is not larger. */
  private static final long PIECE_BYTES = 1 << 24;

  private final String what;
  private final DatasetBase dataset;
  private final Hdf5Storage storage;
  private final long[] shape;
  private final int elementBytes;
  private final long rowLength;
  private final long rowBytes;
  private Optional<Hdf5Chunks> chunks = Optional.empty(); // found when first needed
  private Optional<Hdf5Filters> filters = Optional.empty();

  /**
   * @param what file and name, for messages
   */
  Hdf5Dataset(String what, ObjectHeader header, Hdf5Storage storage) {
    this.what = what;
    this.storage = storage;
    requirePlain(header);
    dataset = (DatasetBase) DatasetLoader.createDataset(storage, header, what, NoParent.INSTANCE);
    shape = dataset.getDimensionsAsLong();
    elementBytes = dataset.getDataType().getSize();
    long length = 1;
    for (int d = 1; d < shape.length; d++) length = Math.multiplyExact(length, shape[d]);
    rowLength = length;
    rowBytes = Math.multiplyExact(rowLength, elementBytes);
  }

  /** jhdf reads a reference to a header part that lies elsewhere as if it were that part. */
  private void requirePlain(ObjectHeader header) {
    List<Class<? extends Message>> parts =
        List.of(
            DataTypeMessage.class,
            DataSpaceMessage.class,
            FillValueMessage.class,
            FilterPipelineMessage.class);
    for (Class<? extends Message> part : parts) {
      for (Message message : header.getMessagesOfType(part)) {
        if (!message.isMessageShared()) continue;
        throw new BadInputException(
            what,
            "a dataset with a type of its own",
            "one with a named (committed) type or other shared header parts",
            "copy it in h5py: f.create_dataset(name, data=old[()])");
      }
    }
  }

  DataType type() {
    return dataset.getDataType();
  }

  /** Length of each dimension; empty for a single value. */
  long[] shape() {
    return shape.clone();
  }

  long rowCount() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Elements of a row. */
  long rowLength() {
    return rowLength;
  }

  /** Whether there is nothing in it: no value at all, or a dimension of length 0. */
  boolean isEmpty() {
    return dataset.getSize() == 0;
  }

  /** Rows that are best read at once: whole rows of chunks, about 16 MB. */
  int rowsAtOnce() {
    long bytes = Math.max(1, rowBytes);
    long step = dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
    long rows = Math.max(1, PIECE_BYTES / bytes / step) * step;
    while (rows > 1 && rows > (Integer.MAX_VALUE - 8) / bytes) rows = (rows + 1) / 2;
    return (int) Math.min(rows, Math.max(1, rowCount()));
  }

  /**
   * The bytes of some rows as they are stored; the rows must exist.
   *
   * @throws BadInputException if they take 2 GB or more, or the file does not have them
   */
  ByteBuffer rows(long firstRow, int rowCount) {
    long bytes = Math.multiplyExact(rowCount, rowBytes);
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new BadInputException(
          what, "rows of less than 2 GB", bytes + " bytes", "split the array into smaller ones");
    }
    requirePossible(bytes);
    if (dataset instanceof ChunkedDataset chunked) {
      findChunks(chunked);
      return ByteBuffer.wrap(chunked(firstRow, rowCount, (int) bytes));
    }
    if (dataset instanceof ContiguousDataset contiguous) {
      return contiguous.isEmpty()
          ? ByteBuffer.wrap(filled((int) bytes))
          : storage.readBufferFromAddress(
              contiguous.getDataAddress() + firstRow * rowBytes, (int) bytes);
    }
    ByteBuffer compact = dataset.getDataBuffer();
    return compact.slice(Math.toIntExact(firstRow * rowBytes), (int) bytes);
  }

  /** Refuses a dataset that is too large for its file to hold, before anybody makes room for it. */
  void requireInFile() {
    requirePossible(Math.multiplyExact(rowCount(), rowBytes));
  }

  private void requirePossible(long bytes) {
    if (bytes > SMALL_BYTES + MOST_PACKED * storage.size()) {
      throw damaged(bytes + " bytes of data in a file of " + storage.size());
    }
  }

  private void findChunks(ChunkedDataset chunked) {
    if (chunks.isPresent()) return;
    ObjectHeader header = dataset.getHeader();
    boolean filtered = header.hasMessageOfType(FilterPipelineMessage.class);
    filters =
        Optional.of(
            new Hdf5Filters(
                what,
                filtered
                    ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                    : List.of(),
                elementBytes));
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    chunks = Optional.of(new Hdf5Chunks(chunked, layout, elementBytes, storage));
  }

  private byte[] chunked(long firstRow, int rowCount, int bytes) {
    byte[] into = new byte[bytes];
    if (bytes == 0) return into;
    Hdf5Chunks all = chunks.orElseThrow();
    int rowsOfChunk = all.chunkShape()[0];
    long[] place = new long[shape.length];
    place[0] = firstRow / rowsOfChunk;
    long end = (firstRow + rowCount - 1) / rowsOfChunk + 1;
    while (place[0] < end) {
      copyOverlap(chunk(all, place), all.chunkShape(), place, firstRow, rowCount, into);
      int d = shape.length - 1;
      while (d > 0 && ++place[d] == all.gridLength(d)) place[d--] = 0;
      if (d == 0) place[0]++;
    }
    return into;
  }

  private byte[] chunk(Hdf5Chunks all, long[] place) {
    int bytes = all.chunkBytes(elementBytes);
    requirePossible(bytes);
    Optional<Chunk> found = all.chunk(place);
    if (found.isEmpty()) return filled(bytes);
    BitSet skipped = found.get().getFilterMask();
    byte[] stored =
        storage.readBufferFromAddress(found.get().getAddress(), found.get().getSize()).array();
    return filters.orElseThrow().decode(stored, skipped, bytes);
  }

  /** Copies what a chunk has of some rows, line by line of the last dimension. */
  private void copyOverlap(
      byte[] chunk, int[] chunkShape, long[] place, long firstRow, int rowCount, byte[] into) {
    int rank = shape.length;
    long[] from = new long[rank]; // of the overlap, in the dataset
    long[] to = new long[rank];
    for (int d = 0; d < rank; d++) {
      from[d] = place[d] * chunkShape[d];
      to[d] = Math.min(from[d] + chunkShape[d], shape[d]);
    }
    from[0] = Math.max(from[0], firstRow);
    to[0] = Math.min(to[0], firstRow + rowCount);
    int lineBytes = (int) (to[rank - 1] - from[rank - 1]) * elementBytes;
    long[] at = from.clone();
    while (at[0] < to[0]) {
      long source = 0;
      long target = 0;
      for (int d = 0; d < rank; d++) {
        source = source * chunkShape[d] + at[d] - place[d] * chunkShape[d];
        target = target * shape[d] + at[d] - (d == 0 ? firstRow : 0);
      }
      System.arraycopy(
          chunk, (int) source * elementBytes, into, (int) target * elementBytes, lineBytes);
      if (rank == 1) return;
      int d = rank - 2;
      while (d > 0 && ++at[d] == to[d]) {
        at[d] = from[d];
        d--;
      }
      if (d == 0) at[0]++;
    }
  }

  private byte[] filled(int bytes) {
    byte[] into = new byte[bytes];
    Optional<ByteBuffer> fill = fillValue();
    if (fill.isEmpty()) return into;
    byte[] value = new byte[elementBytes];
    fill.get().get(value);
    boolean zero = true;
    for (byte b : value) zero &= b == 0;
    if (zero) return into;
    for (int n = 0; n < bytes; n += elementBytes) {
      System.arraycopy(value, 0, into, n, elementBytes);
    }
    return into;
  }

  private Optional<ByteBuffer> fillValue() {
    ObjectHeader header = dataset.getHeader();
    ByteBuffer value = null;
    if (header.hasMessageOfType(FillValueMessage.class)) {
      FillValueMessage fill = header.getMessageOfType(FillValueMessage.class);
      if (fill.isFillValueDefined()) value = fill.getFillValue();
    } else if (header.hasMessageOfType(FillValueOldMessage.class)) {
      value = header.getMessageOfType(FillValueOldMessage.class).getFillValue();
    }
    return Optional.ofNullable(value).filter(bytes -> bytes.remaining() == elementBytes);
  }

  private BadInputException damaged(String found) {
    return new BadInputException(
        what, "a whole HDF5 file", found + ", shape " + Arrays.toString(shape), "copy it again");
  }
}
