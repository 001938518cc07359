// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.plugin.FileInfoVirtualStack;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.FloatHyperstack.DisplayRange;

/**
 * A stack above 4 GiB: ImageJ's form of TIFF, which is one directory, whose description tells the
 * number of planes, and then the planes without gaps.
 */
class LargeTiffTest {
  private static final int WIDTH = 1024;
  private static final int HEIGHT = 512;
  private static final int FRAMES = 700;
  private static final long PLANE_BYTES = 4L * WIDTH * HEIGHT;

  @TempDir Path folder;

  /** All values of a plane are {@code 10 * frame + channel}. */
  private static float[] plane(int frame, int channel) {
    float[] plane = new float[WIDTH * HEIGHT];
    Arrays.fill(plane, 10 * frame + channel);
    return plane;
  }

  @Test
  void aStackAboveFourGibibytesIsContiguousAndOpensAsAVirtualStack() throws IOException {
    Assumptions.assumeTrue(
        Boolean.getBoolean("voxel2pixel.thorough"),
        "writes 4.4 GB, which takes half a minute: run with -Dvoxel2pixel.thorough=true");
    Assumptions.assumeTrue(folder.toFile().getUsableSpace() > 6e9, "6 GB of disk are needed");
    ImageHeader header = new ImageHeader("large", WIDTH, HEIGHT, 0.1, 0.7, "how: so");
    Path file = folder.resolve("large.tif");
    List<String> frames = Collections.nCopies(FRAMES, "");
    List<String> channels = List.of("V1 lag0", "V1 lag1", "V2 lag0");
    Tiff.save(
        FloatHyperstack.of(header, channels, frames, new DisplayRange(-3, 3), LargeTiffTest::plane),
        file);
    long planes = 3L * FRAMES;
    assertTrue(planes * PLANE_BYTES > 1L << 32);
    long start = Files.size(file) - planes * PLANE_BYTES;
    assertEquals(10 * 699 + 2, floatAt(file, start + (planes - 1) * PLANE_BYTES));
    assertEquals(10 * 300 + 1, floatAt(file, start + 901 * PLANE_BYTES));
    ImagePlus image = FileInfoVirtualStack.openVirtual(file.toString());
    assertEquals(List.of(3, 1, FRAMES), List.of(image.getNChannels(), 1, image.getNFrames()));
    assertEquals("grayscale", ((CompositeImage) image).getModeAsString());
    assertEquals(-3, image.getDisplayRangeMin());
    assertEquals("V2 lag0", image.getStack().getSliceLabel(3 * 650 + 3));
    assertArrayEquals(
        plane(650, 2), (float[]) image.getStack().getProcessor(3 * 650 + 3).getPixels());
  }

  /** ImageJ writes the most significant byte first. */
  private static float floatAt(Path file, long at) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(at);
      return in.readFloat();
    }
  }
}
