// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written stands where nifti1.h has it, byte by byte. */
class HeaderWriterTest {
  /** i to the left, j to the front, k up: a mirrored half turn, exact in a quaternion. */
  private static final double[] LAS = {-2, 0, 0, 90, 0, 2.5, 0, -120, 0, 0, 3, -60};

  private static final NiftiGrid GRID = new NiftiGrid(5, 4, 3, LAS);

  private static ByteBuffer header(NiftiOutput output) {
    return ByteBuffer.wrap(HeaderWriter.bytes(output)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static short[] shorts(ByteBuffer header, int at, int count) {
    short[] values = new short[count];
    for (int n = 0; n < count; n++) values[n] = header.getShort(at + 2 * n);
    return values;
  }

  private static float[] floats(ByteBuffer header, int at, int count) {
    float[] values = new float[count];
    for (int n = 0; n < count; n++) values[n] = header.getFloat(at + 4 * n);
    return values;
  }

  private static String text(ByteBuffer header, int at, int length) {
    byte[] bytes = Arrays.copyOfRange(header.array(), at, at + length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyFieldIsWhereTheStandardHasIt() {
    ByteBuffer h =
        header(
            NiftiOutput.of(GRID, 7, 0.7, NiftiType.INT16)
                .scaled(0.5, -10)
                .meaning(new NiftiIntent(2, "corr\u00e9lation"))
                .shown(-1.5, 3));
    assertEquals(352, h.capacity());
    assertEquals(348, h.getInt(0));
    assertArrayEquals(new short[] {4, 5, 4, 3, 7, 1, 1, 1}, shorts(h, 40, 8));
    assertEquals(2, h.getShort(68)); // intent_code
    assertArrayEquals(new short[] {4, 16}, shorts(h, 70, 2)); // datatype, bitpix
    assertArrayEquals(new float[] {-1, 2, 2.5f, 3, 0.7f, 0, 0, 0}, floats(h, 76, 8));
    assertArrayEquals(new float[] {352, 0.5f, -10}, floats(h, 108, 3)); // offset, slope, inter
    assertEquals(10, h.get(123)); // mm and s
    assertArrayEquals(new float[] {3, -1.5f}, floats(h, 124, 2)); // cal_max, cal_min
    assertEquals("Voxel2Pixel" + "\0".repeat(69), text(h, 148, 80));
    assertArrayEquals(new short[] {2, 2}, shorts(h, 252, 2)); // qform_code, sform_code
    assertArrayEquals(
        new float[] {0, 1, 0, 90, -120, -60}, floats(h, 256, 6)); // quaternion, offset
    float[] rows = {-2, 0, 0, 90, 0, 2.5f, 0, -120, 0, 0, 3, -60};
    assertArrayEquals(rows, floats(h, 280, 12));
    assertEquals("corr\u00e9lation\0\0\0\0\0", text(h, 328, 16));
    assertEquals("n+1\0", text(h, 344, 4));
    assertEquals(0, h.getInt(348)); // no extension
  }

  @Test
  void whatIsNotStatedIsZero() {
    ByteBuffer h = header(NiftiOutput.of(GRID, 1, 0, NiftiType.FLOAT32));
    assertArrayEquals(new short[] {3, 5, 4, 3, 1, 1, 1, 1}, shorts(h, 40, 8));
    assertArrayEquals(new float[] {1, 0}, floats(h, 112, 2)); // unscaled
    assertEquals(0f, h.getFloat(92)); // no TR
    for (int at = 4; at < 40; at++) assertEquals(0, h.get(at), "byte " + at);
    for (int at = 124; at < 148; at++) assertEquals(0, h.get(at), "byte " + at);
    for (int at = 56; at < 70; at++) assertEquals(0, h.get(at), "byte " + at); // intent
    assertEquals("\0".repeat(16), text(h, 328, 16));
  }

  @ParameterizedTest
  @EnumSource(NiftiType.class)
  void typeAndBitsAreTheStandards(NiftiType type) {
    ByteBuffer h = header(NiftiOutput.of(GRID, 1, 0, type));
    short[] expected =
        switch (type) {
          case UINT8 -> new short[] {2, 8};
          case INT16 -> new short[] {4, 16};
          case INT32 -> new short[] {8, 32};
          case FLOAT32 -> new short[] {16, 32};
          case FLOAT64 -> new short[] {64, 64};
          case INT8 -> new short[] {256, 8};
          case UINT16 -> new short[] {512, 16};
          case UINT32 -> new short[] {768, 32};
          case INT64 -> new short[] {1024, 64};
          case UINT64 -> new short[] {1280, 64};
        };
    assertArrayEquals(expected, shorts(h, 70, 2));
  }

  @Test
  void aShearedAffineHasNoQform() {
    double[] sheared = {2, 0.1, 0, 90, 0, 2.5, 0, -120, 0, 0, 3, -60};
    ByteBuffer h = header(NiftiOutput.of(new NiftiGrid(5, 4, 3, sheared), 1, 0, NiftiType.UINT8));
    assertArrayEquals(new short[] {0, 2}, shorts(h, 252, 2));
    for (int at = 256; at < 280; at++) assertEquals(0, h.get(at), "byte " + at);
    assertEquals(1f, h.getFloat(76)); // qfac
  }

  /**
   * Every third is a half turn, of which float32 quaternions know the angle to sqrt(2^-24) only:
   * some of those are too far off to be stated.
   */
  @Test
  void aQformStatesEveryRotationWithOrWithoutMirror() {
    Random random = new Random(6);
    for (int n = 0; n < 300; n++) {
      boolean halfTurn = n % 3 == 0;
      double angle = halfTurn ? Math.PI : 2 * Math.PI * random.nextDouble();
      double[] affine = rotated(random, angle, n % 2 == 0 ? 1 : -1);
      ByteBuffer h =
          header(NiftiOutput.of(new NiftiGrid(64, 64, 36, affine), 1, 0, NiftiType.INT8));
      Qform qform = Qform.near(affine);
      double mm = Affines.greatestOffsetMm(affine, qform.affine(), 64, 64, 36);
      assertTrue(mm < (halfTurn ? 0.15 : 2e-3), n + ": " + mm + " mm");
      assertEquals(mm <= 0.02 * 2 ? 2 : 0, h.getShort(252), "qform_code");
      assertEquals(n % 2 == 0 ? 1.0 : -1.0, qform.qfac());
    }
  }

  /** By Rodrigues' formula, about a random axis; sides 2, 2.5, 3 mm; z mirrored by a sign of -1. */
  private static double[] rotated(Random random, double angle, double sign) {
    double[] u = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    double norm = Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
    for (int n = 0; n < 3; n++) u[n] /= norm;
    double[][] cross = {{0, -u[2], u[1]}, {u[2], 0, -u[0]}, {-u[1], u[0], 0}};
    double[] sides = {2, 2.5, sign * 3};
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double r =
            (row == column ? Math.cos(angle) : 0)
                + Math.sin(angle) * cross[row][column]
                + (1 - Math.cos(angle)) * u[row] * u[column];
        affine[4 * row + column] = r * sides[column];
      }
      affine[4 * row + 3] = 200 * random.nextDouble() - 100;
    }
    return affine;
  }

  @Test
  void outputsThatCannotBeAreProgrammingMistakes() {
    NiftiOutput output = NiftiOutput.of(GRID, 1, 0, NiftiType.INT16);
    assertThrows(IllegalArgumentException.class, () -> NiftiOutput.of(GRID, 0, 0, NiftiType.INT16));
    for (double trSec : new double[] {-1, Double.NaN, 1e39}) {
      assertThrows(
          IllegalArgumentException.class, () -> NiftiOutput.of(GRID, 1, trSec, NiftiType.INT16));
    }
    for (double slope : new double[] {0, 1e-50, Double.NaN, 1e39}) {
      assertThrows(IllegalArgumentException.class, () -> output.scaled(slope, 0));
    }
    assertThrows(IllegalArgumentException.class, () -> output.scaled(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> output.shown(2, 1));
    assertThrows(IllegalArgumentException.class, () -> output.shown(0, 1e39));
    assertThrows(IllegalArgumentException.class, () -> output.shown(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new NiftiIntent(-1, ""));
    assertThrows(IllegalArgumentException.class, () -> new NiftiIntent(40000, ""));
    assertThrows(IllegalArgumentException.class, () -> NiftiIntent.label("sixteen letters!"));
    assertThrows(IllegalArgumentException.class, () -> NiftiIntent.estimate("\u03c3"));
    assertEquals(1002, NiftiIntent.label("fifteen letters").code());
    assertEquals(1001, NiftiIntent.estimate("rf_x_deg").code());
  }
}
