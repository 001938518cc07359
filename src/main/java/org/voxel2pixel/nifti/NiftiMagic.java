// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/** Whether a file is NIfTI, told by name and first bytes; never an error. */
public final class NiftiMagic {
  private static final Set<String> PAIR_ENDINGS = Set.of(".hdr", ".img", ".hdr.gz", ".img.gz");

  private NiftiMagic() {}

  /** Whether the name is that of a single file: it ends in .nii or .nii.gz. */
  public static boolean isSingleName(Path file) {
    String name = lowerName(file);
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  /**
   * Whether there is such a file, it is named .nii, .nii.gz, or .hdr or .img with or without .gz,
   * and its header, for an .img that of the .hdr beside it, has one of NIfTI's magic words.
   */
  public static boolean isNifti(Path file) {
    boolean pair = PAIR_ENDINGS.stream().anyMatch(lowerName(file)::endsWith);
    if (!pair && !isSingleName(file) || !Files.isRegularFile(file)) return false;
    try {
      return hasMagic(NiftiFiles.of(file).header());
    } catch (BadInputException | IOException e) {
      return false; // no header beside the .img, or it cannot be read
    }
  }

  private static boolean hasMagic(Path headerFile) throws IOException {
    byte[] header;
    boolean compressed = Placeholders.requireVoxels(headerFile);
    try (InputStream stored = new BufferedInputStream(Files.newInputStream(headerFile));
        InputStream in = compressed ? new GzipMembers(stored) : stored) {
      header = in.readNBytes(NiftiVersion.NIFTI1.headerBytes());
    }
    if (header.length < NiftiVersion.NIFTI1.headerBytes()) return false;
    for (NiftiVersion version : NiftiVersion.values()) {
      String magic = HeaderField.MAGIC.text(ByteBuffer.wrap(header), version);
      if (magic.equals(version.singleMagic()) || magic.equals(version.pairMagic())) return true;
    }
    return false;
  }

  private static String lowerName(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }
}
