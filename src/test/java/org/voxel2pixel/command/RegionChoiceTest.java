// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class RegionChoiceTest {
  private static final List<String> KNOWN = List.of("V1", "V2", "V3", "left V1");

  private static String refusal(String rois) {
    return assertThrows(BadInputException.class, () -> RegionChoice.names(rois, KNOWN))
        .getMessage();
  }

  @Test
  void namesStandBetweenBlanksOrCommasInTheOrderGiven() {
    assertEquals(List.of("V3", "V1"), RegionChoice.names("V3  V1", KNOWN));
    assertEquals(List.of("V2", "left V1"), RegionChoice.names(" V2,left V1 ", KNOWN));
    assertEquals(List.of("left V1"), RegionChoice.names("left V1", KNOWN));
  }

  @Test
  void regionsThatDoNotExistOrStandTwiceAreRefused() {
    assertEquals(
        "rois: expected regions among V1, V2, V3, left V1, found v2, V4; name those of the"
            + " dataset, upper and lower case as there.",
        refusal("V1 v2 V4"));
    assertEquals(
        "rois: expected each region once, found V1, V2, V1; name each once.", refusal("V1 V2 V1"));
    assertEquals(
        "rois: expected regions among V1, V2, V3, left V1, found none; name those of the dataset,"
            + " upper and lower case as there.",
        refusal(","));
  }

  @Test
  void onlyTheVoxelsOfTheChosenRegionsArePainted() {
    Optional<ReceptiveField> field = Optional.of(new ReceptiveField(1, 1, 1));
    VoxelFields all =
        new VoxelFields(
            new PixelGrid(6, 4, 12),
            List.of("V1", "V2", "V3"),
            List.of("V1", "V2", "V3", "V3"),
            List.of(field, field, field, field),
            2);
    assertSame(all, RegionChoice.apply(" ", all));
    FixedRfProjection chosen = FixedRfProjection.of(RegionChoice.apply("V3 V1", all));
    assertEquals(List.of("V3 lag0", "V3 lag1", "V1 lag0", "V1 lag1"), chosen.channelNames());
    assertEquals(3, chosen.usedVoxelCount());
  }
}
