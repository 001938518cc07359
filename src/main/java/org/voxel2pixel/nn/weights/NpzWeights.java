// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.voxel2pixel.BadInputException;

/**
 * A {@code .npz} archive of NumPy's savez or savez_compressed, zip64 included: a tensor for each
 * float member, named without {@code .npy}. Nothing is unpacked to the disk. A member's length must
 * agree with its header, and with what deflate can pack, before anything is allocated; its CRC is
 * compared.
 */
final class NpzWeights implements WeightsFile {
  private static final String ENDING = ".npy";
  private static final int MOST_MEMBERS = 100_000;
  private static final long MOST_PACKED = 1032; // bytes that deflate can make of one
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final ZipFile zip;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private record Member(ZipEntry entry, NpyFormat format) {}

  private NpzWeights(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  static NpzWeights open(Path path) {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (IOException | IllegalArgumentException e) { // the latter for names in no encoding
      throw damaged(path, String.valueOf(e.getMessage()), e);
    }
    NpzWeights weights = new NpzWeights(path, zip);
    boolean whole = false;
    try {
      weights.list();
      whole = true;
      return weights;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(path, String.valueOf(e.getMessage()), e);
    } finally {
      if (!whole) weights.close();
    }
  }

  private static BadInputException damaged(Object what, String found, Exception cause) {
    return new BadInputException(what, "a whole .npz archive", found, BoundedFile.REMEDY, cause);
  }

  private void list() throws IOException {
    if (zip.size() > MOST_MEMBERS) throw damaged(path, zip.size() + " members", null);
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      String name = entry.getName();
      if (!name.endsWith(ENDING)) throw notNumPy(name);
      String tensor = name.substring(0, name.length() - ENDING.length());
      Optional<NpyFormat> format = format(entry);
      if (format.isEmpty()) continue;
      if (members.put(tensor, new Member(entry, format.get())) != null) {
        throw damaged(path, "two members " + name, null);
      }
    }
  }

  private BadInputException notNumPy(String member) {
    String found = "a zip archive with " + member;
    String remedy = "name a .npz archive of NumPy";
    if (member.endsWith("data.pkl") || member.endsWith(".pkl")) {
      found = "a PyTorch file (" + member + ", refused: it could run any program)";
      remedy = ForeignFile.Remedy.TORCH;
    } else if (zip.getEntry("model.weights.h5") != null) {
      found = "a .keras archive";
      remedy = "unpack it and name the model.weights.h5 in it";
    }
    return new BadInputException(
        path, "a .npz archive, in which all members are .npy", found, remedy);
  }

  private Optional<NpyFormat> format(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return NpyFormat.read(in);
    } catch (NpyFormat.Malformed e) {
      throw damaged(place(entry), e.getMessage(), e);
    } catch (EOFException | ZipException e) {
      throw damaged(place(entry), String.valueOf(e.getMessage()), e);
    }
  }

  private String place(ZipEntry entry) {
    return path + ", " + entry.getName();
  }

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public List<StoredTensor> tensors() {
    return members.entrySet().stream()
        .map(
            m ->
                new StoredTensor(
                    m.getKey(), m.getValue().format.dtype(), m.getValue().format.dims()))
        .toList();
  }

  @Override
  public float[] read(String name) {
    Member member = members.get(name);
    if (member == null) throw new IllegalArgumentException("no tensor " + name);
    CRC32 crc = new CRC32();
    try (InputStream packed = zip.getInputStream(member.entry);
        InputStream in = new CheckedInputStream(packed, crc)) {
      NpyFormat.read(in);
      float[] values = values(member, in);
      if (in.read() >= 0) throw damaged(place(member.entry), "more than its header says", null);
      if (crc.getValue() != member.entry.getCrc()) {
        throw damaged(place(member.entry), "a wrong checksum", null);
      }
      return member.format.rowMajor(values);
    } catch (IOException | NpyFormat.Malformed e) {
      throw damaged(place(member.entry), String.valueOf(e.getMessage()), e);
    }
  }

  private float[] values(Member member, InputStream in) throws IOException {
    NpyFormat format = member.format;
    ZipEntry entry = member.entry;
    long count = TensorEntry.elementCount(format.dims());
    int size = format.dtype().bytes();
    long needed = Math.addExact(format.dataOffset(), Math.multiplyExact(count, (long) size));
    boolean stored = entry.getMethod() == ZipEntry.STORED;
    if (entry.getSize() != needed
        || needed > (stored ? 1 : MOST_PACKED) * entry.getCompressedSize()) {
      throw damaged(
          place(entry),
          needed
              + " bytes by its header, "
              + entry.getSize()
              + " by zip's, "
              + entry.getCompressedSize()
              + " packed",
          null);
    }
    float[] values = new float[BoundedFile.arrayLength(place(entry), count)];
    byte[] bytes = new byte[BUFFER_BYTES];
    for (int at = 0; at < values.length; ) {
      int length = Math.min(BUFFER_BYTES / size, values.length - at);
      if (in.readNBytes(bytes, 0, length * size) < length * size) {
        throw new EOFException("ends early");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(format.order());
      for (int i = 0; i < length; i++) values[at++] = format.dtype().next(buffer);
    }
    return values;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + path, e);
    }
  }
}
