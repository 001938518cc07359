// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.voxel2pixel.BadInputException;

/**
 * Undoes the filters of an HDF5 chunk: gzip, shuffle, fletcher32 and LZF, all that h5py and MATLAB
 * use without plugins. Output is bounded by the size of the chunk, whatever the compressed bytes
 * say, and checksums are compared. After the HDF5 File Format Specification 3.0, IV.A.2.l, and the
 * format of liblzf.
 *
 * <p>A chunk that a filter made no smaller is stored without it, and its mask says so; jhdf's own
 * pipeline does not look at the mask.
 */
final class Hdf5Filters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;
  private static final int CHECKSUM_BYTES = 4;

  /** Names by the registry of The HDF Group, where a file does not give one. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(4, "szip"),
          Map.entry(5, "nbit"),
          Map.entry(6, "scaleoffset"),
          Map.entry(305, "LZO"),
          Map.entry(307, "bzip2"),
          Map.entry(32001, "blosc"),
          Map.entry(32004, "LZ4"),
          Map.entry(32008, "bitshuffle"),
          Map.entry(32013, "zfp"),
          Map.entry(32015, "zstd"),
          Map.entry(32026, "blosc2"));

  private final String what;
  private final List<FilterInfo> filters;
  private final int elementBytes;

  /**
   * @param what file and dataset, for messages
   * @param filters in the order in which they were applied
   * @throws BadInputException if there is any other among them
   */
  Hdf5Filters(String what, List<FilterInfo> filters, int elementBytes) {
    this.what = what;
    this.filters = List.copyOf(filters);
    this.elementBytes = elementBytes;
    for (FilterInfo filter : filters) {
      int id = filter.getId();
      if (id == DEFLATE || id == SHUFFLE || id == FLETCHER32 || id == LZF) continue;
      throw new BadInputException(
          what,
          "the filters gzip, shuffle, fletcher32 or lzf",
          "the filter " + NAMES.getOrDefault(id, filter.getName()) + " (number " + id + ")",
          "rewrite the file with h5repack -f GZIP=4, or with h5py and compression='gzip'");
    }
  }

  /**
   * @param stored the chunk's bytes in the file
   * @param skipped filters, by their place, that were not applied to this chunk
   * @param chunkBytes length of the chunk without filters
   */
  byte[] decode(byte[] stored, BitSet skipped, int chunkBytes) {
    byte[] bytes = stored;
    int checksums = 0; // those still around what the next filter yields
    for (int n = 0; n < filters.size(); n++) {
      if (filters.get(n).getId() == FLETCHER32 && !skipped.get(n)) checksums++;
    }
    for (int n = filters.size() - 1; n >= 0; n--) {
      if (skipped.get(n)) continue;
      int limit = Math.addExact(chunkBytes, checksums * CHECKSUM_BYTES);
      switch (filters.get(n).getId()) {
        case DEFLATE -> bytes = inflate(bytes, limit);
        case SHUFFLE -> bytes = unshuffle(bytes);
        case FLETCHER32 -> {
          bytes = checked(bytes);
          checksums--;
        }
        case LZF -> bytes = expand(bytes, limit);
        default -> throw new IllegalStateException("refused by the constructor");
      }
    }
    if (bytes.length != chunkBytes) throw damaged("a chunk of " + bytes.length + " bytes", null);
    return bytes;
  }

  private byte[] inflate(byte[] in, int limit) {
    byte[] out = new byte[limit];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(in);
      int length = 0;
      while (!inflater.finished() && length < limit) {
        int more = inflater.inflate(out, length, limit - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) break;
        length += more;
      }
      // The end of the stream, with its checksum, may still be to come; more data must not.
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw damaged("a compressed chunk of more than " + limit + " bytes", null);
      }
      if (!inflater.finished()) throw damaged("a compressed chunk that ends early", null);
      return length == limit ? out : Arrays.copyOf(out, length);
    } catch (DataFormatException e) {
      throw damaged("a chunk that does not unpack", e);
    } finally {
      inflater.end();
    }
  }

  /** {@code out[j · size + i] = in[i · elements + j]}; bytes beyond the last element stay. */
  private byte[] unshuffle(byte[] in) {
    int elements = in.length / elementBytes;
    if (elementBytes == 1 || elements < 2) return in;
    byte[] out = in.clone();
    int from = 0;
    for (int i = 0; i < elementBytes; i++) {
      for (int j = 0; j < elements; j++) out[j * elementBytes + i] = in[from++];
    }
    return out;
  }

  private byte[] checked(byte[] in) {
    int length = in.length - CHECKSUM_BYTES;
    if (length < 0) throw damaged("a chunk shorter than its checksum", null);
    int stored = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    if (stored != fletcher32(in, length)) throw damaged("a chunk with a wrong checksum", null);
    return Arrays.copyOf(in, length);
  }

  /**
   * Fletcher's checksum over big-endian 16-bit words, an odd last byte being the upper half. The
   * sums are modulo 65535 with 65535 for 0 once anything was added, as repeated folding gives it.
   */
  private static int fletcher32(byte[] bytes, int length) {
    int low = 0;
    int high = 0;
    for (int n = 0; n < length; n += 2) {
      low += (bytes[n] & 0xff) << 8 | (n + 1 < length ? bytes[n + 1] & 0xff : 0);
      if (low > 0xffff) low -= 0xffff;
      high += low;
      if (high > 0xffff) high -= 0xffff;
    }
    return high << 16 | low;
  }

  private byte[] expand(byte[] in, int limit) {
    byte[] out = new byte[limit];
    int at = 0;
    int to = 0;
    try {
      while (at < in.length) {
        int control = in[at++] & 0xff;
        if (control < 32) { // control + 1 bytes as they are
          System.arraycopy(in, at, out, to, control + 1);
          at += control + 1;
          to += control + 1;
        } else { // bytes again that came before
          int length = (control >> 5) + 2;
          if (length == 9) length += in[at++] & 0xff;
          int from = to - ((control & 0x1f) << 8 | in[at++] & 0xff) - 1;
          for (int n = 0; n < length; n++) out[to++] = out[from++]; // they may overlap
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw damaged("a chunk that does not unpack", e);
    }
    return to == limit ? out : Arrays.copyOf(out, to);
  }

  private BadInputException damaged(String found, Exception cause) {
    return new BadInputException(what, "whole chunks", found, "copy the file again", cause);
  }
}
