// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;

class SyntheticSettingsTest {
  private static final SyntheticSettings STANDARD =
      SyntheticSettings.standard()
          .withTraining(new SyntheticSettings.Runs(8, 260))
          .withTest(new SyntheticSettings.Runs(6, 300));

  @Test
  void settingsThatMakeNoSubjectAreRefusedByName() {
    refused("TR", () -> STANDARD.withTrSec(0));
    refused("TR", () -> STANDARD.withTrSec(Double.NaN));
    refused("SNR", () -> STANDARD.withSnr(-1));
    refused("SNR", () -> STANDARD.withSnr(0.01));
    refused("rest volumes", () -> STANDARD.withRestVolumeCount(-1));
    refused("training run", () -> STANDARD.withRestVolumeCount(259));
    refused("test run", () -> STANDARD.withTest(new SyntheticSettings.Runs(2, 11)));
    refused("runs", () -> STANDARD.withTraining(new SyntheticSettings.Runs(0, 260)));
    refused("screen", () -> STANDARD.withScreen(new PixelGrid(96, 54, 12)));
    refused("frame size", () -> STANDARD.withScreen(new PixelGrid(4, 4, 12)));
    refused("voxels", () -> new SyntheticSettings.Brain(40, 40, 10, 2.4, 700, 550, 1));
    refused("voxel size", () -> new SyntheticSettings.Brain(40, 40, 10, 0, 700, 550, 450));
    refused("drift", () -> new SyntheticSettings.Amplitudes(1, 1, -1, 0));
    refused("motion", () -> new SyntheticSettings.Amplitudes(1, 1, 1, Double.POSITIVE_INFINITY));
  }

  private static void refused(String name, Executable making) {
    BadInputException refusal = assertThrows(BadInputException.class, making, name);
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
  }

  @Test
  void framesAreVolumesLessRest() {
    assertEquals(250, STANDARD.frameCount(FilmPart.TRAINING));
    assertEquals(290, STANDARD.frameCount(FilmPart.TEST));
    assertEquals(255, STANDARD.withRestVolumeCount(5).frameCount(FilmPart.TRAINING));
  }
}
