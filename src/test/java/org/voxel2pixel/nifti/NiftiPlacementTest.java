// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers by the bytes that nifti1.h lays down. */
class NiftiPlacementTest {
  private static final int PIXDIM = 76;
  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int QUATERN_B = 256;
  private static final int SROW_X = 280;

  /** i to the left, 2 x 3 x 4 mm. */
  private static final NiftiGrid GRID =
      new NiftiGrid(3, 2, 2, new double[] {-2, 0, 0, 5, 0, 3, 0, -7, 0, 0, 4, 9});

  @TempDir Path folder;

  private ByteBuffer written(NiftiPlacement placement) throws IOException {
    Path file = folder.resolve("a.nii");
    NiftiOutput output = NiftiOutput.of(GRID, 1, 0, NiftiType.FLOAT32).placed(placement);
    try (NiftiWriter writer = NiftiWriter.create(file, output)) {
      writer.write(new float[12]);
    }
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float[] floats(ByteBuffer header, int at, int count) {
    float[] values = new float[count];
    for (int n = 0; n < count; n++) values[n] = header.getFloat(at + 4 * n);
    return values;
  }

  private NiftiPlacement read() {
    try (NiftiSeries series = NiftiSeries.open(folder.resolve("a.nii"))) {
      return series.placement();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "1, 3", "4, 0", "0, 1", "0, 0"})
  void onlyWhatHasACodeIsStated(int sformCode, int qformCode) throws IOException {
    NiftiPlacement placement = new NiftiPlacement(sformCode, qformCode, Optional.empty());
    ByteBuffer header = written(placement);
    assertEquals(sformCode, header.getShort(SFORM_CODE));
    assertEquals(qformCode, header.getShort(QFORM_CODE));
    float[] rows =
        sformCode == 0 ? new float[12] : new float[] {-2, 0, 0, 5, 0, 3, 0, -7, 0, 0, 4, 9};
    assertArrayEquals(rows, floats(header, SROW_X, 12));
    // x mirrored is half a turn about y, (b c d) = (0 1 0), and z mirrored, qfac -1.
    float[] quaternion =
        qformCode == 0 ? new float[6] : new float[] {0, 1, 0, 5, -7, 9}; // b c d, offsets
    assertArrayEquals(quaternion, floats(header, QUATERN_B, 6));
    float qfac = qformCode == 0 ? 1 : -1;
    assertArrayEquals(new float[] {qfac, 2, 3, 4}, floats(header, PIXDIM, 4));
    assertEquals(placement, read());
  }

  @Test
  void aQformThatPutsTheVoxelsElsewhereIsKept() throws IOException {
    NiftiGrid other =
        new NiftiGrid(3, 2, 2, new double[] {2, 0, 0, -1, 0, 3, 0, 0.5, 0, 0, 4, 100});
    NiftiPlacement placement = new NiftiPlacement(4, 1, Optional.of(other));
    ByteBuffer header = written(placement);
    assertArrayEquals(new float[] {-2, 0, 0, 5}, floats(header, SROW_X, 4));
    assertArrayEquals(new float[] {0, 0, 0, -1, 0.5f, 100}, floats(header, QUATERN_B, 6));
    assertEquals(placement, read());
  }

  @Test
  void aDamagedQformBesideAnSformCountsAsNone() throws IOException {
    ByteBuffer header = written(NiftiPlacement.ALIGNED);
    header.putFloat(QUATERN_B, 7);
    Files.write(folder.resolve("a.nii"), header.array());
    assertEquals(new NiftiPlacement(2, 0, Optional.empty()), read());
  }

  @Test
  void whatNoHeaderCanStateIsAProgrammingError() {
    assertThrows(IllegalArgumentException.class, () -> new NiftiPlacement(-1, 0, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new NiftiPlacement(0, 40000, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new NiftiPlacement(1, 0, Optional.of(GRID)));
    NiftiPlacement small =
        new NiftiPlacement(1, 1, Optional.of(new NiftiGrid(1, 1, 1, GRID.affine())));
    NiftiOutput output = NiftiOutput.of(GRID, 1, 0, NiftiType.FLOAT32);
    assertThrows(IllegalArgumentException.class, () -> output.placed(small));
    assertEquals("x".repeat(79), output.described("x".repeat(79)).description());
    assertThrows(IllegalArgumentException.class, () -> output.described("x".repeat(80)));
    assertThrows(IllegalArgumentException.class, () -> output.described("\u03c3"));
  }
}
