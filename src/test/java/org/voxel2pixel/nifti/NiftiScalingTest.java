// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stored number means: types that are none, and every combination of slope and inter. */
class NiftiScalingTest {
  @TempDir Path folder;
  private Path nii;

  @BeforeEach
  void name() {
    nii = folder.resolve("run.nii");
  }

  /** N-27. */
  @Test
  void datatypeRulesOverBitpix() {
    Reading.of(new RawNifti().shortAt(RawNifti.BITPIX, 8).save(nii))
        .hasValues(1, 0)
        .warnsOnce("bitpix is 8", "datatype 4 has 16");
  }

  /** N-28, N-30, N-31. */
  @ParameterizedTest
  @CsvSource({
    "0, no type",
    "1, binary",
    "3, no type",
    "255, no type",
    "9999, no type",
    "32, complex",
    "1792, complex",
    "1536, 128-bit",
    "2048, 128-bit",
    "128, colour",
    "2304, colour"
  })
  void typesThatAreNoRealNumbers(int datatype, String kind) {
    RawNifti raw = new RawNifti().shortAt(RawNifti.DATATYPE, datatype);
    assertThrows(UnsupportedNiftiException.class, () -> NiftiSeries.open(raw.save(nii)));
    Reading.isRefused(raw.save(nii), "datatype " + datatype, kind);
  }

  /** N-32. */
  @Test
  void integersBeyondThePrecisionOfDoubleAreTold() {
    ByteBuffer longs = ByteBuffer.allocate(8 * 24).order(ByteOrder.LITTLE_ENDIAN);
    longs.putLong(8 * 3, 1L << 53);
    RawNifti raw = new RawNifti().type(1024, 8, longs);
    Reading.of(raw.save(nii)).doesNotWarn();
    longs.putLong(8 * 4, -(1L << 54)).putLong(8 * 15, 1L << 60);
    Reading read = Reading.of(raw.save(nii)).warnsOnce("precision lost");
    assertEquals(-0x1p54f, read.volumes().get(0)[4]);
  }

  /** N-33. */
  @Test
  void uint16WithAScaleIsScaledInDouble() {
    ByteBuffer stored = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    stored.putShort(0, (short) 65535).putShort(2, (short) 1).putShort(4, (short) 32768);
    RawNifti raw = new RawNifti().type(512, 2, stored).floats(RawNifti.SCL_SLOPE, 0.5, -10);
    float[] volume = Reading.of(raw.save(nii)).doesNotWarn().volumes().get(0);
    assertArrayEquals(new float[] {32757.5f, -9.5f, 16374f, -10f}, Arrays.copyOf(volume, 4));
  }

  /** N-34. */
  @ParameterizedTest
  @CsvSource({"0,0", "0,5", "NaN,NaN", "Infinity,2", "-Infinity,NaN", "0,Infinity"})
  void slopesThatMeanNoScaling(float slope, float inter) {
    RawNifti raw = new RawNifti().floats(RawNifti.SCL_SLOPE, slope, inter);
    Reading.of(raw.save(nii)).hasValues(1, 0).doesNotWarn();
  }

  /** N-35. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aGoodSlopeWithoutAnIntercept(float inter) {
    RawNifti raw = new RawNifti().floats(RawNifti.SCL_SLOPE, 1, inter);
    Reading.isRefused(raw.save(nii), "scl_inter " + inter, "scl_slope 1.0");
  }

  /** N-36. */
  @Test
  void aNegativeSlopeIsAppliedAndTold() {
    RawNifti raw = new RawNifti().floats(RawNifti.SCL_SLOPE, -2, 3);
    Reading.of(raw.save(nii)).hasValues(-2, 3).warnsOnce("scl_slope -2.0 is negative");
  }

  /** N-37, N-40. */
  @Test
  void floatsAreScaledTooAndOddOnesComeAsTheyAre() {
    ByteBuffer stored = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -0f, 1.5f};
    for (int n = 0; n < odd.length; n++) stored.putFloat(4 * n, odd[n]);
    RawNifti raw = new RawNifti().type(16, 4, stored);
    float[] volume = Reading.of(raw.save(nii)).doesNotWarn().volumes().get(0);
    assertArrayEquals(odd, Arrays.copyOf(volume, 5)); // compares bits: -0 is not 0
    raw.floats(RawNifti.SCL_SLOPE, 1, 0);
    volume = Reading.of(raw.save(nii)).volumes().get(0);
    assertArrayEquals(odd, Arrays.copyOf(volume, 5));
    raw.floats(RawNifti.SCL_SLOPE, 4, 1);
    assertEquals(7f, Reading.of(raw.save(nii)).volumes().get(0)[4]);
  }
}
