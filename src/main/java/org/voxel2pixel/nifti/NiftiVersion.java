// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The two headers of NIfTI. */
enum NiftiVersion {
  NIFTI1(348, "n+1", "ni1"),
  NIFTI2(540, "n+2", "ni2");

  private final int headerBytes;
  private final String singleMagic;
  private final String pairMagic;

  NiftiVersion(int headerBytes, String singleMagic, String pairMagic) {
    this.headerBytes = headerBytes;
    this.singleMagic = singleMagic;
    this.pairMagic = pairMagic;
  }

  int headerBytes() {
    return headerBytes;
  }

  /** The least vox_offset of a single file: the header and the four bytes that flag extensions. */
  int singleVoxOffset() {
    return headerBytes + 4;
  }

  /** Magic of header and voxels in one file. */
  String singleMagic() {
    return singleMagic;
  }

  /** Magic of a .hdr beside its .img. */
  String pairMagic() {
    return pairMagic;
  }

  /**
   * The version by its magic, or, where the magic is damaged or that of Analyze 7.5 (none), by
   * sizeof_hdr in either byte order; empty if neither tells.
   *
   * @param header at least 348 bytes
   */
  static Optional<NiftiVersion> of(ByteBuffer header) {
    for (NiftiVersion version : values()) {
      String magic = HeaderField.MAGIC.text(header, version);
      if (magic.equals(version.singleMagic) || magic.equals(version.pairMagic)) {
        return Optional.of(version);
      }
    }
    int size = header.getInt(0);
    for (NiftiVersion version : values()) {
      if (size == version.headerBytes || Integer.reverseBytes(size) == version.headerBytes) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
