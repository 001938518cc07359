// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a sparse projection: equal where every voxel meets the same pixels with the same
 * weights. What is learned entry by entry of an operator means something with that operator only.
 *
 * <p>Hashed are, numbers big-endian: width, height, number of lags, number of voxels (int each);
 * then for each region in order its name (UTF-8, its length before it), the number of entries
 * (long) and for each entry, by row and column, row, column (int) and value (float).
 */
public final class OperatorHash {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  private OperatorHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** In lower-case hexadecimal. */
  public static String of(SparseProjection projection) {
    OperatorHash hash = new OperatorHash();
    RfsLayout layout = projection.layout();
    hash.add(layout.widthPx());
    hash.add(layout.heightPx());
    hash.add(layout.lagCount());
    hash.add(projection.voxelCount());
    for (int roi = 0; roi < layout.rois().size(); roi++) {
      hash.add(layout.rois().get(roi));
      hash.add(projection.operator(roi));
    }
    hash.flush();
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    flush();
    digest.update(bytes);
  }

  private void add(SparseMatrix matrix) {
    flush();
    buffer.putLong(matrix.entryCount());
    for (int row = 0; row < matrix.rowCount(); row++) {
      for (int e = (int) matrix.rowStart[row]; e < matrix.rowStart[row + 1]; e++) {
        add(row);
        add(matrix.column[e]);
        add(Float.floatToIntBits(matrix.value[e]));
      }
    }
  }

  private void add(int value) {
    if (buffer.remaining() < Integer.BYTES) flush();
    buffer.putInt(value);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
