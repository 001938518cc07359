// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * How many voxels, of which type, from which byte on: what the header claims, refused where it
 * cannot be, before anything is allocated for it.
 */
record VolumeLayout(int nx, int ny, int nz, int volumeCount, NiftiType type, long voxOffset) {
  private static final int MOST_VOXELS = Integer.MAX_VALUE - 8; // the longest Java array
  private static final int CIFTI_INTENTS = 3000;
  private static final int SPATIAL_AXES = 3;

  int voxelCount() {
    return nx * ny * nz;
  }

  long volumeBytes() {
    return (long) voxelCount() * type.bytes();
  }

  /** Length of a file that ends with its last voxel. */
  long endOfVoxels() {
    return voxOffset + volumeBytes() * volumeCount;
  }

  /**
   * @param voxels the file that holds the voxels, which is the header's own unless they are a pair
   */
  static VolumeLayout of(
      NiftiHeader header, NiftiInput voxels, boolean pair, List<String> warnings) {
    long[] dim = header.dim();
    refuseSurface(header, dim, voxels);
    refuseLengths(dim, voxels);
    NiftiType type = typeOf(header, voxels, warnings);
    int nx = axis(dim, 1);
    int ny = axis(dim, 2);
    int nz = axis(dim, 3);
    VolumeLayout atStart = new VolumeLayout(nx, ny, nz, axis(dim, 4), type, 0);
    if (atStart.volumeCount > (Long.MAX_VALUE >> 1) / atStart.volumeBytes()) {
      throw tooLarge(dim, voxels);
    }
    long voxOffset = voxOffset(header, atStart.endOfVoxels(), voxels, pair, warnings);
    VolumeLayout layout = new VolumeLayout(nx, ny, nz, atStart.volumeCount, type, voxOffset);
    layout.requireBytes(voxels);
    layout.warnOfUncountedVolumes(dim, voxels, warnings);
    return layout;
  }

  private static int axis(long[] dim, int n) {
    return n <= dim[0] ? (int) dim[n] : 1;
  }

  private static void refuseSurface(NiftiHeader header, long[] dim, NiftiInput voxels) {
    String name = voxels.file().getFileName().toString().toLowerCase(Locale.ROOT);
    int intent = header.intentCode();
    boolean cifti =
        intent >= CIFTI_INTENTS && intent < CIFTI_INTENTS + 100
            || name.matches(".*\\.(d|p)[a-z]+\\.nii(\\.gz)?") && dim[0] > 4;
    // FreeSurfer writes the vertices of a surface as one row, or as 27307 x 1 x 6 for fsaverage.
    boolean freeSurfer = dim[1] == -1 || dim[1] == 27307 && dim[2] == 1 && dim[3] == 6;
    if (cifti || freeSurfer) {
      throw new UnsupportedNiftiException(
          voxels.file(),
          "volumes",
          "a surface/CIFTI file",
          "give the volume data that it was made from");
    }
  }

  private static void refuseLengths(long[] dim, NiftiInput voxels) {
    for (int n = 1; n <= dim[0]; n++) {
      if (dim[n] < 1) {
        throw new BadInputException(
            voxels.file(),
            "dim[" + n + "] of at least 1",
            "dim[" + n + "] = " + dim[n],
            "convert the file again, its header is damaged");
      }
    }
    for (int n = 5; n <= dim[0]; n++) {
      if (dim[n] > 1) {
        throw new UnsupportedNiftiException(
            voxels.file(),
            "at most 4 axes",
            dim[0] + "-D data, dim[" + n + "] = " + dim[n] + ": 5-D not supported here",
            "split it into 4-D files");
      }
    }
    double count = 1;
    for (int n = 1; n <= Math.min(dim[0], SPATIAL_AXES); n++) count *= dim[n];
    if (count > MOST_VOXELS || dim[0] > SPATIAL_AXES && dim[4] > MOST_VOXELS) {
      throw tooLarge(dim, voxels);
    }
  }

  private static BadInputException tooLarge(long[] dim, NiftiInput voxels) {
    StringBuilder shape = new StringBuilder().append(dim[1]);
    for (int n = 2; n <= Math.min(dim[0], 4); n++) shape.append(" x ").append(dim[n]);
    return new BadInputException(
        voxels.file(),
        "at most " + MOST_VOXELS + " voxels a volume",
        shape + ", too large for one volume, in a file of " + voxels.fileBytes() + " bytes",
        "check the header, or crop the data");
  }

  private static NiftiType typeOf(NiftiHeader header, NiftiInput voxels, List<String> warnings) {
    int code = header.datatype();
    NiftiType type = NiftiType.ofCode(code).orElseThrow(() -> unsupported(code, voxels));
    if (header.bitpix() != 8 * type.bytes()) {
      warnings.add(
          voxels.file()
              + ": bitpix is "
              + header.bitpix()
              + ", but datatype "
              + code
              + " has "
              + 8 * type.bytes()
              + "; datatype was followed");
    }
    return type;
  }

  private static UnsupportedNiftiException unsupported(int code, NiftiInput voxels) {
    String what =
        switch (code) {
          case 1 -> "binary data";
          case 32, 1792 -> "complex data";
          case 1536, 2048 -> "complex/128-bit data";
          case 128, 2304 -> "colour data";
          default -> "no type of NIfTI";
        };
    return new UnsupportedNiftiException(
        voxels.file(),
        "one integer or real number a voxel",
        "datatype " + code + " (" + what + ")",
        "convert it to float32");
  }

  /** Repairs an offset inside the header only where the file's length proves that it is wrong. */
  private static long voxOffset(
      NiftiHeader header, long voxelBytes, NiftiInput voxels, boolean pair, List<String> warnings) {
    double stated = header.voxOffset();
    int least = pair ? 0 : header.layout().singleVoxOffset();
    boolean whole = stated >= 0 && stated < 0x1p53 && stated == Math.rint(stated);
    boolean tooSmall = whole && stated < least;
    if (tooSmall && !voxels.compressed() && voxels.fileBytes() == least + voxelBytes) {
      warnings.add(
          voxels.file() + ": vox_offset is " + stated + "; by the file's length it is " + least);
      return least;
    }
    if (!whole || tooSmall) {
      throw new BadInputException(
          voxels.file(),
          "vox_offset of at least " + least + ", a whole number",
          "vox_offset " + stated,
          "convert the file again, its header is damaged");
    }
    if (stated % 16 != 0) {
      warnings.add(voxels.file() + ": vox_offset " + (long) stated + " is no multiple of 16");
    }
    return (long) stated;
  }

  private void requireBytes(NiftiInput voxels) {
    if (voxels.greatestLength() >= endOfVoxels()) return;
    String got = Long.toString(voxels.fileBytes());
    if (voxels.compressed()) {
      got = "at most " + voxels.greatestLength() + " from " + voxels.fileBytes() + " compressed";
    }
    throw voxels.endedEarly(endOfVoxels(), got, null);
  }

  private void warnOfUncountedVolumes(long[] dim, NiftiInput voxels, List<String> warnings) {
    boolean uncounted = dim[0] == SPATIAL_AXES && dim[4] > 1 && dim[4] < MOST_VOXELS;
    if (uncounted
        && !voxels.compressed()
        && voxels.fileBytes() == voxOffset + (double) volumeBytes() * dim[4]) {
      warnings.add(
          voxels.file()
              + ": dim[0] = 3, so that one volume was read, but the file is long enough for the "
              + dim[4]
              + " of dim[4]");
    }
  }
}
