// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.visualfield.FitDetail;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

class VoxelTableTest {
  private static final String OLD =
      "index\ti\tj\tk\troi\trf_x_deg\trf_y_deg\trf_sigma_deg\trf_r2\n"
          + "0\t4\t5\t6\tV1\t-1.25\t0.1\t0.7\t0.5\n"
          + "1\t7\t8\t9\tV1\tn/a\tn/a\tn/a\tn/a\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("voxels.tsv"), text);
  }

  @Test
  void everyNumberOfAFitSurvivesWritingAndReadingBitwise() throws IOException {
    ReceptiveField field = new ReceptiveField(-1.0 / 3, 1e-7, Math.PI);
    FitDetail all =
        new FitDetail(
            OptionalDouble.of(-2.0 / 3),
            OptionalDouble.of(Double.MIN_VALUE),
            OptionalDouble.of(0.1 + 0.2),
            OptionalDouble.of(-1.0 / 7));
    List<Voxel> voxels =
        List.of(
            new Voxel(0, 4, 5, 6, "V1", Optional.of(new FittedField(field, 0.7, all))),
            new Voxel(1, 4, 5, 7, "V1", Optional.empty()),
            new Voxel(
                2, 1, 2, 3, "V2", Optional.of(new FittedField(field, 0, FitDetail.ofHeldOutR(1)))),
            new Voxel(3, -1, -1, -1, "V2", Optional.of(new FittedField(field, 1))));
    String text = VoxelTable.toText(voxels);
    assertEquals(
        List.of(
            "index\ti\tj\tk\troi\trf_x_deg\trf_y_deg\trf_sigma_deg\trf_r2"
                + "\trf_gain\trf_exponent\trf_fit_r2\trf_held_out_r",
            "0\t4\t5\t6\tV1\t-0.3333333333333333\t1.0E-7\t3.141592653589793\t0.7"
                + "\t-0.6666666666666666\t4.9E-324\t0.30000000000000004\t-0.14285714285714285",
            "1\t4\t5\t7\tV1" + "\tn/a".repeat(8),
            "2\t1\t2\t3\tV2\t-0.3333333333333333\t1.0E-7\t3.141592653589793\t0.0"
                + "\tn/a\tn/a\tn/a\t1.0",
            "3\tn/a\tn/a\tn/a\tV2\t-0.3333333333333333\t1.0E-7\t3.141592653589793\t1.0"
                + "\tn/a".repeat(4)),
        text.lines().toList());
    assertEquals(voxels, VoxelTable.read(file(text)));
  }

  @Test
  void aTableOfEarlierVersionsIsReadWithoutDetails() throws IOException {
    FittedField field = new FittedField(new ReceptiveField(-1.25, 0.1, 0.7), 0.5);
    List<Voxel> voxels = VoxelTable.read(file(OLD));
    assertEquals(
        List.of(Optional.of(field), Optional.empty()), voxels.stream().map(Voxel::field).toList());
  }

  @Test
  void someOfTheFourColumnsAreNone() throws IOException {
    String some = OLD.replace("\n", "\tn/a\n").replaceFirst("n/a\n", "rf_gain\n");
    assertRefused(
        () -> VoxelTable.read(file(some)), "all or none", "rf_exponent, rf_fit_r2, rf_held_out_r");
  }

  @Test
  void aVoxelWithoutFieldHasNoDetailsAndOneWithThemOnlySuchAsCanBe() throws IOException {
    String header = "rf_gain\trf_exponent\trf_fit_r2\trf_held_out_r";
    String[] lines = OLD.split("\n");
    String start = lines[0] + "\t" + header + "\n" + lines[1];
    String end = "\n" + lines[2];
    String none = "\tn/a\tn/a\tn/a\tn/a";
    assertEquals(2, VoxelTable.read(file(start + none + end + none + "\n")).size());
    assertRefused(
        () -> VoxelTable.read(file(start + none + end + "\tn/a\tn/a\tn/a\t0.5\n")),
        "line 3, column rf_held_out_r",
        "no field",
        "0.5");
    assertRefused(
        () -> VoxelTable.read(file(start + "\t1\t0\tn/a\tn/a" + end + none + "\n")),
        "line 2",
        "exponent");
    assertRefused(
        () -> VoxelTable.read(file(start + "\t1\t1\tn/a\t1.5" + end + none + "\n")),
        "line 2",
        "heldOutR");
    assertRefused(
        () -> VoxelTable.read(file(start + "\tNaN\t1\tn/a\t1" + end + none + "\n")),
        "line 2, column rf_gain");
  }
}
