// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxel2pixel.BadInputException;

class TiffStackTest {
  /** Expected numbers by name, then by picture; made by src/test/python/stimulus_stacks.py. */
  private static final Map<String, List<int[]>> PIXELS = pixels();

  @TempDir Path folder;

  private static Map<String, List<int[]>> pixels() {
    Map<String, List<int[]>> pixels = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(Fixture.path("stacks/pixels.tsv"))) {
        String[] cells = line.split("\t");
        pixels
            .computeIfAbsent(cells[0], name -> new ArrayList<>())
            .add(Arrays.stream(cells).skip(2).mapToInt(Integer::parseInt).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pixels;
  }

  static Stream<String> stacks() {
    return PIXELS.keySet().stream().filter(name -> name.endsWith("-4.tif"));
  }

  static Stream<String> singles() {
    return PIXELS.keySet().stream().filter(name -> !name.endsWith("-4.tif"));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everyPictureOfAStackHasItsStoredNumbers(String name) {
    List<int[]> expected = PIXELS.get(name);
    try (PictureSet set = PictureSets.ofStack(Fixture.path("stacks/" + name))) {
      assertEquals(expected.size(), set.names().size());
      for (int n = expected.size() - 1; n >= 0; n--) {
        RgbFrame picture = set.picture(set.names().get(n));
        Fixture.assertPixels(name + " " + n, expected.get(n), picture, 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("singles")
  void aSinglePictureHasItsStoredNumbers(String name) {
    RgbFrame picture = FrameFile.read(Fixture.path("stacks/" + name));
    int tolerance = name.endsWith(".jpg") ? 3 : 0;
    Fixture.assertPixels(name, PIXELS.get(name).get(0), picture, tolerance);
  }

  @Test
  void slicesHaveTheirLabelsForNamesWhereEachHasItsOwn() {
    assertEquals(List.of("a", "b", "c", "d"), names("imagej-grey-4.tif"));
    assertEquals(List.of("1", "2", "3", "4"), names("imagej-rgb-4.tif")); // four times x
    assertEquals(List.of("1", "2", "3", "4"), names("imagej-grey16-4.tif"));
    assertEquals(List.of("1", "2", "3", "4"), names("rgb-4.tif"));
  }

  private static List<String> names(String name) {
    try (PictureSet set = PictureSets.ofStack(Fixture.path("stacks/" + name))) {
      return set.names();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "imagej-channels.tif, a hyperstack of 3 channels",
    "imagej-float.tif, 32-bit signed or floating-point",
    "float.tif, 32-bit signed or floating-point",
    "signed.tif, 16-bit signed or floating-point",
    "cmyk.tif, photometric interpretation 5",
    "bigtiff.tif, BigTIFF",
    "turned.tif, TIFF orientation 6"
  })
  void whatIsNoPictureAsShownIsRefused(String name, String because) {
    Path file = Fixture.path("stacks/" + name);
    for (Runnable reading :
        List.<Runnable>of(() -> PictureSets.ofStack(file).close(), () -> FrameFile.read(file))) {
      BadInputException refusal = assertThrows(BadInputException.class, reading::run);
      assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
      assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }
  }

  @Test
  void aStackIsNotReadAsItsFirstPicture() {
    for (String name : List.of("rgb-4.tif", "imagej-rgb-4.tif")) {
      Path file = Fixture.path("stacks/" + name);
      BadInputException refusal = assertThrows(BadInputException.class, () -> FrameFile.read(file));
      assertTrue(refusal.getMessage().contains("4 pictures in one file"), refusal.getMessage());
    }
  }

  @Test
  void stacksThatImageJSavesAreReadWithTheirLabels() {
    ImageStack stack = new ImageStack(7, 4);
    for (int n = 0; n < 12; n++) stack.addSlice("photo " + n + "\nmore of it", noise(n, "rgb"));
    assertAsImageJ(stack, "rgb", n -> "photo " + n);
  }

  @Test
  void greyStacksThatImageJSavesAreRead() {
    for (String type : List.of("8", "16")) {
      ImageStack stack = new ImageStack(7, 4);
      for (int n = 0; n < 5; n++) stack.addSlice("", noise(n, type));
      assertAsImageJ(stack, "grey" + type, n -> String.valueOf(n + 1));
    }
  }

  private interface Name {
    String of(int n);
  }

  /** ImageJ writes and says what the numbers are; we read. */
  private void assertAsImageJ(ImageStack stack, String name, Name label) {
    Path file = folder.resolve(name + ".tif");
    assertTrue(new FileSaver(new ImagePlus(name, stack)).saveAsTiffStack(file.toString()));
    try (PictureSet set = PictureSets.open(file)) {
      assertEquals(stack.size(), set.names().size());
      for (int n = 0; n < stack.size(); n++) {
        assertEquals(label.of(n), set.names().get(n));
        RgbFrame picture = set.picture(label.of(n));
        ImageProcessor expected = stack.getProcessor(n + 1);
        for (int p = 0; p < 28; p++) {
          for (int c = 0; c < 3; c++) {
            int value = expected.get(p);
            if (expected instanceof ColorProcessor) value = value >> 16 - 8 * c & 255;
            if (expected instanceof ShortProcessor) value = (int) Math.round(value / 257.0);
            assertEquals(value, picture.value(p % 7, p / 7, c), name + " " + n + " at " + p);
          }
        }
      }
    }
  }

  private static ImageProcessor noise(int seed, String type) {
    Random random = new Random(seed);
    ImageProcessor processor =
        switch (type) {
          case "rgb" -> new ColorProcessor(7, 4);
          case "8" -> new ByteProcessor(7, 4);
          default -> new ShortProcessor(7, 4);
        };
    int limit = type.equals("rgb") ? 1 << 24 : type.equals("8") ? 256 : 65_536;
    for (int p = 0; p < 28; p++) processor.set(p, random.nextInt(limit));
    return processor;
  }

  @Test
  void anInvertedOrColouredStackIsReadAsImageJShowsIt() {
    for (String table : List.of("Inverting", "Fire")) {
      ImageStack stack = new ImageStack(7, 4);
      for (int n = 0; n < 3; n++) stack.addSlice("", noise(n, "8"));
      ImagePlus image = new ImagePlus(table, stack);
      if (table.equals("Inverting")) image.getProcessor().invertLut();
      else image.setLut(LUT.createLutFromColor(Color.ORANGE));
      if (table.equals("Inverting")) image.setLut(image.getProcessor().getLut());
      Path file = folder.resolve(table + ".tif");
      assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));
      ImagePlus shown = IJ.openImage(file.toString());
      try (PictureSet set = PictureSets.ofStack(file)) {
        for (int n = 0; n < 3; n++) {
          shown.setSlice(n + 1);
          ColorProcessor expected = shown.getProcessor().convertToColorProcessor();
          RgbFrame picture = set.picture(String.valueOf(n + 1));
          for (int p = 0; p < 28; p++) {
            for (int c = 0; c < 3; c++) {
              int value = expected.get(p) >> 16 - 8 * c & 255;
              assertEquals(value, picture.value(p % 7, p / 7, c), table + " " + n + " at " + p);
            }
          }
        }
      }
    }
  }

  @Test
  void aStackCutShortIsRefusedWhereverItEnds() throws IOException {
    for (String name : List.of("imagej-rgb-4.tif", "rgb-4.tif", "rgb-lzw-4.tif")) {
      byte[] whole = Files.readAllBytes(Fixture.path("stacks/" + name));
      Path file = folder.resolve(name);
      int wholeOnes = 0;
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(file, Arrays.copyOf(whole, length));
        try (PictureSet set = PictureSets.ofStack(file)) {
          for (int n = 0; n < 4; n++) {
            RgbFrame picture = set.picture(set.names().get(n));
            Fixture.assertPixels(name + length, PIXELS.get(name).get(n), picture, 0);
          }
          wholeOnes++; // what was cut off is no part of any picture
        } catch (BadInputException e) {
          assertTrue(e.getMessage().contains(name), e.getMessage());
        }
      }
      assertTrue(wholeOnes <= 5, name + ": " + wholeOnes + " cut ones were read");
    }
  }

  @Test
  void aWrongByteIsRefusedOrDoesNoHarm() throws IOException {
    for (String name : List.of("imagej-grey-4.tif", "rgb-lzw-4.tif", "palette-4.tif")) {
      byte[] whole = Files.readAllBytes(Fixture.path("stacks/" + name));
      Path file = folder.resolve(name);
      for (int at = 0; at < whole.length; at += Math.max(3, whole.length / 200)) {
        byte[] wrong = whole.clone();
        wrong[at] ^= (byte) (1 << at % 8);
        Files.write(file, wrong);
        try (PictureSet set = PictureSets.ofStack(file)) {
          for (String picture : set.names()) set.picture(picture);
        } catch (BadInputException e) {
          assertTrue(e.getMessage().contains(name), e.getMessage());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"50000, 50000 x 50000", "500, 45 bytes of pixels for 750000"})
  void aBombIsRefusedFromItsHeader(int edge, String because) throws IOException {
    byte[] tiff = Files.readAllBytes(Fixture.path("stacks/one.tif"));
    ByteBuffer in = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = in.getInt(4);
    for (int entry = 0; entry < in.getShort(directory); entry++) {
      int at = directory + 2 + 12 * entry;
      int tag = in.getShort(at);
      if (tag == 256 || tag == 257) in.putShort(at + 2, (short) 4).putInt(at + 8, edge);
    }
    Path file = Files.write(folder.resolve("bomb.tif"), tiff);
    BadInputException refusal = assertThrows(BadInputException.class, () -> FrameFile.read(file));
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }

  @Test
  void directoriesThatGoInACircleAreRefused() throws IOException {
    byte[] tiff = Files.readAllBytes(Fixture.path("stacks/one.tif"));
    ByteBuffer in = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = in.getInt(4);
    in.putInt(directory + 2 + 12 * in.getShort(directory), directory);
    Path file = Files.write(folder.resolve("circle.tif"), tiff);
    BadInputException refusal = assertThrows(BadInputException.class, () -> FrameFile.read(file));
    assertTrue(refusal.getMessage().contains("without an end"), refusal.getMessage());
  }

  @Test
  void aBmpCutShortIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.path("stacks/rgb.bmp"));
    Path file = folder.resolve("short.bmp");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(BadInputException.class, () -> FrameFile.read(file), "of " + length);
    }
  }

  @Test
  void whatWasConvertedIsNoted() {
    assertEquals(EnumSet.noneOf(PictureConversion.class), made("stacks/rgb.bmp"));
    assertEquals(Set.of(PictureConversion.PALETTE), made("stacks/bits.bmp"));
    assertEquals(Set.of(PictureConversion.GREY), made("grey8.png"));
    assertEquals(Set.of(PictureConversion.ALPHA), made("rgba8.png"));
    assertEquals(
        Set.of(PictureConversion.PALETTE, PictureConversion.ALPHA), made("palette-alpha.png"));
    assertEquals(
        Set.of(PictureConversion.GREY, PictureConversion.SIXTEEN_BITS), made("grey16.png"));
  }

  private static Set<PictureConversion> made(String name) {
    Set<PictureConversion> made = EnumSet.noneOf(PictureConversion.class);
    FrameFile.read(Fixture.path(name), made);
    return made;
  }
}
