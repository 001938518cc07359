// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;

class NifJobTest {
  private static List<Sample> samples(Split split, int... stimuli) {
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < stimuli.length; n++) {
      samples.add(new Sample(n, split, "run", n, stimuli[n], 1));
    }
    return samples;
  }

  @Test
  void picturesThatComeAgainInTrainingAreToldWithTheirNumber() {
    List<String> warnings = NifJob.repeatedPictures(samples(Split.TRAIN, 4, 7, 4, -1, -1, 4, 7));
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith("3 training samples show"), warnings.get(0));
    assertEquals(List.of(), NifJob.repeatedPictures(samples(Split.TRAIN, 4, 7, -1, -1)));
    assertEquals(List.of(), NifJob.repeatedPictures(samples(Split.TEST, 4, 4)));
  }
}
