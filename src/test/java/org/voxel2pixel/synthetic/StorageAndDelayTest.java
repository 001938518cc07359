// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;

class StorageAndDelayTest {
  private static final int NX = 12; // of SmallSubject.tiny

  @TempDir Path folder;

  @Test
  void storedToTheLeftEachVoxelHasTheSameValueAtTheSamePlace() {
    Path ras = folder.resolve("ras");
    Path las = folder.resolve("las");
    SyntheticSubject.generate(SmallSubject.tiny(), ras, Progress.silent());
    SyntheticSubject.generate(
        SmallSubject.tiny().withStorage(StorageOrder.LAS), las, Progress.silent());
    try (NiftiSeries right = NiftiSeries.open(SmallSubject.func(ras, "train", 1, "bold.nii.gz"));
        NiftiSeries left = NiftiSeries.open(SmallSubject.func(las, "train", 1, "bold.nii.gz"))) {
      NiftiGrid grid = right.grid();
      double[] a = grid.affine();
      double[] b = left.grid().affine();
      // Voxel i to the right lies at a0 i + a3; stored to the left it is NX - 1 - i.
      for (int i = 0; i < NX; i++) assertEquals(a[0] * i + a[3], b[0] * (NX - 1 - i) + b[3], 1e-4);
      assertArrayEquals(new double[] {b[5], b[7], b[10], b[11]}, rest(a), 1e-6);
      float[] one = new float[grid.voxelCount()];
      float[] other = new float[grid.voxelCount()];
      for (int volume = 0; volume < 3; volume++) {
        right.readNext(one);
        left.readNext(other);
        for (int v = 0; v < one.length; v++) {
          assertEquals(one[v], other[v - v % NX + NX - 1 - v % NX], "voxel " + v);
        }
      }
    }
    List<SmallSubject.Truth> left = SmallSubject.truth(las);
    for (SmallSubject.Truth t : SmallSubject.truth(ras)) {
      SmallSubject.Truth same =
          left.stream()
              .filter(l -> l.i() == NX - 1 - t.i() && l.j() == t.j() && l.k() == t.k())
              .findFirst()
              .orElseThrow();
      assertEquals(t.xDeg() + " " + t.yDeg() + t.roi(), same.xDeg() + " " + same.yDeg() + t.roi());
    }
    int before = -1;
    for (SmallSubject.Truth t : left) {
      if (!t.roi().equals("V1")) break;
      int flat = (t.k() * 12 + t.j()) * NX + t.i();
      assertEquals(1, Integer.signum(flat - before), "index counts the stored mask's voxels");
      before = flat;
    }
  }

  private static double[] rest(double[] a) {
    return new double[] {a[5], a[7], a[10], a[11]};
  }

  @Test
  void aDelayOfThreeVolumesMovesTheResponseByThreeVolumes() {
    float[] drive = {1, 0, 0, 2, 0, 0, 0, 0, -1, 0};
    double[] usual = new BoldResponse(0.7, 0).of(drive, 60);
    double[] late = new BoldResponse(0.7, 2.1).of(drive, 60);
    for (int n = 0; n < 60; n++) assertEquals(n < 3 ? 0 : usual[n - 3], late[n], 1e-12, "n " + n);
  }

  @Test
  void aDelayThatNoBloodHasIsRefused() {
    assertThrows(BadInputException.class, () -> SyntheticSettings.standard().withDelaySec(-0.1));
    assertThrows(BadInputException.class, () -> SyntheticSettings.standard().withDelaySec(11));
  }
}
