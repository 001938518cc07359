// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

class NiftiMaskTest {
  @TempDir Path folder;

  /** 3 x 2 x 2 of float32, the rest 0. */
  private Path mask(double... values) {
    ByteBuffer stored = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < values.length; n++) stored.putFloat(4 * n, (float) values[n]);
    RawNifti raw = new RawNifti().dim(3, 3, 2, 2).type(16, 4, stored);
    return raw.saveGz(folder.resolve("V1.nii.gz"));
  }

  private static void refused(Path file, String... words) {
    BadInputException e = assertThrows(BadInputException.class, () -> NiftiMask.read(file));
    Reading.assertSays(e, file, words);
  }

  @Test
  void theVoxelsAreThoseThatAreNotZero() {
    NiftiMask mask = NiftiMask.read(mask(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1));
    assertArrayEquals(new int[] {1, 4, 11}, mask.voxels());
    assertEquals(3, mask.grid().nx());
    assertEquals("V1.nii.gz", mask.file().getFileName().toString());
    assertEquals(List.of(), mask.warnings());
  }

  /** N-55. */
  @Test
  void aLabelSelectsItsVoxels() {
    Path labels = mask(3, 1, 0, 3, 2);
    assertArrayEquals(new int[] {0, 3}, NiftiMask.read(labels, 3).voxels());
    assertArrayEquals(new int[] {0, 1, 3, 4}, NiftiMask.read(labels).voxels());
    BadInputException e = assertThrows(BadInputException.class, () -> NiftiMask.read(labels, 7));
    Reading.assertSays(e, labels, "label 7", "0 voxels", "labels there: [1, 2, 3]");
    assertThrows(IllegalArgumentException.class, () -> NiftiMask.read(labels, 0));
  }

  /** N-55. */
  @Test
  void anEmptyMaskIsRefused() {
    refused(mask(), "0 voxels");
  }

  /** N-55. */
  @Test
  void aMaskOfEverythingIsTold() {
    NiftiMask mask = NiftiMask.read(mask(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    assertEquals(12, mask.voxels().length);
    assertTrue(mask.warnings().get(0).contains("the mask is the whole volume"));
  }

  /** N-55. */
  @Test
  void probabilitiesNegativesAndNanAreRefused() {
    refused(mask(0, 1, 0.3), "the value 0.3", "threshold it");
    refused(mask(0, -1), "the label -1");
    refused(mask(Double.NaN, 1), "the value NaN");
    refused(mask(1, Double.POSITIVE_INFINITY), "the value Infinity");
  }

  /** N-32. 2^24 + 1 is 2^24 in float, so that two labels would be one. */
  @Test
  void labelsThatFloatDoesNotTellApartAreRefused() {
    ByteBuffer stored = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    RawNifti raw = new RawNifti().dim(3).type(1024, 8, stored.putLong(8, 1 << 24));
    Path file = raw.save(folder.resolve("labels.nii"));
    assertArrayEquals(new int[] {1}, NiftiMask.read(file, 1 << 24).voxels());
    stored.putLong(24, (1 << 24) + 2);
    refused(raw.save(file), "at most 16777216", "the label 16777218");
    stored.putLong(24, (1L << 53) + 2);
    refused(raw.save(file), "the value 9.0071993E15");
  }

  @Test
  void aScaledMaskOfBytesCounts() {
    ByteBuffer stored = ByteBuffer.allocate(12);
    stored.put(5, (byte) 255);
    RawNifti raw = new RawNifti().dim(3, 3, 2, 2).type(2, 1, stored);
    raw.floats(RawNifti.SCL_SLOPE, 0.00392157, 0); // 255 becomes 1.00000035
    assertArrayEquals(new int[] {5}, NiftiMask.read(raw.save(folder.resolve("m.nii"))).voxels());
  }

  /** N-57. */
  @Test
  void aSeriesIsNoMaskUnlessOfOneVolume() {
    Path series = new RawNifti().save(folder.resolve("bold.nii"));
    refused(series, "a mask of 1 volume", "found 2 volumes");
    RawNifti one = new RawNifti().dim(4, 3, 2, 4, 1);
    // voxel 0 of the first volume is 0
    assertEquals(23, NiftiMask.read(one.save(series)).voxels().length);
  }
}
