// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

/**
 * A phantom without any symmetry, stored with x to the right and again with x to the left: each
 * position in the head keeps its time course and stays inside or outside the region.
 */
class NiftiPhantomTest {
  private static final int NX = 4;
  private static final int NY = 3;
  private static final int NZ = 2;

  @TempDir Path folder;

  /** How i is stored, and which fields say so. */
  private enum Copy {
    RAS_BY_SFORM,
    LAS_BY_SFORM,
    RAS_BY_QFORM,
    LAS_BY_QFORM;

    boolean mirrored() {
      return this == LAS_BY_SFORM || this == LAS_BY_QFORM;
    }

    boolean bySform() {
      return this == RAS_BY_SFORM || this == LAS_BY_SFORM;
    }
  }

  /** In the head at x = 2 right - 3, y = 2 front - 2, z = 2 up - 1, in mm. */
  private static float value(int t, int right, int front, int up) {
    return 1000 * t + 100 * right + 10 * front + up;
  }

  /** An L that no mirror maps to itself. */
  private static boolean inside(int right, int front, int up) {
    return up == 0 && (front == 1 || right == 3 && front == 2);
  }

  private static RawNifti raw(Copy copy) {
    RawNifti raw = new RawNifti().dim(4, NX, NY, NZ, 2);
    double x = copy.mirrored() ? -1 : 1;
    if (copy.bySform()) {
      raw.floats(RawNifti.SROW_X, 2 * x, 0, 0, -3 * x, 0, 2, 0, -2, 0, 0, 2, -1);
    } else { // a mirrored z and a half turn about y: only x is mirrored
      raw.shortAt(RawNifti.SFORM_CODE, 0).shortAt(RawNifti.QFORM_CODE, 1);
      raw.floats(RawNifti.PIXDIM, x).floats(RawNifti.QUATERN_B, 0, copy.mirrored() ? 1 : 0, 0);
      raw.floats(RawNifti.QOFFSET_X, -3 * x, -2, -1);
    }
    return raw;
  }

  /** Stored in the copy's order of i. */
  private static ByteBuffer stored(Copy copy, int t, boolean mask) {
    ByteBuffer floats = ByteBuffer.allocate(4 * NX * NY * NZ).order(ByteOrder.LITTLE_ENDIAN);
    for (int up = 0; up < NZ; up++) {
      for (int front = 0; front < NY; front++) {
        for (int i = 0; i < NX; i++) {
          int right = copy.mirrored() ? NX - 1 - i : i;
          float value = inside(right, front, up) ? 1 : 0;
          floats.putFloat(mask ? value : value(t, right, front, up));
        }
      }
    }
    return floats;
  }

  private Path bold(Copy copy) {
    ByteBuffer both = ByteBuffer.allocate(2 * 4 * NX * NY * NZ);
    both.put(stored(copy, 0, false).array()).put(stored(copy, 1, false).array());
    return raw(copy).type(16, 4, both).save(folder.resolve(copy + "_bold.nii"));
  }

  private Path mask(Copy copy) {
    RawNifti raw = raw(copy).dim(3).type(16, 4, stored(copy, 0, true));
    return raw.save(folder.resolve(copy + "_mask.nii"));
  }

  /** Time courses by position, as the copy's own mask selects them. */
  private Map<String, List<Float>> region(Copy copy) {
    NiftiMask mask = NiftiMask.read(mask(copy));
    Path bold = bold(copy);
    Reading read = Reading.of(bold).doesNotWarn();
    read.grid().requireSame(mask.grid(), bold, mask.file());
    Map<String, List<Float>> courses = new TreeMap<>();
    for (int voxel : mask.voxels()) {
      double[] mm = read.grid().positionMm(voxel % NX, voxel / NX % NY, voxel / (NX * NY));
      List<Float> course = read.volumes().stream().map(volume -> volume[voxel]).toList();
      courses.put(Arrays.toString(mm), course);
    }
    return courses;
  }

  /** N-54. */
  @Test
  void eachPositionKeepsItsTimeCourseHoweverItIsStored() {
    Map<String, List<Float>> expected =
        Map.of(
            "[-3.0, 0.0, -1.0]", List.of(10f, 1010f),
            "[-1.0, 0.0, -1.0]", List.of(110f, 1110f),
            "[1.0, 0.0, -1.0]", List.of(210f, 1210f),
            "[3.0, 0.0, -1.0]", List.of(310f, 1310f),
            "[3.0, 2.0, -1.0]", List.of(320f, 1320f)); // the foot of the L, to the right
    for (Copy copy : Copy.values()) assertEquals(expected, region(copy), copy.name());
  }

  /** N-54. The order of a region's voxels is that of the file, so the copies may not be mixed. */
  @Test
  void aMaskOfOneCopyIsRefusedOnTheOther() {
    NiftiMask ras = NiftiMask.read(mask(Copy.RAS_BY_SFORM));
    NiftiMask las = NiftiMask.read(mask(Copy.LAS_BY_QFORM));
    assertArrayEquals(new int[] {4, 5, 6, 7, 11}, ras.voxels());
    assertArrayEquals(new int[] {4, 5, 6, 7, 8}, las.voxels());
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> ras.grid().requireSame(las.grid(), ras.file(), las.file()));
    Reading.assertSays(e, ras.file(), "axes LAS", "axes RAS");
  }

  /** N-38. */
  @Test
  void whatIsNotFiniteOutsideTheMaskDoesNotMatter() {
    Path clean = bold(Copy.RAS_BY_SFORM);
    NiftiMask mask = NiftiMask.read(mask(Copy.RAS_BY_SFORM));
    float[] expected = Reading.of(clean).volumes().get(1);
    ByteBuffer both = ByteBuffer.allocate(2 * 4 * NX * NY * NZ).order(ByteOrder.LITTLE_ENDIAN);
    for (int t = 0; t < 2; t++) {
      both.put(stored(Copy.RAS_BY_SFORM, t, false).array());
      both.putFloat(4 * (24 * t), Float.NaN).putFloat(4 * (24 * t + 23), Float.POSITIVE_INFINITY);
    }
    RawNifti raw = raw(Copy.RAS_BY_SFORM).type(16, 4, both);
    float[] volume = Reading.of(raw.save(clean)).doesNotWarn().volumes().get(1);
    for (int voxel : mask.voxels()) assertEquals(expected[voxel], volume[voxel]);
    assertTrue(Float.isNaN(volume[0]) && Float.isInfinite(volume[23]));
  }
}
