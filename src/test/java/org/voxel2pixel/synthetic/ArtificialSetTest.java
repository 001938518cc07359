// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.MatFile;
import org.voxel2pixel.dataset.NumericArray;
import org.voxel2pixel.stimulus.RgbFrame;

class ArtificialSetTest {
  /** The figure images of Miyawaki et al. 2008, as scipy reads I2 of V1_mean_figure.mat. */
  private static final Map<String, List<String>> PUBLISHED =
      Map.of(
          "square",
          rows(
              "..........",
              "..........",
              "..........",
              "...####...",
              "...####...",
              "...####...",
              "...####...",
              "..........",
              "..........",
              ".........."),
          "small-frame",
          rows(
              "..........",
              "..........",
              "..........",
              "...####...",
              "...#..#...",
              "...#..#...",
              "...####...",
              "..........",
              "..........",
              ".........."),
          "large-frame",
          rows(
              "..........",
              ".########.",
              ".########.",
              ".##....##.",
              ".##....##.",
              ".##....##.",
              ".##....##.",
              ".########.",
              ".########.",
              ".........."),
          "plus",
          rows(
              "..........",
              "....##....",
              "....##....",
              "....##....",
              ".########.",
              ".########.",
              "....##....",
              "....##....",
              "....##....",
              ".........."),
          "x",
          rows(
              "..........",
              ".##....##.",
              ".###..###.",
              "..######..",
              "...####...",
              "...####...",
              "..######..",
              ".###..###.",
              ".##....##.",
              ".........."));

  private static final Map<String, int[]> COLOURS =
      Map.of(
          "red", new int[] {255, 0, 0},
          "green", new int[] {0, 255, 0},
          "blue", new int[] {0, 0, 255},
          "yellow", new int[] {255, 255, 0},
          "magenta", new int[] {255, 0, 255},
          "cyan", new int[] {0, 255, 255},
          "white", new int[] {255, 255, 255},
          "black", new int[] {0, 0, 0});

  private static List<String> rows(String... rows) {
    return List.of(rows);
  }

  @Test
  void everyShapeComesInEveryColourOnceInTheOrderOfTheExperiment() {
    List<String> names = ArtificialSet.SHAPES.images().stream().map(ArtificialImage::name).toList();
    assertEquals(40, new HashSet<>(names).size());
    // colorExpStim01_red_square, 02_red_smallring, 19_yellow_+, 21_magenta_square, 30_cyan_X,
    // 33_white_largering, 36_black_square
    assertEquals("shape_red_square", names.get(0));
    assertEquals("shape_red_small-frame", names.get(1));
    assertEquals("shape_yellow_plus", names.get(18));
    assertEquals("shape_magenta_square", names.get(20));
    assertEquals("shape_cyan_x", names.get(29));
    assertEquals("shape_white_large-frame", names.get(32));
    assertEquals("shape_black_square", names.get(35));
  }

  @Test
  void theLettersAreThoseOfTheExperimentInBlack() {
    List<ArtificialImage> letters = ArtificialSet.LETTERS.images();
    assertEquals(
        List.of("A", "C", "E", "I", "N", "O", "R", "S", "T", "U"),
        letters.stream().map(ArtificialImage::shape).toList());
    assertEquals("letter_A", letters.get(0).name());
    for (ArtificialImage letter : letters) assertEquals(ArtificialColour.BLACK, letter.colour());
  }

  @Test
  void theShapesAreThePublishedCellsInTheirColourOnGrey() {
    for (ArtificialImage image : ArtificialSet.SHAPES.images()) {
      RgbFrame frame = image.draw(30); // three pixels a cell
      int[] colour = COLOURS.get(image.colour().label());
      List<String> cells = PUBLISHED.get(image.shape());
      for (int y = 0; y < 30; y++) {
        for (int x = 0; x < 30; x++) {
          boolean filled = cells.get(y / 3).charAt(x / 3) == '#';
          int[] expected = filled ? colour : new int[] {128, 128, 128};
          assertArrayEquals(expected, pixel(frame, x, y), image.name() + " at " + x + ", " + y);
        }
      }
    }
  }

  /** The study's own file: columns of 10 x 10 images, each column by column. */
  @Test
  void theShapesAreThoseOfTheStudysFile() {
    Path file = Path.of("../shared/data/miyawaki-v1-figure/V1_mean_figure.mat");
    assumeTrue(Files.exists(file), "skipped: no " + file);
    NumericArray images;
    try (MatFile mat = MatFile.open(file)) {
      images = mat.array("I2", Progress.silent());
    }
    assertArrayEquals(new int[] {100, 80}, images.shape());
    Set<List<Boolean>> published = new HashSet<>();
    for (int trial = 0; trial < 40; trial++) { // the others show letters
      List<Boolean> cells = new ArrayList<>();
      for (int p = 0; p < 100; p++) cells.add(images.row(p)[trial] != 0);
      published.add(cells);
    }
    Set<List<Boolean>> ours = new HashSet<>();
    for (ArtificialShape shape : ArtificialShape.values()) {
      List<Boolean> cells = new ArrayList<>();
      for (int p = 0; p < 100; p++) cells.add(shape.isFilled(p / 10, p % 10));
      ours.add(cells);
    }
    assertEquals(5, ours.size());
    assertEquals(published, ours);
  }

  @Test
  void aPixelOnAnEdgeIsMixedByTheAreaThatIsCovered() {
    // 16 pixels: the square's edge at 3/10 is at 4.8 px, so pixel 4 is covered by a fifth
    RgbFrame frame = image(ArtificialSet.SHAPES, "shape_red_square").draw(16);
    assertArrayEquals(new int[] {128, 128, 128}, pixel(frame, 3, 8));
    assertArrayEquals(new int[] {153, 102, 102}, pixel(frame, 4, 8)); // 128 + 0.2 * 127 = 153.4
    assertArrayEquals(new int[] {255, 0, 0}, pixel(frame, 5, 8));
    assertArrayEquals(new int[] {133, 123, 123}, pixel(frame, 4, 4)); // 128 + 0.04 * 127 = 133.08
    assertArrayEquals(new int[] {153, 102, 102}, pixel(frame, 11, 8));
    assertArrayEquals(new int[] {128, 128, 128}, pixel(frame, 12, 8));
  }

  @Test
  void theMeanOfAShapeDoesNotDependOnTheSize() {
    ArtificialImage large = image(ArtificialSet.SHAPES, "shape_white_large-frame");
    double expected = 128 + 127 * 48 / 100.0; // 64 cells less a hole of 16
    for (int sizePx : new int[] {10, 33, 96, 227, 250}) {
      RgbFrame frame = large.draw(sizePx);
      double sum = 0;
      for (int p = 0; p < sizePx * sizePx; p++) sum += frame.value(p % sizePx, p / sizePx, 0);
      assertEquals(expected, sum / sizePx / sizePx, 0.5, sizePx + " px");
    }
  }

  @Test
  void lettersAreBlackInTheirStrokesAndGreyBeside() {
    int size = 200; // the radius is 60 px: strokes are 0.38 * 60 = 22.8 px wide
    RgbFrame i = image(ArtificialSet.LETTERS, "letter_I").draw(size);
    int[] black = {0, 0, 0};
    int[] grey = {128, 128, 128};
    for (int y : new int[] {42, 100, 157}) { // from 1.19 above the middle to 1.19 below
      assertArrayEquals(black, pixel(i, 99, y));
      assertArrayEquals(grey, pixel(i, 100 + 13, y));
      assertArrayEquals(grey, pixel(i, 100 - 14, y));
    }
    assertArrayEquals(grey, pixel(i, 100, 27));
    assertArrayEquals(grey, pixel(i, 100, 172));
    RgbFrame t = image(ArtificialSet.LETTERS, "letter_T").draw(size);
    assertArrayEquals(black, pixel(t, 60, 40)); // its bar is above, not below
    assertArrayEquals(grey, pixel(t, 60, 160));
    RgbFrame u = image(ArtificialSet.LETTERS, "letter_U").draw(size);
    assertArrayEquals(grey, pixel(u, 100, 40)); // open above, closed below
    assertArrayEquals(black, pixel(u, 100, 160));
    RgbFrame c = image(ArtificialSet.LETTERS, "letter_C").draw(size);
    assertArrayEquals(black, pixel(c, 58, 100)); // closed at the left, open at the right
    assertArrayEquals(grey, pixel(c, 140, 100));
    RgbFrame r = image(ArtificialSet.LETTERS, "letter_R").draw(size);
    assertArrayEquals(black, pixel(r, 130, 150)); // its leg, below right
    assertArrayEquals(grey, pixel(r, 100, 155));
  }

  @Test
  void allImagesDifferAndComeOutTheSameEachTime() {
    Set<RgbFrame> frames = new HashSet<>();
    for (ArtificialSet set : ArtificialSet.values()) {
      for (ArtificialImage image : set.images()) {
        RgbFrame frame = image.draw(64);
        assertEquals(frame, image.draw(64));
        assertTrue(frames.add(frame), image.name());
        assertNotEquals(frame, image.draw(65));
      }
    }
    assertEquals(50, frames.size());
  }

  static ArtificialImage image(ArtificialSet set, String name) {
    return set.images().stream().filter(image -> image.name().equals(name)).findAny().orElseThrow();
  }

  private static int[] pixel(RgbFrame frame, int x, int y) {
    return new int[] {frame.value(x, y, 0), frame.value(x, y, 1), frame.value(x, y, 2)};
  }
}
