// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import java.lang.reflect.Array;
import java.util.Optional;

/**
 * The header that Guy Williams' plugin nifti_io leaves with an image: the property {@code nifti},
 * an object with a public field for each field of the NIfTI-1 header ({@code dim}, {@code pixdim},
 * {@code srow_x}, {@code scl_slope}...). It is read by reflection, for the plugin need not be
 * there. What is not such an object is taken as no header.
 */
final class ForeignNiftiHeader {
  private static final String PROPERTY = "nifti";
  private static final double QUATERNION_TOLERANCE = 1e-5;

  private final Object header;

  private ForeignNiftiHeader(Object header) {
    this.header = header;
  }

  static Optional<ForeignNiftiHeader> of(ImagePlus image) {
    Object property = image.getProperty(PROPERTY);
    if (property == null) return Optional.empty();
    try {
      ForeignNiftiHeader header = new ForeignNiftiHeader(property);
      header.requireFields();
      return Optional.of(header);
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private void requireFields() throws ReflectiveOperationException {
    for (String name : new String[] {"sform_code", "qform_code", "datatype", "xyzt_units"}) {
      read(name);
    }
    for (String name : new String[] {"quatern_b", "quatern_c", "quatern_d"}) read(name);
    for (String name : new String[] {"qoffset_x", "qoffset_y", "qoffset_z"}) read(name);
    for (String name : new String[] {"srow_x", "srow_y", "srow_z"}) readAt(name, 3);
    readAt("dim", 4);
    readAt("pixdim", 4);
    read("scl_slope");
    read("scl_inter");
  }

  /** Whether the image has as many columns, rows and slices as the header. */
  boolean fits(ImagePlus image) {
    int axes = (int) at("dim", 0);
    double nz = axes < 3 ? 1 : at("dim", 3);
    return at("dim", 1) == image.getWidth()
        && at("dim", 2) == image.getHeight()
        && nz == image.getNSlices();
  }

  /**
   * The affine in mm: srow if sform_code &gt; 0, else that of the quaternion if qform_code &gt; 0
   * (nifti1.h, methods 3 and 2); empty if neither states a usable one.
   */
  Optional<VoxelAffine> affine() {
    if (number("sform_code") <= 0 && number("qform_code") <= 0) return Optional.empty();
    double[] values = number("sform_code") > 0 ? sform() : qform();
    for (int n = 0; n < values.length; n++) values[n] *= mmPerUnit();
    return VoxelAffine.isAffine(values) ? Optional.of(new VoxelAffine(values)) : Optional.empty();
  }

  /** The NIfTI data type, such as 4 for int16. */
  int datatype() {
    return (int) number("datatype");
  }

  /** 1 if the header states none (a slope of 0, NaN or infinity). */
  double sclSlope() {
    return scaled() ? number("scl_slope") : 1;
  }

  /** 0 if the header states none. */
  double sclInter() {
    return scaled() ? number("scl_inter") : 0;
  }

  private boolean scaled() {
    double slope = number("scl_slope");
    return slope != 0 && Double.isFinite(slope);
  }

  private double[] sform() {
    double[] values = new double[12];
    String[] rows = {"srow_x", "srow_y", "srow_z"};
    for (int n = 0; n < 12; n++) values[n] = at(rows[n / 4], n % 4);
    return values;
  }

  /** NaN where b² + c² + d² is more than 1, or a side is 0. */
  private double[] qform() {
    double b = number("quatern_b");
    double c = number("quatern_c");
    double d = number("quatern_d");
    double square = b * b + c * c + d * d;
    double a = square > 1 + QUATERNION_TOLERANCE ? Double.NaN : Math.sqrt(Math.max(0, 1 - square));
    double x = Math.abs(at("pixdim", 1));
    double y = Math.abs(at("pixdim", 2));
    double z = Math.abs(at("pixdim", 3)) * (at("pixdim", 0) == -1 ? -1 : 1);
    return new double[] {
      (a * a + b * b - c * c - d * d) * x,
      2 * (b * c - a * d) * y,
      2 * (b * d + a * c) * z,
      number("qoffset_x"),
      2 * (b * c + a * d) * x,
      (a * a + c * c - b * b - d * d) * y,
      2 * (c * d - a * b) * z,
      number("qoffset_y"),
      2 * (b * d - a * c) * x,
      2 * (c * d + a * b) * y,
      (a * a + d * d - b * b - c * c) * z,
      number("qoffset_z")
    };
  }

  private double mmPerUnit() {
    return switch ((int) number("xyzt_units") & 7) {
      case 1 -> 1000;
      case 3 -> 0.001;
      default -> 1;
    };
  }

  private double number(String field) {
    try {
      return read(field);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("field " + field + " was there before", e);
    }
  }

  private double at(String field, int index) {
    try {
      return readAt(field, index);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("field " + field + " was there before", e);
    }
  }

  private double read(String field) throws ReflectiveOperationException {
    return ((Number) header.getClass().getField(field).get(header)).doubleValue();
  }

  private double readAt(String field, int index) throws ReflectiveOperationException {
    Object values = header.getClass().getField(field).get(header);
    return ((Number) Array.get(values, index)).doubleValue();
  }
}
