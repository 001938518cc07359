// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.BadInputException;

/** Finds out version and byte order, and reads the header and over the extensions. */
final class HeaderReader {
  private HeaderReader() {}

  /**
   * Reads the header. The byte order is the one that makes dim[0] one of 1..7, as the standard has
   * it, not what sizeof_hdr says.
   */
  static NiftiHeader read(NiftiInput in, List<String> warnings) {
    int shortest = NiftiVersion.NIFTI1.headerBytes();
    byte[] first = new byte[shortest];
    in.readFully(first, shortest, shortest);
    NiftiVersion version =
        NiftiVersion.of(ByteBuffer.wrap(first)).orElseThrow(() -> noNifti(in, first));
    byte[] bytes = Arrays.copyOf(first, version.headerBytes());
    if (bytes.length > shortest) {
      byte[] rest = new byte[bytes.length - shortest];
      in.readFully(rest, rest.length, bytes.length);
      System.arraycopy(rest, 0, bytes, shortest, rest.length);
    }
    NiftiHeader header = new NiftiHeader(bytes, version, byteOrder(bytes, version, in));
    if (header.sizeofHdr() != version.headerBytes()) {
      warnings.add(
          in.file()
              + ": sizeof_hdr is "
              + header.sizeofHdr()
              + ", not "
              + version.headerBytes()
              + "; the rest of the header was taken as it is");
    }
    return header;
  }

  private static BadInputException noNifti(NiftiInput in, byte[] first) {
    return new BadInputException(
        in.file(),
        "a NIfTI header (magic n+1 or n+2)",
        "a file " + Placeholders.quoted(first),
        "convert it to .nii or .nii.gz");
  }

  private static ByteOrder byteOrder(byte[] bytes, NiftiVersion version, NiftiInput in) {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      long dim0 = HeaderField.DIM.integer(ByteBuffer.wrap(bytes).order(order), version, 0);
      if (dim0 >= 1 && dim0 <= 7) return order;
    }
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    throw new BadInputException(
        in.file(),
        "dim[0] in 1..7",
        "that neither byte order gives dim[0] in 1..7 (little-endian: "
            + HeaderField.DIM.integer(little, version, 0)
            + ")",
        "convert the file again, its header is damaged");
  }

  /**
   * Reads on to the first voxel over the extensions, of which only the sizes are looked at.
   *
   * @param voxOffset where the voxels begin
   * @param expectedEnd how long the file should be, for the message
   */
  static void skipToVoxels(
      NiftiInput in, NiftiHeader header, long voxOffset, long expectedEnd, List<String> warnings) {
    boolean extended = false;
    if (voxOffset - in.position() >= 4) {
      byte[] flag = new byte[4];
      in.readFully(flag, 4, expectedEnd);
      extended = flag[0] != 0;
    }
    byte[] sizeAndCode = new byte[8];
    boolean oddSizeTold = false; // once: a damaged file may have millions of them
    while (extended && voxOffset - in.position() >= 8) {
      long start = in.position();
      in.readFully(sizeAndCode, 8, expectedEnd);
      long size = ByteBuffer.wrap(sizeAndCode).order(header.byteOrder()).getInt();
      if (size < 8 || start + size > voxOffset) {
        warnings.add(
            in.file() + ": extension of " + size + " bytes at byte " + start + " was ignored");
        break;
      }
      if (size % 16 != 0 && !oddSizeTold) {
        oddSizeTold = true;
        warnings.add(
            in.file() + ": extension of " + size + " bytes is no multiple of 16; it was skipped");
      }
      in.skip(start + size - in.position(), expectedEnd);
    }
    in.skip(voxOffset - in.position(), expectedEnd);
  }
}
