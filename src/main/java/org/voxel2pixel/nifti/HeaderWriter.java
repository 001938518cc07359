// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes the first 352 bytes of a NIfTI-1 file: a little-endian header, and no extensions. */
final class HeaderWriter {
  private static final NiftiVersion VERSION = NiftiVersion.NIFTI1;
  private static final int UNITS_MM_AND_SEC = 2 | 8;

  /** A qform must put each corner as near to where the sform does, in voxels. */
  private static final double SAME_WITHIN_VOXELS = 0.02;

  private final ByteBuffer header =
      ByteBuffer.allocate(VERSION.singleVoxOffset()).order(ByteOrder.LITTLE_ENDIAN);

  private HeaderWriter() {}

  static byte[] bytes(NiftiOutput output) {
    HeaderWriter writer = new HeaderWriter();
    writer.putVoxels(output);
    writer.putMeaning(output);
    writer.putSform(output);
    writer.putQform(output);
    return writer.header.array();
  }

  private void putVoxels(NiftiOutput output) {
    NiftiGrid grid = output.grid();
    int axes = output.volumeCount() == 1 ? 3 : 4;
    put(HeaderField.SIZEOF_HDR, VERSION.headerBytes());
    put(HeaderField.DIM, axes, grid.nx(), grid.ny(), grid.nz(), output.volumeCount(), 1, 1, 1);
    put(HeaderField.DATATYPE, output.type().code());
    put(HeaderField.BITPIX, 8 * output.type().bytes());
    put(HeaderField.VOX_OFFSET, VERSION.singleVoxOffset());
    put(HeaderField.SCL_SLOPE, output.sclSlope());
    put(HeaderField.SCL_INTER, output.sclInter());
    HeaderField.MAGIC.put(header, VERSION, VERSION.singleMagic());
  }

  private void putMeaning(NiftiOutput output) {
    double[] sides = output.grid().voxelSizeMm();
    put(HeaderField.PIXDIM, 1, sides[0], sides[1], sides[2], output.trSec());
    put(HeaderField.XYZT_UNITS, UNITS_MM_AND_SEC);
    put(HeaderField.CAL_MAX, output.calMax());
    put(HeaderField.CAL_MIN, output.calMin());
    put(HeaderField.INTENT_CODE, output.intent().code());
    HeaderField.INTENT_NAME.put(header, VERSION, output.intent().name());
    HeaderField.DESCRIP.put(header, VERSION, output.description());
  }

  private void putSform(NiftiOutput output) {
    if (output.placement().sformCode() == 0) return;
    double[] a = output.grid().affine();
    put(HeaderField.SFORM_CODE, output.placement().sformCode());
    put(HeaderField.SROW_X, a[0], a[1], a[2], a[3]);
    put(HeaderField.SROW_Y, a[4], a[5], a[6], a[7]);
    put(HeaderField.SROW_Z, a[8], a[9], a[10], a[11]);
  }

  /** The qform too, where it is asked for and can be stated: not of a sheared affine. */
  private void putQform(NiftiOutput output) {
    if (output.placement().qformCode() == 0) return;
    NiftiGrid grid = output.placement().qform().orElse(output.grid());
    Qform qform = Qform.near(grid.affine());
    if (!qform.quaternion().isUnit() || !isSame(grid, qform.affine())) return;
    put(HeaderField.QFORM_CODE, output.placement().qformCode());
    put(HeaderField.PIXDIM, qform.qfac());
    put(HeaderField.QUATERN_B, qform.quaternion().b());
    put(HeaderField.QUATERN_C, qform.quaternion().c());
    put(HeaderField.QUATERN_D, qform.quaternion().d());
    put(HeaderField.QOFFSET_X, qform.offsetMm()[0]);
    put(HeaderField.QOFFSET_Y, qform.offsetMm()[1]);
    put(HeaderField.QOFFSET_Z, qform.offsetMm()[2]);
  }

  /** Whether an affine puts each corner of a grid where the grid's own does. */
  static boolean isSame(NiftiGrid grid, double[] affine) {
    double offsetMm =
        Affines.greatestOffsetMm(grid.affine(), affine, grid.nx(), grid.ny(), grid.nz());
    double[] sides = grid.voxelSizeMm();
    double smallestMm = Math.min(sides[0], Math.min(sides[1], sides[2]));
    return offsetMm <= SAME_WITHIN_VOXELS * smallestMm; // false for NaN
  }

  private void put(HeaderField field, double... values) {
    for (int n = 0; n < values.length; n++) field.put(header, VERSION, n, values[n]);
  }
}
