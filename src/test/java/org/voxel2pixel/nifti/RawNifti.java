// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A NIfTI-1 file made byte by byte with nifti1.h's offsets, to be spoilt by tests: 3 x 2 x 2 voxels
 * of int16, 2 volumes, voxel n of volume t is 100 t + n, 2 mm, TR 2 s, sform. The tested code has
 * no part in it.
 */
final class RawNifti {
  static final int DIM = 40;
  static final int INTENT_CODE = 68;
  static final int DATATYPE = 70;
  static final int BITPIX = 72;
  static final int PIXDIM = 76;
  static final int VOX_OFFSET = 108;
  static final int SCL_SLOPE = 112;
  static final int SCL_INTER = 116;
  static final int XYZT_UNITS = 123;
  static final int QFORM_CODE = 252;
  static final int SFORM_CODE = 254;
  static final int QUATERN_B = 256;
  static final int QOFFSET_X = 268;
  static final int SROW_X = 280;
  static final int MAGIC = 344;

  static final int VOXELS = 12;

  final ByteBuffer header;
  byte[] extensions = new byte[4];
  ByteBuffer voxels;

  RawNifti() {
    this(ByteOrder.LITTLE_ENDIAN);
  }

  RawNifti(ByteOrder order) {
    header = ByteBuffer.allocate(348).order(order);
    header.putInt(0, 348);
    dim(4, 3, 2, 2, 2, 1, 1, 1);
    header.putShort(DATATYPE, (short) 4);
    header.putShort(BITPIX, (short) 16);
    floats(PIXDIM, 1, 2, 2, 2, 2, 0, 0, 0);
    header.putFloat(VOX_OFFSET, 352);
    header.put(XYZT_UNITS, (byte) 10);
    header.putShort(SFORM_CODE, (short) 1);
    floats(SROW_X, 2, 0, 0, -10, 0, 2, 0, -20, 0, 0, 2, -30);
    magic("n+1");
    voxels = ByteBuffer.allocate(2 * 2 * VOXELS).order(order);
    for (int t = 0; t < 2; t++) {
      for (int n = 0; n < VOXELS; n++) voxels.putShort((short) (100 * t + n));
    }
  }

  RawNifti dim(int... dim) {
    for (int n = 0; n < dim.length; n++) header.putShort(DIM + 2 * n, (short) dim[n]);
    return this;
  }

  RawNifti floats(int offset, double... values) {
    for (int n = 0; n < values.length; n++) header.putFloat(offset + 4 * n, (float) values[n]);
    return this;
  }

  RawNifti shortAt(int offset, int value) {
    header.putShort(offset, (short) value);
    return this;
  }

  RawNifti magic(String magic) {
    byte[] bytes = new byte[4];
    byte[] text = magic.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, bytes, 0, text.length);
    header.put(MAGIC, bytes);
    return this;
  }

  /** Another type, with its voxels. */
  RawNifti type(int datatype, int bytes, ByteBuffer stored) {
    header.putShort(DATATYPE, (short) datatype);
    header.putShort(BITPIX, (short) (8 * bytes));
    voxels = stored;
    return this;
  }

  /**
   * The same as NIfTI-2: 3 x 2 x 2 of int16, 2 volumes, voxel n of volume t is 100 t + n, by
   * nifti2.h's offsets.
   */
  static ByteBuffer nifti2() {
    ByteBuffer bytes = ByteBuffer.allocate(544 + 48).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, 540).put(4, new byte[] {'n', '+', '2', 0, 13, 10, 26, 10});
    bytes.putShort(12, (short) 4).putShort(14, (short) 16);
    long[] dim = {4, 3, 2, 2, 2, 1, 1, 1};
    for (int n = 0; n < 8; n++) bytes.putLong(16 + 8 * n, dim[n]);
    double[] pixdim = {1, 2, 2, 2, 2};
    for (int n = 0; n < 5; n++) bytes.putDouble(104 + 8 * n, pixdim[n]);
    bytes.putLong(168, 544).putInt(348, 1).putInt(500, 10);
    for (int row = 0; row < 3; row++) bytes.putDouble(400 + 32 * row + 8 * row, 2);
    for (int n = 0; n < 24; n++) bytes.putShort(544 + 2 * n, (short) (100 * (n / 12) + n % 12));
    return bytes;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.array());
    out.writeBytes(extensions);
    out.writeBytes(voxels.array());
    return out.toByteArray();
  }

  Path save(Path file) {
    return save(file, bytes());
  }

  Path saveGz(Path file) {
    return save(file, gzip(bytes()));
  }

  /** Into a new file: cutting an old one to 0 makes some file systems write to the disk at once. */
  static Path save(Path file, byte[] bytes) {
    try {
      Files.deleteIfExists(file);
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
