// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class OperatorHashTest {
  private static final PixelGrid GRID = new PixelGrid(4, 4, 4);

  /** Voxels 0 and 2 share pixel (3, 0), voxel 1 has pixel (0, 3); one region each. */
  @Test
  void itIsTheShaOfTheEntriesAsTheJavadocLaysThemOut()
      throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int number : new int[] {4, 4, 5, 3}) out.writeInt(number);
    for (String roi : List.of("V2", "Vö")) {
      byte[] name = roi.getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      int[][] entries = roi.equals("V2") ? new int[][] {{3, 0}, {3, 2}} : new int[][] {{12, 1}};
      out.writeLong(entries.length);
      for (int[] entry : entries) {
        out.writeInt(entry[0]);
        out.writeInt(entry[1]);
        out.writeFloat(roi.equals("V2") ? 0.5f : 1);
      }
    }
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    VoxelFields fields = fields(5, List.of("V2", "Vö"), 1.5, -1.5, 1.5);
    assertEquals(HexFormat.of().formatHex(sha), OperatorHash.of(FixedRfProjection.of(fields)));
  }

  @Test
  void whateverChangesWhichVoxelMeetsWhichPixelChangesIt() {
    List<String> rois = List.of("V2", "Vö");
    Set<String> hashes = new HashSet<>();
    hashes.add(OperatorHash.of(FixedRfProjection.of(fields(5, rois, 1.5, -1.5, 1.5))));
    hashes.add(OperatorHash.of(FixedRfProjection.of(fields(4, rois, 1.5, -1.5, 1.5))));
    hashes.add(OperatorHash.of(FixedRfProjection.of(fields(5, rois, 1.5, -0.5, 1.5))));
    hashes.add(OperatorHash.of(FixedRfProjection.of(fields(5, rois, 1.5, -1.5, 0.5))));
    hashes.add(
        OperatorHash.of(FixedRfProjection.of(fields(5, List.of("Vö", "V2"), 1.5, -1.5, 1.5))));
    GaussianSettings sum = GaussianSettings.sum();
    hashes.add(OperatorHash.of(GaussianProjection.of(fields(5, rois, 1.5, -1.5, 1.5), sum)));
    assertEquals(6, hashes.size());
    // Where in its pixel a field lies is nothing that the fixed projection sees.
    hashes.add(OperatorHash.of(FixedRfProjection.of(fields(5, rois, 1.4, -1.6, 1.5))));
    assertEquals(6, hashes.size());
  }

  /** More entries than the hash's buffer holds at once. */
  @Test
  void entriesBeyondOneBufferCount() {
    int count = 20_000;
    Set<String> hashes = new HashSet<>();
    for (double last : new double[] {-1.5, 1.5}) {
      List<Optional<ReceptiveField>> fields =
          java.util.stream.IntStream.range(0, count)
              .mapToObj(v -> field(v == count - 1 ? last : 0.5))
              .toList();
      List<String> rois = java.util.Collections.nCopies(count, "V1");
      VoxelFields all = new VoxelFields(GRID, List.of("V1"), rois, fields, 1);
      hashes.add(OperatorHash.of(FixedRfProjection.of(all)));
    }
    assertEquals(2, hashes.size());
  }

  private static VoxelFields fields(int lags, List<String> rois, double... diagonal) {
    List<String> roiOfVoxel = List.of("V2", "Vö", "V2");
    List<Optional<ReceptiveField>> fields =
        java.util.Arrays.stream(diagonal).mapToObj(OperatorHashTest::field).toList();
    return new VoxelFields(GRID, rois, roiOfVoxel, fields, lags);
  }

  /** At x = y, so that 1.5 is the pixel at the upper right, -1.5 that at the lower left. */
  private static Optional<ReceptiveField> field(double xy) {
    return Optional.of(new ReceptiveField(xy, xy, 1));
  }
}
