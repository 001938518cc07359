// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Where header and voxels are: the same file (.nii, .nii.gz), or the pair that a .hdr or .img, each
 * perhaps with .gz, belongs to. Of a single file exactly the one named is meant, whatever else lies
 * beside it.
 */
record NiftiFiles(Path header, Path voxels) {

  static NiftiFiles of(Path named) {
    String name = named.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    if (plain.endsWith(".hdr")) return new NiftiFiles(named, twin(named, plain, "img"));
    if (plain.endsWith(".img")) return new NiftiFiles(twin(named, plain, "hdr"), named);
    return new NiftiFiles(named, named);
  }

  boolean isPair() {
    return !header.equals(voxels);
  }

  private static Path twin(Path named, String plain, String extension) {
    Placeholders.requireRealFile(named);
    String stem = named.getFileName().toString().substring(0, plain.length() - 3);
    String upper = extension.toUpperCase(Locale.ROOT);
    for (String candidate : new String[] {extension, upper, extension + ".gz", upper + ".GZ"}) {
      Path twin = named.resolveSibling(stem + candidate);
      if (Files.exists(twin, LinkOption.NOFOLLOW_LINKS)) return twin;
    }
    throw new BadInputException(
        named,
        "its other half " + stem + extension + " or " + stem + extension + ".gz beside it",
        "neither",
        "put both files into one folder");
  }
}
