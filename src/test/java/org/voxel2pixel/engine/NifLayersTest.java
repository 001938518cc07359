// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class NifLayersTest {
  private static List<String> names(String text, String... rois) {
    return NifLayers.parse(text, List.of(rois)).stream().map(NifLayers.Layer::name).toList();
  }

  @Test
  void dorsalAndVentralPartsOfAnAreaShareALayer() {
    assertEquals(
        List.of("V1d+V1v", "V2d+V2v", "V3d+V3v"),
        names("", "V1d", "V1v", "V2d", "V2v", "V3d", "V3v"));
  }

  @Test
  void earlyAreasComeFirstAndTheOthersInNaturalOrder() {
    assertEquals(
        List.of("V1", "V2", "V3", "V3A", "hV4", "V10", "FFA", "LO1", "LO2", "MT"),
        names("", "FFA", "LO1", "LO2", "MT", "V1", "V2", "V3", "V3A", "V10", "hV4"));
  }

  @Test
  void aTextGivesTheLayersInItsOrder() {
    assertEquals(List.of("V2+V1", "MT"), names(" V2+V1   MT ", "MT", "V1", "V2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V1 V2 V3", "V1 V2 V1", "V1+V1 V2", "V1+ V2", "+ V1 V2", "v1 V2"})
  void eachRegionIsNamedJustOnceAndNoOther(String text) {
    BadInputException e = assertThrows(BadInputException.class, () -> names(text, "V1", "V2"));
    assertTrue(e.getMessage().contains("[V1, V2]"), e.getMessage());
  }
}
