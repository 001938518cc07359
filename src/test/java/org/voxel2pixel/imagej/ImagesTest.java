// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.FloatHyperstack.DisplayRange;

/** Files are read back with the JDK's TIFF and PNG readers, not with ImageJ's, for their pixels. */
class ImagesTest {
  private static final ImageHeader HEADER =
      new ImageHeader("reconstruction ä", 3, 2, 0.5, 0.7, "seed: 7\nmodel: quick");

  @TempDir Path folder;

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
    return bytes;
  }

  private static ImagePlus twoRgbFrames() {
    byte[] ramp = new byte[18];
    for (int i = 0; i < 18; i++) ramp[i] = (byte) (i * 15);
    return RgbStack.ofBytes(HEADER, List.of(ramp, new byte[18]), List.of("trial 1", "trial 2"));
  }

  /** Plane value = 100 * frame + 10 * channel + pixel. */
  private static ImagePlus hyperstack(List<String> asked) {
    return FloatHyperstack.of(
        HEADER,
        List.of("V1 lag 4", "V2 lag 4"),
        List.of("frame a", "frame b", "frame c"),
        new DisplayRange(-3, 3),
        (frame, channel) -> {
          asked.add(frame + "/" + channel);
          float[] plane = new float[6];
          for (int p = 0; p < 6; p++) plane[p] = 100 * frame + 10 * channel + p;
          return plane;
        });
  }

  private List<Raster> pages(Path tiff) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(tiff.toFile())) {
      reader.setInput(in);
      List<Raster> pages = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) pages.add(reader.read(i).getData());
      return pages;
    }
  }

  @Test
  void bytesAreShownAsTheyAre() {
    ImagePlus image = twoRgbFrames();
    assertEquals(24, image.getBitDepth());
    assertEquals(2, image.getNFrames());
    assertArrayEquals(new int[] {15 * 3, 15 * 4, 15 * 5, 0}, image.getPixel(1, 0));
    assertArrayEquals(new int[] {15 * 9, 15 * 10, 15 * 11, 0}, image.getPixel(0, 1));
    assertEquals("trial 2", image.getStack().getSliceLabel(2));
  }

  @Test
  void floatsAreRoundedAndClampedNotStretched() {
    ImageHeader one = new ImageHeader("a", 2, 1, 1, 0, "");
    float[] frame = {0, 0.5f, 1, -0.2f, 1.5f, 0.25f};
    ImagePlus image = RgbStack.ofFloats(one, List.of(frame), List.of("only"));
    assertArrayEquals(new int[] {0, 128, 255, 0}, image.getPixel(0, 0));
    assertArrayEquals(new int[] {0, 255, 64, 0}, image.getPixel(1, 0));
    frame[2] = Float.NaN;
    assertThrows(
        IllegalArgumentException.class,
        () -> RgbStack.ofFloats(one, List.of(frame), List.of("only")));
  }

  @Test
  void framesOfAnotherSizeOrWithoutLabelsAreRefused() {
    List<byte[]> wrong = List.of(new byte[17]);
    assertThrows(
        IllegalArgumentException.class, () -> RgbStack.ofBytes(HEADER, wrong, List.of("a")));
    List<byte[]> right = List.of(bytes(new int[18]));
    assertThrows(IllegalArgumentException.class, () -> RgbStack.ofBytes(HEADER, right, List.of()));
  }

  @Test
  void coordinatesAreDegreesFromFixationWithYUpward() {
    Calibration calibration = twoRgbFrames().getCalibration();
    assertEquals("deg", calibration.getUnit());
    assertEquals(0.0, calibration.getX(1), 1e-12); // the middle of three pixels
    assertEquals(0.5, calibration.getX(2), 1e-12);
    assertEquals(0.25, calibration.getY(0, 2), 1e-12); // the upper of two rows, half a pixel up
    assertEquals(-0.25, calibration.getY(1, 2), 1e-12);
    assertEquals(0.7, calibration.frameInterval, 1e-12);
  }

  @Test
  void aHyperstackAsksOnlyForThePlanesLookedAt() {
    List<String> asked = new ArrayList<>();
    ImagePlus image = hyperstack(asked);
    assertTrue(image.getStack().isVirtual());
    assertTrue(asked.stream().allMatch("0/0"::equals), asked::toString);
    image.setPosition(2, 1, 3);
    assertEquals(215, image.getProcessor().getf(2, 1), 0);
    assertEquals("2/1", asked.get(asked.size() - 1));
    assertEquals("V2 lag 4 frame c", image.getStack().getSliceLabel(6));
    assertEquals(32, image.getBitDepth());
    assertEquals(-3, image.getDisplayRangeMin(), 0);
    assertEquals(3, image.getDisplayRangeMax(), 0);
  }

  @Test
  void anRgbTiffHoldsEveryByteLabelAndCalibration() throws IOException {
    Path file = folder.resolve("sub folder/a b.tif");
    ImagePlus image = twoRgbFrames();
    Tiff.save(image, file);
    List<Raster> pages = pages(file);
    assertEquals(2, pages.size());
    int[] expected = IntStream.range(0, 18).map(i -> i * 15).toArray();
    assertArrayEquals(expected, pages.get(0).getPixels(0, 0, 3, 2, (int[]) null));
    ImagePlus back = IJ.openImage(file.toString());
    assertEquals("trial 2", back.getStack().getSliceLabel(2));
    assertEquals("seed: 7\nmodel: quick", back.getInfoProperty().strip());
    assertEquals(2, back.getNFrames());
    Calibration calibration = back.getCalibration();
    assertEquals(0.25, calibration.getY(0, 2), 1e-9);
    assertEquals(0.5, calibration.getX(2), 1e-9);
    assertEquals(0.7, calibration.frameInterval, 1e-9);
    assertEquals("reconstruction ä", image.getTitle());
  }

  @Test
  void aVirtualHyperstackIsWrittenPlaneByPlane() throws IOException {
    Path file = folder.resolve("rfs.tif");
    Tiff.save(hyperstack(new ArrayList<>()), file);
    List<Raster> pages = pages(file);
    assertEquals(6, pages.size());
    assertArrayEquals(
        new float[] {110, 111, 112, 113, 114, 115},
        pages.get(3).getPixels(0, 0, 3, 2, (float[]) null));
    ImagePlus back = IJ.openImage(file.toString());
    assertEquals(2, back.getNChannels());
    assertEquals(3, back.getNFrames());
    assertEquals("V2 lag 4 frame b", back.getStack().getSliceLabel(4));
    assertEquals(-3, back.getDisplayRangeMin(), 0);
  }

  @Test
  void aSinglePlaneIsWrittenToo() throws IOException {
    ImageHeader one = new ImageHeader("a", 2, 1, 1, 0, "");
    Path file = folder.resolve("one.tif");
    Tiff.save(RgbStack.ofBytes(one, List.of(bytes(1, 2, 3, 4, 5, 6)), List.of("x")), file);
    assertArrayEquals(
        new int[] {1, 2, 3, 4, 5, 6}, pages(file).get(0).getPixels(0, 0, 2, 1, (int[]) null));
    ImagePlus lazy =
        FloatHyperstack.of(
            one, List.of("c"), List.of(""), new DisplayRange(0, 1), (f, c) -> new float[] {7, 8});
    Tiff.save(lazy, file);
    assertArrayEquals(new float[] {7, 8}, pages(file).get(0).getPixels(0, 0, 2, 1, (float[]) null));
  }

  @Test
  void cancellingWhileLabelsAreWrittenAsksForNoPlane() throws IOException {
    List<String> asked = new ArrayList<>();
    ImagePlus image =
        FloatHyperstack.of(
            HEADER,
            List.of("c"),
            Collections.nCopies(100_000, "label"),
            new DisplayRange(0, 1),
            (frame, channel) -> {
              asked.add("" + frame);
              return new float[6];
            });
    asked.clear();
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            // nobody listens
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    Path file = folder.resolve("cancelled.tif");
    assertThrows(CancelledException.class, () -> Tiff.save(image, file, cancelled));
    assertFalse(asked.contains("1"), "a plane was asked for after the labels");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFailureInThePlanesLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("old.tif");
    Files.writeString(file, "old");
    ImagePlus failing =
        FloatHyperstack.of(
            HEADER,
            List.of("c"),
            List.of("1", "2"),
            new DisplayRange(0, 1),
            (frame, channel) -> {
              if (frame == 1) throw new UncheckedIOException(new IOException("disk gone"));
              return new float[6];
            });
    assertThrows(UncheckedIOException.class, () -> Tiff.save(failing, file));
    assertEquals("old", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aPngHoldsWhatIsShown() throws IOException {
    Path file = folder.resolve("shown.png");
    Png.save(twoRgbFrames(), file);
    BufferedImage back = ImageIO.read(file.toFile());
    assertEquals(15 * 9 << 16 | 15 * 10 << 8 | 15 * 11, back.getRGB(0, 1) & 0xffffff);
  }
}
