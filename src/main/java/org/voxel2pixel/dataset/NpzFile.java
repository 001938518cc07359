// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.NpyHeader.Order;

/**
 * A .npz archive as NumPy's savez and savez_compressed write it, zip64 included: an array for each
 * member, named without .npy. Nothing is unpacked to the disk; a member whose name leaves the
 * archive ({@code ../x}, {@code /x}) condemns the file all the same, and so do two of one name.
 *
 * <p>Lengths of the archive's directory and of the .npy header must agree, and be within what
 * deflate can pack, before anything is allocated; each member's CRC is compared.
 */
final class NpzFile implements NamedArrays {
  private static final String ENDING = ".npy";

  /** Bytes that deflate can make of one. */
  private static final long MOST_PACKED = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> members;
  private Map<String, String> hashes = Map.of();

  private NpzFile(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
    this.members = members(file, zip);
  }

  static NpzFile open(Path file) {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException | IllegalArgumentException e) { // the latter for names in no encoding
      throw new BadInputException(
          file, "a whole .npz archive", String.valueOf(e.getMessage()), "copy it again", e);
    }
    try {
      return new NpzFile(file, zip);
    } catch (RuntimeException e) {
      closeAfter(zip, e);
      throw e;
    }
  }

  private static void closeAfter(ZipFile zip, RuntimeException reason) {
    try {
      zip.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static Map<String, ZipEntry> members(Path file, ZipFile zip) {
    Map<String, ZipEntry> members = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      requireInside(file, name);
      if (entry.isDirectory()) continue;
      boolean npy = name.endsWith(ENDING);
      String array = npy ? name.substring(0, name.length() - ENDING.length()) : name;
      if (members.put(array, entry) != null) {
        throw new BadInputException(
            file, "members of different names", "two named " + array, "save it again");
      }
    }
    return members;
  }

  private static void requireInside(Path file, String name) {
    boolean outside =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || List.of(name.split("/")).contains("..");
    if (!outside) return;
    throw new BadInputException(
        file,
        "members within the archive",
        "one named " + name,
        "do not use this file unless you know who made it");
  }

  @Override
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  @Override
  public NumericArray array(String name, Progress progress) {
    ZipEntry member = member(name);
    CRC32 crc = new CRC32();
    try (InputStream packed = zip.getInputStream(member);
        DataInputStream in = new DataInputStream(new CheckedInputStream(packed, crc))) {
      NpyHeader header = NpyHeader.read(place(name), in);
      int[] shape = requireFits(name, member, header);
      float[] values = new float[NumericArray.length(shape)];
      read(in, header, values, progress);
      if (in.read() >= 0) throw damaged(name, "more than its header says", null);
      if (crc.getValue() != member.getCrc()) throw damaged(name, "a wrong checksum", null);
      return header.order() == Order.C
          ? new NumericArray(shape, values)
          : NumericArray.ofColumnMajor(shape, values);
    } catch (EOFException e) {
      throw damaged(name, "one that ends early", e);
    } catch (IOException e) {
      throw damaged(name, String.valueOf(e.getMessage()), e);
    }
  }

  private int[] requireFits(String name, ZipEntry member, NpyHeader header) {
    int[] shape = header.shapeInMemory(place(name));
    long needed =
        header.dataOffset() + (long) NumericArray.length(shape) * header.type().byteCount();
    if (member.getSize() != needed) {
      throw damaged(name, needed + " bytes by its header, " + member.getSize() + " by zip's", null);
    }
    boolean stored = member.getMethod() == ZipEntry.STORED;
    if (needed > (stored ? 1 : MOST_PACKED) * member.getCompressedSize()) {
      throw damaged(name, needed + " bytes in " + member.getCompressedSize() + " packed", null);
    }
    return shape;
  }

  private static void read(DataInputStream in, NpyHeader header, float[] values, Progress progress)
      throws IOException {
    int size = header.type().byteCount();
    byte[] bytes = new byte[BUFFER_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.byteOrder());
    for (int at = 0; at < values.length; ) {
      progress.checkCancelled();
      int count = Math.min(BUFFER_BYTES / size, values.length - at);
      in.readFully(bytes, 0, count * size);
      header.type().copy(buffer, values, at, count);
      at += count;
    }
  }

  @Override
  public String describe(String name) {
    ZipEntry member = member(name);
    try (DataInputStream in = new DataInputStream(zip.getInputStream(member))) {
      return NpyHeader.read(place(name), in).describe();
    } catch (IOException e) {
      throw damaged(name, String.valueOf(e.getMessage()), e);
    } catch (BadInputException e) {
      return "(not numeric)";
    }
  }

  private ZipEntry member(String name) {
    ZipEntry member = members.get(name);
    if (member == null) throw NamedArrays.missing(this, file, name);
    return member;
  }

  private String place(String name) {
    return file + ", " + name;
  }

  private BadInputException damaged(String name, String found, IOException cause) {
    return new BadInputException(place(name), "a whole member", found, "copy it again", cause);
  }

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
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file, e);
    }
  }
}
