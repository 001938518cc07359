// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.storage.HdfBackingStorage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the chunks of an HDF5 dataset lie, with the mask of each that jhdf's own lookup hides. */
final class Hdf5Chunks {
  private static final long UNDEFINED_ADDRESS = -1;

  private final int[] chunkShape;
  private final long[] grid; // chunks along each dimension
  private final Map<Long, Chunk> chunkOfCell = new HashMap<>();

  Hdf5Chunks(
      ChunkedDataset dataset,
      DataLayoutMessage layout,
      int elementBytes,
      HdfBackingStorage storage) {
    long[] shape = dataset.getDimensionsAsLong();
    chunkShape = dataset.getChunkDimensions();
    if (chunkShape.length != shape.length) throw new IllegalStateException("rank of the chunks");
    grid = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      if (chunkShape[d] < 1) throw new IllegalStateException("a chunk of length " + chunkShape[d]);
      grid[d] = (shape[d] + chunkShape[d] - 1) / chunkShape[d];
    }
    for (Chunk chunk : chunks(layout, shape, chunkBytes(elementBytes), storage)) {
      cellAt(chunk.getChunkOffset()).ifPresent(cell -> chunkOfCell.put(cell, chunk));
    }
  }

  private Collection<Chunk> chunks(
      DataLayoutMessage layout, long[] shape, int chunkBytes, HdfBackingStorage storage) {
    if (layout instanceof ChunkedDataLayoutMessage v3) {
      long address = v3.getBTreeAddress();
      if (address == UNDEFINED_ADDRESS) return List.of();
      return BTreeV1.createDataBTree(storage, address, shape.length).getChunks();
    }
    ChunkedDataLayoutMessageV4 v4 = (ChunkedDataLayoutMessageV4) layout;
    long address = v4.getAddress();
    if (address == UNDEFINED_ADDRESS) return List.of();
    DatasetInfo sizes = new DatasetInfo(chunkBytes, shape, chunkShape);
    return switch (v4.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(v4, sizes).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ImplicitChunkIndex(address, sizes).getAllChunks();
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new FixedArrayIndex(storage, address, sizes).getAllChunks();
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ExtensibleArrayIndex(storage, address, sizes).getAllChunks();
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          new BTreeIndex(storage, address, sizes).getAllChunks();
      default -> throw new IllegalStateException("chunk index " + v4.getIndexingType());
    };
  }

  /** Elements of a chunk along each dimension; those at the border stick out of the dataset. */
  int[] chunkShape() {
    return chunkShape.clone();
  }

  /** Chunks along a dimension. */
  long gridLength(int dimension) {
    return grid[dimension];
  }

  int chunkBytes(int elementBytes) {
    int bytes = elementBytes;
    for (int length : chunkShape) bytes = Math.multiplyExact(bytes, length);
    return bytes;
  }

  /** The chunk at a place in the grid of chunks, empty if it was never written. */
  Optional<Chunk> chunk(long[] place) {
    long cell = 0;
    for (int d = 0; d < grid.length; d++) cell = cell * grid[d] + place[d];
    return Optional.ofNullable(chunkOfCell.get(cell))
        .filter(chunk -> chunk.getAddress() != UNDEFINED_ADDRESS);
  }

  /** Place of a chunk by its first element, empty if a shrunken dataset has it no more. */
  private Optional<Long> cellAt(long[] offset) {
    long cell = 0;
    for (int d = 0; d < grid.length; d++) {
      long place = offset[d] / chunkShape[d];
      if (offset[d] % chunkShape[d] != 0 || place < 0) {
        throw new IllegalStateException("a chunk at element " + offset[d]);
      }
      if (place >= grid[d]) return Optional.empty();
      cell = Math.addExact(Math.multiplyExact(cell, grid[d]), place);
    }
    return Optional.of(cell);
  }
}
