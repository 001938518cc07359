// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.plugin.HyperStackConverter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.FloatHyperstack.DisplayRange;

class VolumeHyperstackTest {
  private static final VolumeHyperstack.Shape SHAPE = new VolumeHyperstack.Shape(3, 2, 4, 5);
  private static final Path SOURCE = Path.of("run.nii");

  /** Pixel p of slice k of volume t is 100 t + 10 k + p. */
  private static final class Numbers implements VolumeHyperstack.Slices {
    private final List<String> asked = new ArrayList<>();

    @Override
    public void read(int volume, int slice, float[] plane) {
      asked.add(label(volume, slice));
      for (int p = 0; p < plane.length; p++) plane[p] = 100 * volume + 10 * slice + p;
    }

    @Override
    public String label(int volume, int slice) {
      return volume + "/" + slice;
    }
  }

  private static ImagePlus lazy() {
    return VolumeHyperstack.lazy("run", SHAPE, SOURCE, new Numbers());
  }

  private static float first(ImagePlus image, int slice, int frame) {
    int plane = image.getStackIndex(1, slice, frame);
    return ((float[]) image.getStack().getPixels(plane))[0];
  }

  @Test
  void slicesAreSlicesAndVolumesAreFrames() {
    ImagePlus inMemory = VolumeHyperstack.inMemory("run", SHAPE, new Numbers(), Progress.silent());
    for (ImagePlus image : List.of(lazy(), inMemory)) {
      assertArrayEquals(new int[] {3, 2, 1, 4, 5}, image.getDimensions());
      for (int t = 0; t < 5; t++) {
        for (int k = 0; k < 4; k++) assertEquals(100 * t + 10 * k, first(image, k + 1, t + 1));
      }
      assertEquals("4/2", image.getStack().getSliceLabel(image.getStackIndex(1, 3, 5)));
    }
    assertEquals(Optional.empty(), VolumeHyperstack.sourceOf(inMemory));
    assertEquals(Optional.of(SOURCE), VolumeHyperstack.sourceOf(lazy()));
  }

  @Test
  void aLazyImageReadsOnlyThePlanesLookedAt() {
    Numbers numbers = new Numbers();
    ImagePlus image = VolumeHyperstack.lazy("run", SHAPE, SOURCE, numbers);
    numbers.asked.clear();
    image.setPosition(1, 2, 4);
    assertEquals(312, image.getProcessor().getf(2, 0));
    assertEquals(List.of("3/1"), numbers.asked.stream().distinct().toList());
  }

  @Test
  void planesThatImageJPutsIntoAnotherOrderOrDeletesAreFollowed() {
    ImagePlus image = lazy();
    image.getStack().deleteSlice(2); // 0/1
    assertEquals(19, image.getStack().getSize());
    assertEquals("0/2", image.getStack().getSliceLabel(2));
    assertEquals(20, ((float[]) image.getStack().getPixels(2))[0]);

    ImagePlus flat = lazy();
    flat.setDimensions(1, 20, 1);
    // plane n is then slice n / 5 of frame n % 5
    ImagePlus turned = HyperStackConverter.toHyperStack(flat, 1, 4, 5, "xyctz", "grayscale");
    assertTrue(turned.getStack().isVirtual());
    assertEquals(7 / 4 * 100 + 7 % 4 * 10, first(turned, 2, 3)); // plane 7 = 1 * 5 + 2
  }

  @Test
  void readingIntoMemoryCanBeStopped() {
    Progress stopped =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(
        CancelledException.class,
        () -> VolumeHyperstack.inMemory("run", SHAPE, new Numbers(), stopped));
  }

  @Test
  void theRobustRangeIsTheSecondToTheNinetyEighthPercentile() {
    float[] values = new float[103];
    for (int n = 0; n <= 100; n++) values[n] = (n * 37) % 101;
    values[101] = Float.NaN;
    values[102] = Float.POSITIVE_INFINITY;
    assertEquals(new DisplayRange(2, 98), RobustRange.of(values));
    float[] mask = new float[1000];
    mask[5] = 1;
    assertEquals(new DisplayRange(0, 1), RobustRange.of(mask));
    assertEquals(new DisplayRange(0, 1), RobustRange.of(new float[] {Float.NaN}));
    DisplayRange flat = RobustRange.of(new float[] {7, 7});
    assertEquals(7, flat.black());
    assertTrue(flat.white() > 7);
    assertFalse(Double.isInfinite(flat.white()));
  }

  @Test
  void aLongVolumeIsSampledEvenly() {
    float[] values = new float[5 << 20];
    for (int n = 0; n < values.length; n++) values[n] = n % 1000;
    DisplayRange range = RobustRange.of(values);
    assertEquals(20, range.black(), 5);
    assertEquals(980, range.white(), 5);
  }
}
