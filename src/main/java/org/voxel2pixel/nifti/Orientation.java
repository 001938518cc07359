// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * The affine of a header, {@code [row * 4 + column]}, in mm.
 *
 * <p>The srow rows if sform_code &gt; 0; else, if qform_code &gt; 0, {@code R · diag(pixdim[1],
 * pixdim[2], qfac · pixdim[3])} and the qoffsets, where R is the rotation of the unit quaternion
 * {@code (a, b, c, d)}, {@code a = sqrt(1 - b² - c² - d²)}; else {@code diag(pixdim[1..3])} from
 * the origin, with a warning. Source: nifti1.h, methods 3, 2 and 1. nibabel has the same order, but
 * in the last case flips x and centres the origin, as SPM's old Analyze files had it.
 */
final class Orientation {
  /** Beyond this the two affines of one file are told to differ. */
  private static final double DIFFERENT_MM = 0.1;

  private final NiftiHeader header;
  private final Path file;
  private final List<String> warnings;

  private Orientation(NiftiHeader header, Path file, List<String> warnings) {
    this.header = header;
    this.file = file;
    this.warnings = warnings;
  }

  static double[] affineOf(
      NiftiHeader header, VolumeLayout layout, Path file, List<String> warnings) {
    Orientation orientation = new Orientation(header, file, warnings);
    double[] affine = orientation.stated(layout);
    double mm = orientation.mmPerUnit();
    for (int n = 0; n < affine.length; n++) affine[n] *= mm;
    if (!Affines.isProper(affine)) { // voxels of 1e300 mm, say
      throw orientation.damaged("an affine of rank 3", Arrays.toString(affine));
    }
    return affine;
  }

  /**
   * The codes of a header whose affine is the grid's. A damaged quaternion beside an sform counts
   * as none.
   */
  static NiftiPlacement placementOf(NiftiHeader header, NiftiGrid grid, Path file) {
    int sformCode = Math.max(0, header.sformCode());
    int qformCode = Math.max(0, header.qformCode());
    if (sformCode == 0 || qformCode == 0) {
      return new NiftiPlacement(sformCode, qformCode, Optional.empty());
    }
    Orientation orientation = new Orientation(header, file, new ArrayList<>()); // warned already
    double[] affine;
    try {
      affine = orientation.qform();
    } catch (BadInputException e) { // told when the file was opened
      return new NiftiPlacement(sformCode, 0, Optional.empty());
    }
    double mm = orientation.mmPerUnit();
    for (int n = 0; n < affine.length; n++) affine[n] *= mm;
    if (!Affines.isProper(affine)) return new NiftiPlacement(sformCode, 0, Optional.empty());
    boolean same = HeaderWriter.isSame(grid, affine);
    NiftiGrid qform = new NiftiGrid(grid.nx(), grid.ny(), grid.nz(), affine);
    return new NiftiPlacement(sformCode, qformCode, same ? Optional.empty() : Optional.of(qform));
  }

  /** Which of the header's affines is used. */
  static OrientationSource sourceOf(NiftiHeader header) {
    if (header.sformCode() > 0) return OrientationSource.SFORM;
    return header.qformCode() > 0 ? OrientationSource.QFORM : OrientationSource.NONE;
  }

  private double[] stated(VolumeLayout layout) {
    return switch (sourceOf(header)) {
      case SFORM -> {
        double[] sform = sform();
        if (header.qformCode() > 0) warnIfDifferent(sform, layout);
        yield sform;
      }
      case QFORM -> qform();
      case NONE -> unoriented();
    };
  }

  private double[] unoriented() {
    warnings.add(
        file + ": no orientation (qform_code and sform_code are 0); left and right are not known");
    double[] sides = voxelSides();
    return new double[] {sides[0], 0, 0, 0, 0, sides[1], 0, 0, 0, 0, sides[2], 0};
  }

  private double[] sform() {
    double[] affine = new double[12];
    System.arraycopy(header.srowX(), 0, affine, 0, 4);
    System.arraycopy(header.srowY(), 0, affine, 4, 4);
    System.arraycopy(header.srowZ(), 0, affine, 8, 4);
    if (!Affines.isProper(affine)) {
      throw damaged(
          "an affine of rank 3 in srow_x, srow_y, srow_z",
          "a singular one though sform_code is " + header.sformCode());
    }
    return affine;
  }

  private void warnIfDifferent(double[] sform, VolumeLayout layout) {
    double[] qform;
    try {
      qform = qform();
    } catch (BadInputException e) {
      warnings.add("sform was used; qform is damaged: " + e.getMessage());
      return;
    }
    double mm = Affines.greatestOffsetMm(sform, qform, layout.nx(), layout.ny(), layout.nz());
    if (mm > DIFFERENT_MM) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%s: sform and qform differ by up to %.1f mm; sform was used",
              file,
              mm));
    }
  }

  private double[] qform() {
    Quaternion quaternion = new Quaternion(header.quaternB(), header.quaternC(), header.quaternD());
    if (!quaternion.isUnit()) {
      throw damaged(
          "a unit quaternion in quatern_b, _c, _d", "b² + c² + d² = " + quaternion.squares());
    }
    double[] sides = voxelSides();
    double[] offset = {
      offset(header.qoffsetX()), offset(header.qoffsetY()), offset(header.qoffsetZ())
    };
    return new Qform(quaternion, qfac(), sides, offset).affine();
  }

  private double offset(double mm) {
    if (!Double.isFinite(mm)) throw damaged("finite qoffset_x, _y, _z", Double.toString(mm));
    return mm;
  }

  private double qfac() {
    double qfac = header.pixdim()[0];
    if (Math.abs(qfac) == 1) return qfac;
    warnings.add(file + ": pixdim[0] (qfac) is " + qfac + ", not 1 or -1; it was taken as 1");
    return 1;
  }

  private double[] voxelSides() {
    double[] pixdim = header.pixdim();
    double[] sides = new double[3];
    for (int n = 1; n <= 3; n++) {
      if (pixdim[n] == 0 || !Double.isFinite(pixdim[n])) {
        throw damaged("a voxel size in pixdim[" + n + "]", "pixdim[" + n + "] = " + pixdim[n]);
      }
      if (pixdim[n] < 0) {
        warnings.add(file + ": pixdim[" + n + "] is " + pixdim[n] + "; its sign was dropped");
      }
      sides[n - 1] = Math.abs(pixdim[n]);
    }
    return sides;
  }

  private double mmPerUnit() {
    return switch (header.xyztUnits() & 7) {
      case 1 -> converted("metres", 1000);
      case 3 -> converted("micrometres", 0.001);
      default -> 1;
    };
  }

  private double converted(String unit, double mm) {
    warnings.add(file + ": positions are stated in " + unit + "; they were converted to mm");
    return mm;
  }

  private BadInputException damaged(String expected, String found) {
    return new BadInputException(
        file, expected, found, "set the header's orientation right, for example with fslorient");
  }
}
