// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The table of a TensorFlow checkpoint's {@code .index} file: LevelDB's sorted table (LevelDB,
 * doc/table_format.md; TensorFlow's core/lib/io) from tensor names to messages.
 *
 * <p>The file ends with 48 bytes: handles (offset and size as varints) of the meta-index and of the
 * index block, padding, and the magic number. A block is entries, restart offsets, their count;
 * behind it stand one byte (0 plain, 1 Snappy) and its masked CRC-32C. An entry is three varints,
 * shared key bytes, further key bytes, value bytes, and the bytes of the latter two. The index
 * block's values are the handles of the data blocks.
 */
final class BundleIndex {
  private static final int FOOTER_BYTES = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int TRAILER_BYTES = 5;
  private static final int SNAPPY = 1;
  private static final int MOST_BLOCK_BYTES = 1 << 26;
  private static final int MOST_ENTRIES = 1_000_000;
  private static final long MOST_KEY_BYTES = 1 << 28; // all keys together

  private final BoundedFile file;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private long keyBytes;

  private BundleIndex(BoundedFile file) {
    this.file = file;
  }

  static boolean isTable(BoundedFile file) {
    return file.size() >= FOOTER_BYTES
        && file.read(file.size() - Long.BYTES, Long.BYTES).getLong() == MAGIC;
  }

  /** Values by key, in the order of the keys; the header's key is empty. */
  static Map<String, byte[]> read(BoundedFile file) {
    BundleIndex index = new BundleIndex(file);
    ByteBuffer footer = file.read(file.size() - FOOTER_BYTES, FOOTER_BYTES);
    index.handle(footer); // the meta-index: of no use
    for (byte[] handle : index.entries(index.block(footer)).values()) {
      index.entries.putAll(index.entries(index.block(ByteBuffer.wrap(handle))));
      if (index.entries.size() > MOST_ENTRIES) throw file.damaged("more than a million tensors");
    }
    return index.entries;
  }

  private long[] handle(ByteBuffer in) {
    return new long[] {varint(in), varint(in)};
  }

  private long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) return value;
    }
    throw file.damaged("a number that is cut off");
  }

  private byte[] block(ByteBuffer handleBytes) {
    long[] handle = handle(handleBytes);
    if (handle[1] < 0 || handle[1] > MOST_BLOCK_BYTES) {
      throw file.damaged("a block of " + handle[1] + " bytes");
    }
    int size = (int) handle[1];
    byte[] bytes = file.read(handle[0], size + TRAILER_BYTES).array();
    int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(size + 1);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size + 1);
    if (masked(crc) != stored) throw file.damaged("a block with a wrong checksum");
    byte[] block = Arrays.copyOf(bytes, size);
    if (bytes[size] == 0) return block;
    if (bytes[size] != SNAPPY) throw file.damaged("a block of compression " + bytes[size]);
    return Snappy.decode(file, block);
  }

  /** As LevelDB stores a CRC: rotated by 15 bits and moved, lest a CRC be taken of a CRC. */
  static int masked(CRC32C crc) {
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private Map<String, byte[]> entries(byte[] block) {
    ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    if (block.length < Integer.BYTES) throw file.damaged("an empty block");
    long restarts = in.getInt(block.length - Integer.BYTES) & 0xffffffffL;
    long end = block.length - Integer.BYTES * (1 + restarts);
    if (end < 0) throw file.damaged("a block of " + restarts + " restarts");
    in.limit((int) end);
    Map<String, byte[]> found = new LinkedHashMap<>();
    byte[] key = new byte[0];
    while (in.hasRemaining()) {
      int shared = length(varint(in), key.length);
      long unshared = varint(in);
      long value = varint(in);
      int ownLength = length(unshared, in.remaining());
      byte[] longer = Arrays.copyOf(key, shared + ownLength);
      in.get(longer, shared, ownLength);
      key = longer;
      keyBytes += key.length;
      if (keyBytes > MOST_KEY_BYTES) throw file.damaged("names of " + keyBytes + " bytes");
      byte[] bytes = new byte[length(value, in.remaining())];
      in.get(bytes);
      found.put(new String(key, StandardCharsets.UTF_8), bytes);
    }
    return found;
  }

  private int length(long length, int most) {
    if (length < 0 || length > most) throw file.damaged("an entry of " + length + " bytes");
    return (int) length;
  }
}
