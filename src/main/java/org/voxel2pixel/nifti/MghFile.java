// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * A FreeSurfer MGH volume (.mgh, or .mgz: the same in gzip, recognised by its bytes): a volume of
 * the brain, or one value for each vertex of a surface, then usually {@code N x 1 x 1} or {@code 1
 * x 1 x N}.
 *
 * <p>The file: all big-endian, a header of 284 bytes (int32 version = 1, width, height, depth,
 * frames, type, degrees of freedom; int16 goodRASFlag; float32 voxel sizes, direction cosines
 * column by column, centre), then the values, first index fastest. What may follow (scan
 * parameters, tags) is not read. With {@code D} the cosines, {@code s} the sizes and {@code c} the
 * centre, voxel {@code (i, j, k)} lies at {@code c + D · diag(s) · ((i, j, k) - (nx, ny, nz) / 2)}
 * mm, RAS; without goodRASFlag the place is not known (readers differ in what they assume): a
 * surface is then given 1 mm voxels without a meaning, a volume is refused. Source: FreeSurfer,
 * MghFormat.
 *
 * @param grid shape and place; of a surface the place means nothing
 * @param frames volumes
 * @param values {@code [((frame * nz + k) * ny + j) * nx + i]}; int32 beyond 2^24 are rounded
 */
public record MghFile(NiftiGrid grid, int frames, float[] values) {
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 284;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int GOOD_RAS = 28;
  private static final int SIZES = 30;
  private static final int COSINES = 42;
  private static final int CENTRE = 78;
  private static final float[] NOWHERE = {1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};

  /**
   * Whether a file is named as this format.
   *
   * @return true for .mgh, .mgz and .mgh.gz, in any case
   */
  public static boolean isNamedSo(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".mgh") || name.endsWith(".mgz") || name.endsWith(".mgh.gz");
  }

  /**
   * Reads a file whole.
   *
   * @throws BadInputException if it is none, ends early, or is damaged
   */
  public static MghFile read(Path file) {
    // Trailing tags, and .mgz for .mgh.gz, are usual in this format.
    ArrayList<String> expectedOddities = new ArrayList<>();
    try (NiftiInput input = NiftiInput.open(file, expectedOddities)) {
      byte[] bytes = new byte[HEADER_BYTES];
      input.readFully(bytes, HEADER_BYTES, HEADER_BYTES);
      ByteBuffer header = ByteBuffer.wrap(bytes);
      if (header.getInt(0) != VERSION) {
        throw new BadInputException(
            file,
            "a FreeSurfer MGH file (version 1)",
            "version " + header.getInt(0),
            "choose an .mgh or .mgz file");
      }
      int[] shape = shape(file, header);
      Type type = Type.of(file, header.getInt(20));
      int count = count(file, shape);
      long end = HEADER_BYTES + (long) count * type.bytes;
      if (end > input.greatestLength()) {
        throw input.endedEarly(end, "at most " + input.greatestLength(), null);
      }
      NiftiGrid grid = new NiftiGrid(shape[0], shape[1], shape[2], affine(file, header, shape));
      float[] values = values(input, type, count, end);
      input.requireSoundEnd(expectedOddities);
      return new MghFile(grid, shape[3], values);
    }
  }

  private static int[] shape(Path file, ByteBuffer header) {
    int[] shape = new int[4];
    for (int d = 0; d < 4; d++) {
      shape[d] = header.getInt(4 + 4 * d);
      if (shape[d] < 1) {
        throw new BadInputException(
            file,
            "4 lengths of at least 1",
            "length " + shape[d] + " in dimension " + (d + 1),
            "copy or write it again");
      }
    }
    return shape;
  }

  private static int count(Path file, int[] shape) {
    try {
      int count = 1;
      for (int length : shape) count = Math.multiplyExact(count, length);
      if (count <= Integer.MAX_VALUE - 8) return count;
    } catch (ArithmeticException e) {
      throw tooMany(file, shape, e);
    }
    throw tooMany(file, shape, null);
  }

  private static BadInputException tooMany(Path file, int[] shape, ArithmeticException cause) {
    return new BadInputException(
        file,
        "at most 2^31 - 9 values",
        "shape " + Arrays.toString(shape),
        "split it, or copy it again if that is not its shape",
        cause);
  }

  private static double[] affine(Path file, ByteBuffer header, int[] shape) {
    float[] f = NOWHERE.clone();
    if (header.getShort(GOOD_RAS) > 0) {
      for (int n = 0; n < 3; n++) f[n] = header.getFloat(SIZES + 4 * n);
      for (int n = 0; n < 9; n++) f[3 + n] = header.getFloat(COSINES + 4 * n);
      for (int n = 0; n < 3; n++) f[12 + n] = header.getFloat(CENTRE + 4 * n);
    } else if (shape[0] * shape[1] * shape[2] != Math.max(shape[0], Math.max(shape[1], shape[2]))) {
      throw new BadInputException(
          file,
          "an orientation (goodRASFlag 1)",
          "none",
          "write it again with FreeSurfer's mri_convert, which asks for one");
    }
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      double place = f[12 + row];
      for (int column = 0; column < 3; column++) {
        double step = (double) f[3 + 3 * column + row] * f[column];
        affine[row * 4 + column] = step;
        place -= step * shape[column] / 2.0;
      }
      affine[row * 4 + 3] = place;
    }
    if (Affines.isProper(affine)) return affine;
    throw new BadInputException(
        file,
        "an orientation of rank 3",
        "the matrix " + Arrays.toString(affine),
        "write it again with FreeSurfer's mri_convert");
  }

  private static float[] values(NiftiInput input, Type type, int count, long end) {
    float[] values = new float[count];
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(chunk);
    for (int done = 0; done < count; ) {
      int here = Math.min(count - done, CHUNK_BYTES / type.bytes);
      input.readFully(chunk, here * type.bytes, end);
      for (int n = 0; n < here; n++) values[done + n] = type.value(bytes, n * type.bytes);
      done += here;
    }
    return values;
  }

  /** Types of MghFormat that FreeSurfer writes volumes in. */
  private enum Type {
    UCHAR(0, 1),
    INT(1, 4),
    FLOAT(3, 4),
    SHORT(4, 2);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    static Type of(Path file, int code) {
      for (Type type : values()) if (type.code == code) return type;
      throw new BadInputException(
          file,
          "type 0 (uchar), 1 (int), 3 (float) or 4 (short)",
          "type " + code,
          "convert it with FreeSurfer's mri_convert -odt float");
    }

    float value(ByteBuffer bytes, int at) {
      return switch (this) {
        case UCHAR -> bytes.get(at) & 0xff;
        case INT -> bytes.getInt(at);
        case FLOAT -> bytes.getFloat(at);
        case SHORT -> bytes.getShort(at);
      };
    }
  }
}
