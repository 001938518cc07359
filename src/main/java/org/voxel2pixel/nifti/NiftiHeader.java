// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A header exactly as the file has it, in the standard's field names; nothing repaired, nothing
 * interpreted. {@link NiftiSeries} tells what it means. Immutable.
 */
public final class NiftiHeader {
  private final ByteBuffer bytes; // read at absolute positions only
  private final NiftiVersion version;

  NiftiHeader(byte[] bytes, NiftiVersion version, ByteOrder byteOrder) {
    this.bytes = ByteBuffer.wrap(bytes.clone()).order(byteOrder);
    this.version = version;
  }

  /** 1 for NIfTI-1, 2 for NIfTI-2. */
  public int version() {
    return version == NiftiVersion.NIFTI1 ? 1 : 2;
  }

  NiftiVersion layout() {
    return version;
  }

  public ByteOrder byteOrder() {
    return bytes.order();
  }

  public int sizeofHdr() {
    return integer(HeaderField.SIZEOF_HDR);
  }

  /** Up to its first zero byte: {@code n+1}, {@code ni1}, {@code n+2} or {@code ni2}. */
  public String magic() {
    return HeaderField.MAGIC.text(bytes, version);
  }

  /** 8 values: [0] number of axes, [1..3] voxels, [4] volumes. */
  public long[] dim() {
    long[] dim = new long[HeaderField.DIM.count()];
    for (int n = 0; n < dim.length; n++) dim[n] = HeaderField.DIM.integer(bytes, version, n);
    return dim;
  }

  /** 8 values: [0] qfac, [1..3] voxel size, [4] time a volume, in {@link #xyztUnits}. */
  public double[] pixdim() {
    return numbers(HeaderField.PIXDIM);
  }

  public int datatype() {
    return integer(HeaderField.DATATYPE);
  }

  /** Bits a voxel, as stated; {@link #datatype} rules. */
  public int bitpix() {
    return integer(HeaderField.BITPIX);
  }

  /** Byte at which the voxels begin, as stated: it may be NaN in a damaged file. */
  public double voxOffset() {
    return number(HeaderField.VOX_OFFSET);
  }

  public double sclSlope() {
    return number(HeaderField.SCL_SLOPE);
  }

  public double sclInter() {
    return number(HeaderField.SCL_INTER);
  }

  /** Bits 0-2: 1 metre, 2 mm, 3 micrometre; bits 3-5: 8 s, 16 ms, 24 us; 0: not stated. */
  public int xyztUnits() {
    return integer(HeaderField.XYZT_UNITS);
  }

  public int qformCode() {
    return integer(HeaderField.QFORM_CODE);
  }

  public int sformCode() {
    return integer(HeaderField.SFORM_CODE);
  }

  public double quaternB() {
    return number(HeaderField.QUATERN_B);
  }

  public double quaternC() {
    return number(HeaderField.QUATERN_C);
  }

  public double quaternD() {
    return number(HeaderField.QUATERN_D);
  }

  public double qoffsetX() {
    return number(HeaderField.QOFFSET_X);
  }

  public double qoffsetY() {
    return number(HeaderField.QOFFSET_Y);
  }

  public double qoffsetZ() {
    return number(HeaderField.QOFFSET_Z);
  }

  /** 4 values. */
  public double[] srowX() {
    return numbers(HeaderField.SROW_X);
  }

  /** 4 values. */
  public double[] srowY() {
    return numbers(HeaderField.SROW_Y);
  }

  /** 4 values. */
  public double[] srowZ() {
    return numbers(HeaderField.SROW_Z);
  }

  public int intentCode() {
    return integer(HeaderField.INTENT_CODE);
  }

  public String intentName() {
    return HeaderField.INTENT_NAME.text(bytes, version);
  }

  public String descrip() {
    return HeaderField.DESCRIP.text(bytes, version);
  }

  /** Every field by its standard name, in the table's order, as text for people. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (HeaderField field : HeaderField.values()) fields.put(field.specName(), text(field));
    return fields;
  }

  private String text(HeaderField field) {
    if (field.kind(version) == HeaderField.Kind.TEXT) return field.text(bytes, version);
    StringJoiner text = new StringJoiner(" ");
    for (int n = 0; n < field.count(); n++) {
      text.add(
          switch (field.kind(version)) {
            case FLOAT32 -> Float.toString((float) field.number(bytes, version, n));
            case FLOAT64 -> Double.toString(field.number(bytes, version, n));
            default -> Long.toString(field.integer(bytes, version, n));
          });
    }
    return text.toString();
  }

  private int integer(HeaderField field) {
    return (int) field.integer(bytes, version, 0);
  }

  private double number(HeaderField field) {
    return field.number(bytes, version, 0);
  }

  private double[] numbers(HeaderField field) {
    double[] values = new double[field.count()];
    for (int n = 0; n < values.length; n++) values[n] = field.number(bytes, version, n);
    return values;
  }
}
