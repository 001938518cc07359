// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.voxel2pixel.nifti.HeaderField.Kind.FLOAT32;
import static org.voxel2pixel.nifti.HeaderField.Kind.FLOAT64;
import static org.voxel2pixel.nifti.HeaderField.Kind.INT16;
import static org.voxel2pixel.nifti.HeaderField.Kind.INT32;
import static org.voxel2pixel.nifti.HeaderField.Kind.INT64;
import static org.voxel2pixel.nifti.HeaderField.Kind.TEXT;
import static org.voxel2pixel.nifti.HeaderField.Kind.UINT8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The NIfTI header as one table: field, then type and byte offset in NIfTI-1 (348 bytes), type and
 * byte offset in NIfTI-2 (540 bytes), count, and meaning. Fields that no reader of volumes needs
 * (Analyze's leftovers, glmax and glmin) are left out.
 *
 * <p>Source: nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
 */
enum HeaderField {
  SIZEOF_HDR(INT32, 0, INT32, 0, 1, "bytes in the header: 348 or 540"),
  MAGIC(TEXT, 344, TEXT, 4, 4, "n+1 or n+2: one file; ni1 or ni2: .hdr and .img"),
  DIM_INFO(UINT8, 39, UINT8, 524, 1, "frequency, phase and slice axes, two bits each"),
  DIM(INT16, 40, INT64, 16, 8, "[0] number of axes, [1..3] voxels, [4] volumes"),
  INTENT_P1(FLOAT32, 56, FLOAT64, 80, 1, "first parameter of the intent"),
  INTENT_P2(FLOAT32, 60, FLOAT64, 88, 1, "second parameter of the intent"),
  INTENT_P3(FLOAT32, 64, FLOAT64, 96, 1, "third parameter of the intent"),
  INTENT_CODE(INT16, 68, INT32, 504, 1, "what the numbers are: 2 correlation, 1002 label..."),
  DATATYPE(INT16, 70, INT16, 12, 1, "type of a voxel, see NiftiType"),
  BITPIX(INT16, 72, INT16, 14, 1, "bits a voxel"),
  SLICE_START(INT16, 74, INT64, 224, 1, "first slice that slice_code orders"),
  PIXDIM(FLOAT32, 76, FLOAT64, 104, 8, "[0] qfac, [1..3] voxel size, [4] time a volume"),
  VOX_OFFSET(FLOAT32, 108, INT64, 168, 1, "byte at which the voxels begin"),
  SCL_SLOPE(FLOAT32, 112, FLOAT64, 176, 1, "value = slope * stored + inter; 0: not scaled"),
  SCL_INTER(FLOAT32, 116, FLOAT64, 184, 1, "see scl_slope"),
  SLICE_END(INT16, 120, INT64, 232, 1, "last slice that slice_code orders"),
  SLICE_CODE(UINT8, 122, INT32, 496, 1, "order in which slices were taken"),
  XYZT_UNITS(UINT8, 123, INT32, 500, 1, "bits 0-2: unit of length, bits 3-5: of time"),
  CAL_MAX(FLOAT32, 124, FLOAT64, 192, 1, "value shown brightest"),
  CAL_MIN(FLOAT32, 128, FLOAT64, 200, 1, "value shown darkest"),
  SLICE_DURATION(FLOAT32, 132, FLOAT64, 208, 1, "time a slice"),
  TOFFSET(FLOAT32, 136, FLOAT64, 216, 1, "time of the first volume"),
  DESCRIP(TEXT, 148, TEXT, 240, 80, "any text"),
  AUX_FILE(TEXT, 228, TEXT, 320, 24, "name of another file"),
  QFORM_CODE(INT16, 252, INT32, 344, 1, "space of the quaternion affine; 0: none"),
  SFORM_CODE(INT16, 254, INT32, 348, 1, "space of the srow affine; 0: none"),
  QUATERN_B(FLOAT32, 256, FLOAT64, 352, 1, "quaternion b of the rotation"),
  QUATERN_C(FLOAT32, 260, FLOAT64, 360, 1, "quaternion c"),
  QUATERN_D(FLOAT32, 264, FLOAT64, 368, 1, "quaternion d"),
  QOFFSET_X(FLOAT32, 268, FLOAT64, 376, 1, "x of the first voxel's centre"),
  QOFFSET_Y(FLOAT32, 272, FLOAT64, 384, 1, "y of the first voxel's centre"),
  QOFFSET_Z(FLOAT32, 276, FLOAT64, 392, 1, "z of the first voxel's centre"),
  SROW_X(FLOAT32, 280, FLOAT64, 400, 4, "first row of the affine"),
  SROW_Y(FLOAT32, 296, FLOAT64, 432, 4, "second row of the affine"),
  SROW_Z(FLOAT32, 312, FLOAT64, 464, 4, "third row of the affine"),
  INTENT_NAME(TEXT, 328, TEXT, 508, 16, "name of the intent");

  /** How a field is stored. */
  enum Kind {
    UINT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8),
    TEXT(1);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }
  }

  private final Kind kind1;
  private final int offset1;
  private final Kind kind2;
  private final int offset2;
  private final int count;
  private final String meaning;

  HeaderField(Kind kind1, int offset1, Kind kind2, int offset2, int count, String meaning) {
    this.kind1 = kind1;
    this.offset1 = offset1;
    this.kind2 = kind2;
    this.offset2 = offset2;
    this.count = count;
    this.meaning = meaning;
  }

  /** The standard's own name, such as {@code scl_slope}. */
  String specName() {
    return name().toLowerCase(Locale.ROOT);
  }

  int count() {
    return count;
  }

  String meaning() {
    return meaning;
  }

  Kind kind(NiftiVersion version) {
    return version == NiftiVersion.NIFTI1 ? kind1 : kind2;
  }

  /** First byte of element {@code index}. */
  int offset(NiftiVersion version, int index) {
    int first = version == NiftiVersion.NIFTI1 ? offset1 : offset2;
    return first + index * kind(version).bytes;
  }

  /** Element {@code index} of a number field, exact for every stored type but huge INT64. */
  double number(ByteBuffer header, NiftiVersion version, int index) {
    int at = offset(version, index);
    return switch (kind(version)) {
      case FLOAT32 -> header.getFloat(at);
      case FLOAT64 -> header.getDouble(at);
      default -> integer(header, version, index);
    };
  }

  /** Element {@code index} of an integer field. */
  long integer(ByteBuffer header, NiftiVersion version, int index) {
    int at = offset(version, index);
    return switch (kind(version)) {
      case UINT8 -> header.get(at) & 0xFF;
      case INT16 -> header.getShort(at);
      case INT32 -> header.getInt(at);
      case INT64 -> header.getLong(at);
      default -> throw new IllegalArgumentException(specName() + " is no integer field");
    };
  }

  /** A text field up to its first zero byte. */
  String text(ByteBuffer header, NiftiVersion version) {
    StringBuilder text = new StringBuilder();
    byte[] bytes = new byte[count];
    header.get(offset(version, 0), bytes);
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == 0) break;
      text.append(c);
    }
    return text.toString();
  }

  /** Stores element {@code index} of a number field. */
  void put(ByteBuffer header, NiftiVersion version, int index, double value) {
    int at = offset(version, index);
    switch (kind(version)) {
      case UINT8 -> header.put(at, (byte) value);
      case INT16 -> header.putShort(at, (short) value);
      case INT32 -> header.putInt(at, (int) value);
      case INT64 -> header.putLong(at, (long) value);
      case FLOAT32 -> header.putFloat(at, (float) value);
      case FLOAT64 -> header.putDouble(at, value);
      case TEXT -> throw new IllegalArgumentException(specName() + " is a text field");
    }
  }

  /** Stores a text field, cut to its length, the rest zero. */
  void put(ByteBuffer header, NiftiVersion version, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    header.put(offset(version, 0), bytes, 0, Math.min(bytes.length, count));
  }
}
