// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;

/** What reading a file to its end gave. */
record Reading(List<float[]> volumes, List<String> warnings, NiftiGrid grid) {

  static Reading of(Path file) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      List<float[]> volumes = new ArrayList<>();
      float[] volume = new float[series.grid().voxelCount()];
      while (series.readNext(volume)) volumes.add(volume.clone());
      assertEquals(series.volumeCount(), volumes.size());
      return new Reading(volumes, series.warnings(), series.grid());
    }
  }

  /** That it is refused, in one line that names the file and says all these. */
  static void isRefused(Path file, String... words) {
    BadInputException e = assertThrows(BadInputException.class, () -> of(file));
    assertSays(e, file, words);
  }

  static void assertSays(BadInputException e, Path file, String... words) {
    assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
    for (String word : words) assertTrue(e.getMessage().contains(word), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  /** Exactly one warning, which says all these. */
  Reading warnsOnce(String... words) {
    assertEquals(1, warnings.size(), warnings.toString());
    for (String word : words) assertTrue(warnings.get(0).contains(word), warnings.toString());
    return this;
  }

  Reading doesNotWarn() {
    assertEquals(List.of(), warnings);
    return this;
  }

  /** The values of RawNifti, scaled. */
  Reading hasValues(double slope, double inter) {
    for (int t = 0; t < volumes.size(); t++) {
      for (int n = 0; n < volumes.get(t).length; n++) {
        assertEquals((float) (slope * (100 * t + n) + inter), volumes.get(t)[n], 0f);
      }
    }
    return this;
  }
}
