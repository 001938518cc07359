// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/**
 * Reads a safetensors file (Hugging Face's format: 8 bytes little-endian header length, JSON
 * header, little-endian data), tensor by tensor, and writes one of float32 tensors.
 *
 * <p>Strict: the header is at most 100 MB, names are unique, each tensor's bytes match its shape
 * and type, and tensors fill the file without gap or overlap.
 */
public final class Safetensors implements AutoCloseable {
  static final long MAX_HEADER_BYTES = 100_000_000;
  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final String REMEDY = "get the file again, or name another one";

  private final Path file;
  private final FileChannel channel;
  private final byte[] headerBytes;
  private final SafetensorsHeader header;

  /** A tensor to write: its values are asked for when their turn has come. */
  public record Source(String name, long[] dims) {}

  private Safetensors(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    long size = channel.size();
    long headerLength = size < LENGTH_BYTES ? -1 : read(0, LENGTH_BYTES).getLong();
    if (headerLength < 0 || headerLength > Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES)) {
      throw malformed(
          "a header length of " + headerLength + " bytes in " + size + " bytes of file", null);
    }
    headerBytes = read(LENGTH_BYTES, (int) headerLength).array();
    try {
      header = SafetensorsHeader.parse(headerBytes, size - LENGTH_BYTES - headerLength);
    } catch (SafetensorsHeader.MalformedHeader e) {
      throw malformed("a header that does not hold (" + e.getMessage() + ")", e);
    }
  }

  private BadInputException malformed(String found, Exception cause) {
    return new BadInputException(file, "a whole safetensors file", found, REMEDY, cause);
  }

  /**
   * @throws BadInputException if it cannot be read or is not a whole safetensors file
   */
  public static Safetensors open(Path file) {
    FileChannel channel = null;
    Safetensors opened = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      opened = new Safetensors(file, channel);
      return opened;
    } catch (IOException e) {
      throw new BadInputException(
          file, "a readable safetensors file", e.toString(), "check its path and rights", e);
    } finally {
      if (opened == null && channel != null) closeQuietly(file, channel);
    }
  }

  private static void closeQuietly(Path file, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(Safetensors.class.getName())
          .log(System.Logger.Level.WARNING, "could not close " + file, e);
    }
  }

  /** Free text pairs from the header. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** By name, in the order of their data. */
  public Map<String, TensorEntry> tensors() {
    return header.tensors();
  }

  /** The header's JSON as it stands in the file. */
  public byte[] headerBytes() {
    return headerBytes.clone();
  }

  /** A tensor's values as float32, last dimension fastest. */
  public float[] read(TensorEntry tensor) {
    float[] values = new float[Math.toIntExact(tensor.elementCount())];
    int next = 0;
    for (long at = tensor.begin(); at < tensor.end(); at += CHUNK_BYTES) {
      ByteBuffer chunk = chunk(at, Math.min(CHUNK_BYTES, tensor.end() - at));
      while (chunk.hasRemaining()) values[next++] = tensor.dtype().next(chunk);
    }
    return values;
  }

  /** Hands out all data in order, in chunks, for a checksum. */
  public void forEachDataChunk(Consumer<ByteBuffer> consumer) {
    long end = tensors().values().stream().mapToLong(TensorEntry::end).max().orElse(0);
    for (long at = 0; at < end; at += CHUNK_BYTES) {
      consumer.accept(chunk(at, Math.min(CHUNK_BYTES, end - at)));
    }
  }

  private ByteBuffer chunk(long dataOffset, long length) {
    try {
      return read(LENGTH_BYTES + (long) headerBytes.length + dataOffset, (int) length);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("ends at byte " + (position + buffer.position()));
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file, e);
    }
  }

  /**
   * Writes float32 tensors whole or not at all, one in memory at a time.
   *
   * @param valuesOf gives a tensor's values, last dimension fastest
   */
  public static void write(
      Path file,
      Map<String, String> metadata,
      List<Source> tensors,
      Function<Source, float[]> valuesOf) {
    byte[] header = headerOf(metadata, tensors);
    WholeFile.write(
        file,
        out -> {
          out.write(littleEndian(LENGTH_BYTES).putLong(header.length).array());
          out.write(header);
          for (Source tensor : tensors) writeValues(out, tensor, valuesOf.apply(tensor));
        });
  }

  /** The header that {@link #write} writes for these. */
  public static byte[] headerOf(Map<String, String> metadata, List<Source> tensors) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    long begin = 0;
    for (Source tensor : tensors) {
      long count = TensorEntry.elementCount(tensor.dims());
      long end = Math.addExact(begin, Math.multiplyExact(count, (long) Dtype.F32.bytes()));
      TensorEntry entry = new TensorEntry(tensor.name(), Dtype.F32, tensor.dims(), begin, end);
      if (entries.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("two tensors " + tensor.name());
      }
      begin = end;
    }
    return new SafetensorsHeader(metadata, entries).toBytes();
  }

  private static void writeValues(OutputStream out, Source tensor, float[] values)
      throws IOException {
    if (values.length != TensorEntry.elementCount(tensor.dims())) {
      throw new IllegalArgumentException(tensor.name() + " got " + values.length + " values");
    }
    forEachChunk(
        values,
        chunk -> {
          try {
            out.write(chunk.array(), 0, chunk.limit());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Float32 values as they stand in the file, in chunks with a backing array. */
  public static void forEachChunk(float[] values, Consumer<ByteBuffer> consumer) {
    int perChunk = CHUNK_BYTES / Dtype.F32.bytes();
    for (int from = 0; from < values.length; from += perChunk) {
      int count = Math.min(perChunk, values.length - from);
      ByteBuffer chunk = littleEndian(count * Dtype.F32.bytes());
      chunk.asFloatBuffer().put(values, from, count);
      consumer.accept(chunk);
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
