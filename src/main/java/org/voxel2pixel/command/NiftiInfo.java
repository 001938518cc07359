// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxel2pixel.imagej.NiftiProperties;
import org.voxel2pixel.imagej.VoxelAffine;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiVolumes;

/** The text in the Info of an image that was read from a NIfTI file. */
final class NiftiInfo {
  /** Below this an axis is said to run along an axis of space. */
  private static final double STRAIGHT_DEG = 0.05;

  private static final Map<Character, String[]> FROM_TO =
      Map.of(
          'R', new String[] {"the person's left", "the person's right"},
          'L', new String[] {"the person's right", "the person's left"},
          'A', new String[] {"posterior (back)", "anterior (front)"},
          'P', new String[] {"anterior (front)", "posterior (back)"},
          'S', new String[] {"inferior (bottom)", "superior (top)"},
          'I', new String[] {"superior (top)", "inferior (bottom)"});

  private final StringBuilder text = new StringBuilder();

  private NiftiInfo() {}

  /**
   * @param warnings what was odd in the file
   */
  static String of(NiftiVolumes volumes, NiftiProperties properties, List<String> warnings) {
    NiftiInfo info = new NiftiInfo();
    info.file(volumes, properties);
    info.axes(properties);
    info.affine(properties.affine());
    for (String warning : warnings) info.line("warning: " + warning);
    info.line("header:");
    volumes.header().fields().forEach((name, value) -> info.line("  " + name + ": " + value));
    return info.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void file(NiftiVolumes volumes, NiftiProperties properties) {
    NiftiGrid grid = volumes.grid();
    double[] sides = grid.voxelSizeMm();
    boolean little = volumes.header().byteOrder() == ByteOrder.LITTLE_ENDIAN;
    line("file: " + properties.file());
    line(
        "format: NIfTI-"
            + volumes.header().version()
            + ", "
            + properties.datatype()
            + ", "
            + (little ? "little" : "big")
            + "-endian");
    line("voxels: " + grid.nx() + " x " + grid.ny() + " x " + grid.nz());
    line("voxel size: " + sides[0] + " x " + sides[1] + " x " + sides[2] + " mm");
    line("volumes: " + volumes.volumeCount());
    line("TR: " + (properties.trSec() > 0 ? properties.trSec() + " s" : "not known"));
    boolean asStored = properties.sclSlope() == 1 && properties.sclInter() == 0;
    line(
        "values: "
            + (asStored
                ? "as stored"
                : properties.sclSlope() + " * stored + " + properties.sclInter()));
  }

  /** ImageJ draws row 0 at the top: that it is not turned over must be said, not guessed. */
  private void axes(NiftiProperties properties) {
    line("order: the file's; nothing was flipped, and labels count k and volume from 0");
    line("axes: " + properties.axes());
    if (!properties.isOriented()) {
      line("  left, front and top are not known: the header has no orientation");
      return;
    }
    String[] drawn = {
      "x = i, from the image's left edge to its right",
      "y = j, from the image's top edge down",
      "slices = k, from the first to the last"
    };
    for (int axis = 0; axis < 3; axis++) {
      String[] fromTo = FROM_TO.get(properties.axes().charAt(axis));
      line("  " + drawn[axis] + ": from " + fromTo[0] + " to " + fromTo[1]);
    }
    double oblique = properties.affine().obliquenessDeg();
    if (oblique > STRAIGHT_DEG) {
      line(String.format(Locale.ROOT, "  oblique: these are the nearest, up to %.1f deg", oblique));
    }
  }

  private void affine(VoxelAffine affine) {
    double[] a = affine.values();
    line("affine, (i, j, k, 1) from 0 to mm, x to the right, y to the front, z up:");
    for (int row = 0; row < 3; row++) {
      line("  " + a[row * 4] + " " + a[row * 4 + 1] + " " + a[row * 4 + 2] + " " + a[row * 4 + 3]);
    }
  }
}
