// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the voxels of an open image lie and what its values mean, whoever opened it:
 *
 * <ul>
 *   <li>Voxel2Pixel ({@link NiftiProperties}): both are known;
 *   <li>the plugin nifti_io, by the header that it leaves with the image: both are known (it shows
 *       scaled values by ImageJ's calibration function in 8- and 16-bit images, and stored ones in
 *       32-bit images);
 *   <li>any other, such as Bio-Formats, which does not apply scl_slope: neither is known.
 * </ul>
 *
 * An affine counts only as long as the image has the columns, rows and slices, and in the first
 * case the voxel size, that it was read with. What ImageJ turns or mirrors without changing those
 * cannot be seen.
 */
public final class NiftiOrigin {
  private static final double SAME_SIDE_WITHIN = 1e-3;

  private final VoxelAffine affine;
  private final boolean oriented;
  private final double slope;
  private final double inter;
  private final Optional<NiftiProperties> properties;
  private final List<String> warnings;

  private NiftiOrigin(
      ImagePlus image,
      Optional<VoxelAffine> known,
      double slope,
      double inter,
      Optional<NiftiProperties> properties,
      List<String> warnings) {
    this.affine = known.orElseGet(() -> diagonal(image));
    this.oriented = known.isPresent() && properties.map(NiftiProperties::isOriented).orElse(true);
    this.slope = slope;
    this.inter = inter;
    this.properties = properties;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * @throws org.voxel2pixel.BadInputException if the image's properties or calibration are damaged
   */
  public static NiftiOrigin of(ImagePlus image) {
    Optional<NiftiProperties> own = NiftiProperties.of(image);
    if (own.isPresent()) return ofOwn(image, own.get());
    Optional<ForeignNiftiHeader> header = ForeignNiftiHeader.of(image);
    if (header.isPresent()) return ofForeign(image, header.get());
    String warning =
        image.getTitle()
            + ": affine unknown; scaling unknown. The voxel size was taken from the calibration,"
            + " left and right are not known, and values were taken as ImageJ shows them";
    return new NiftiOrigin(image, Optional.empty(), 1, 0, Optional.empty(), List.of(warning));
  }

  private static NiftiOrigin ofOwn(ImagePlus image, NiftiProperties own) {
    List<String> warnings = new ArrayList<>();
    Optional<VoxelAffine> affine = Optional.of(own.affine());
    if (!hasShape(image, own.shape())) {
      affine = Optional.empty();
      warnings.add(unknownBecause(image, "it no longer has the size of " + own.file()));
    } else if (!hasSides(image, own.affine().sidesMm())) {
      affine = Optional.empty();
      warnings.add(unknownBecause(image, "its voxel size is no longer that of " + own.file()));
    } else if (!own.isOriented()) {
      warnings.add(
          image.getTitle() + ": " + own.file() + " does not say where left, front and top are");
    }
    return new NiftiOrigin(image, affine, 1, 0, Optional.of(own), warnings);
  }

  private static NiftiOrigin ofForeign(ImagePlus image, ForeignNiftiHeader header) {
    List<String> warnings = new ArrayList<>();
    Optional<VoxelAffine> affine = header.affine();
    if (affine.isEmpty()) {
      warnings.add(unknownBecause(image, "its NIfTI header states none"));
    } else if (!header.fits(image)) {
      affine = Optional.empty();
      warnings.add(unknownBecause(image, "it no longer has the size of its NIfTI header"));
    }
    boolean storedValues = image.getBitDepth() == 32 && opensAs32Bit(header.datatype());
    double slope = storedValues ? header.sclSlope() : 1;
    double inter = storedValues ? header.sclInter() : 0;
    boolean scaled = header.sclSlope() != 1 || header.sclInter() != 0;
    if (scaled && image.getBitDepth() < 32 && !image.getCalibration().calibrated()) {
      warnings.add(
          image.getTitle()
              + ": scaling unknown. Its NIfTI header has scl_slope "
              + header.sclSlope()
              + ", but the image no calibration function; values were taken as ImageJ shows them");
    }
    return new NiftiOrigin(image, affine, slope, inter, Optional.empty(), warnings);
  }

  /**
   * Whether nifti_io makes a 32-bit image of the data type. One of 8 or 16 bits became 32-bit in
   * ImageJ, which applies the calibration function when it converts.
   */
  private static boolean opensAs32Bit(int datatype) {
    return datatype != 2 && datatype != 4 && datatype != 512;
  }

  private static String unknownBecause(ImagePlus image, String reason) {
    return image.getTitle()
        + ": affine unknown, for "
        + reason
        + ". The voxel size was taken from the calibration, left and right are not known";
  }

  private static boolean hasShape(ImagePlus image, VolumeHyperstack.Shape shape) {
    return image.getWidth() == shape.nx()
        && image.getHeight() == shape.ny()
        && image.getNSlices() == shape.nz();
  }

  private static boolean hasSides(ImagePlus image, double[] sidesMm) {
    double[] now = CalibrationUnits.sidesMm(image);
    for (int axis = 0; axis < 3; axis++) {
      if (Math.abs(now[axis] / sidesMm[axis] - 1) > SAME_SIDE_WITHIN) return false;
    }
    return true;
  }

  private static VoxelAffine diagonal(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    double[] origin = {calibration.xOrigin, calibration.yOrigin, calibration.zOrigin};
    return VoxelAffine.diagonal(CalibrationUnits.sidesMm(image), origin);
  }

  /**
   * From voxel (x, y, slice), counted from 0, to mm; if it is not known, the calibration's sides
   * and origin along axes taken for right, front and top.
   */
  public VoxelAffine affine() {
    return affine;
  }

  /** Whether the affine says where left, front and top are. */
  public boolean isOriented() {
    return oriented;
  }

  /** What the image was read from, if by Voxel2Pixel. */
  public Optional<NiftiProperties> properties() {
    return properties;
  }

  /** What is not known, one line each, for the log. */
  public List<String> warnings() {
    return warnings;
  }

  /** The value that a value as ImageJ shows it stands for. */
  double scaled(double shown) {
    return slope == 1 && inter == 0 ? shown : slope * shown + inter;
  }
}
