// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor of a Caffe model: where its message lies, and what it holds.
 *
 * <p>BlobProto of BVLC/caffe: num, channels, height, width (fields 1 to 4; old files only), data
 * (5, float), diff (6), shape (7), double_data (8). BlobProto of facebookarchive/C3D: num,
 * channels, length, height, width (1 to 5), data (6), diff (7). They are told apart by field 5: a
 * number in C3D, floats in Caffe. Floats may be packed, in several pieces, or stand one by one.
 *
 * @param begin first byte of the message
 * @param end byte after it
 * @param dataField the number of the field with the data
 */
record CaffeBlob(StoredTensor tensor, long begin, long end, int dataField) {
  private static final int WIDTH_OR_DATA = 5;
  private static final int DATA_IN_C3D = 6;
  private static final int SHAPE = 7;
  private static final int DOUBLE_DATA = 8;
  private static final int MOST_DIMS = 32; // kMaxBlobAxes

  /** Counts of what the fields 5, 6 and 8 hold, and the dimensions of either kind. */
  private static final class Tally {
    private final long[] floats = new long[DOUBLE_DATA + 1];
    private final long[] legacy = new long[WIDTH_OR_DATA];
    private boolean legacyDims;
    private boolean c3d;
    private ProtoMessage shape;
  }

  static CaffeBlob parse(String name, ProtoMessage blob) throws ProtoMessage.Malformed {
    long begin = blob.position();
    Tally tally = new Tally();
    while (blob.next()) count(blob, tally);
    int dataField = tally.c3d ? DATA_IN_C3D : WIDTH_OR_DATA;
    if (!tally.c3d && tally.floats[DOUBLE_DATA] > 0) dataField = DOUBLE_DATA;
    long[] dims = dims(name, tally);
    long count = tally.floats[dataField];
    if (product(name, dims) != count) {
      throw new ProtoMessage.Malformed(
          "blob " + name + " of shape " + Arrays.toString(dims) + " with " + count + " values");
    }
    Dtype dtype = dataField == DOUBLE_DATA ? Dtype.F64 : Dtype.F32;
    return new CaffeBlob(new StoredTensor(name, dtype, dims), begin, blob.position(), dataField);
  }

  private static void count(ProtoMessage blob, Tally tally) throws ProtoMessage.Malformed {
    int field = blob.field();
    if (blob.wire() == ProtoMessage.VARINT && field <= WIDTH_OR_DATA) {
      tally.legacy[field - 1] = blob.number();
      tally.legacyDims = true;
      tally.c3d |= field == WIDTH_OR_DATA;
    } else if (field == SHAPE) {
      if (blob.wire() == ProtoMessage.BYTES) tally.shape = blob.message();
    } else if (field == WIDTH_OR_DATA || field == DATA_IN_C3D || field == DOUBLE_DATA) {
      int bytes = field == DOUBLE_DATA ? Double.BYTES : Float.BYTES;
      long length = blob.end() - blob.begin();
      if (blob.wire() == ProtoMessage.VARINT || length % bytes != 0) {
        throw new ProtoMessage.Malformed("floats of " + length + " bytes at " + blob.begin());
      }
      tally.floats[field] += length / bytes;
    }
  }

  private static long[] dims(String name, Tally tally) throws ProtoMessage.Malformed {
    if (tally.c3d) return tally.legacy;
    if (tally.shape == null) {
      if (!tally.legacyDims) throw new ProtoMessage.Malformed("blob " + name + " without a shape");
      return Arrays.copyOf(tally.legacy, WIDTH_OR_DATA - 1);
    }
    long[] dims = new long[MOST_DIMS];
    int rank = 0;
    ProtoMessage shape = tally.shape;
    while (shape.next()) {
      if (shape.field() != 1) continue;
      ProtoMessage packed = shape.wire() == ProtoMessage.BYTES ? shape.message() : null;
      while (packed == null || packed.nextPacked()) {
        if (rank == MOST_DIMS) {
          throw new ProtoMessage.Malformed("blob " + name + " of more than 32 dimensions");
        }
        dims[rank++] = packed == null ? shape.number() : packed.number();
        if (packed == null) break;
      }
    }
    return Arrays.copyOf(dims, rank);
  }

  private static long product(String name, long[] dims) throws ProtoMessage.Malformed {
    long count = 1;
    for (long d : dims) {
      if (d < 0 || d > Integer.MAX_VALUE || count * d > Integer.MAX_VALUE) {
        throw new ProtoMessage.Malformed("blob " + name + " of shape " + Arrays.toString(dims));
      }
      count *= d;
    }
    return count;
  }

  /** The values, last dimension fastest. */
  float[] values(BoundedFile file, ProtoMessage.Source bytes) throws ProtoMessage.Malformed {
    Dtype dtype = tensor.dtype();
    float[] values = new float[BoundedFile.arrayLength(file.path(), tensor.elementCount())];
    int at = 0;
    ProtoMessage blob = new ProtoMessage(bytes, begin, end);
    while (blob.next()) {
      if (blob.field() != dataField) continue;
      int length = (int) ((blob.end() - blob.begin()) / dtype.bytes());
      if (length == 1 && dtype == Dtype.F32) { // unpacked: the window reads ahead
        values[at++] = Float.intBitsToFloat(blob.fixed32());
        continue;
      }
      file.floats(blob.begin(), dtype, ByteOrder.LITTLE_ENDIAN, values, at, length);
      at += length;
    }
    return values;
  }
}
