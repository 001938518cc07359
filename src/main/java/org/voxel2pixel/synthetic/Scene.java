// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A few seconds of a synthetic film: shapes and letters that move before a backdrop. Everything is
 * a formula of place and time, so a scene can be drawn at any size and time.
 */
final class Scene {
  /** How far past its edge a shape can still tint a pixel, in pixels. */
  private static final double EDGE_PX = 0.5;

  private static final double FARTHEST_OUTLINE = 1.5; // radii; an outline ends before that

  private final Backdrop backdrop;
  private final List<Sprite> sprites; // painted in this order

  private Scene(Backdrop backdrop, List<Sprite> sprites) {
    this.backdrop = backdrop;
    this.sprites = List.copyOf(sprites);
  }

  /** Composes a scene: one or two large shapes, three to five small ones, or a large letter. */
  static Scene random(FilmPart part, double screenWidthDeg, RandomGenerator random) {
    Colour main = Colour.random(random);
    Backdrop backdrop = Backdrop.random(main, screenWidthDeg, random);
    List<Sprite> sprites = new ArrayList<>();
    int composition = random.nextInt(4);
    int count = composition == 0 ? random.nextInt(3, 6) : random.nextInt(1, 3);
    for (int n = 0; n < count; n++) {
      double share =
          composition == 0 ? random.nextDouble(0.09, 0.15) : random.nextDouble(0.16, 0.32);
      sprites.add(shape(part, main, share * screenWidthDeg, screenWidthDeg, random));
    }
    if (composition == 1) {
      double radius = random.nextDouble(0.22, 0.36) * screenWidthDeg;
      sprites.add(letter(part, main, radius, screenWidthDeg, random));
    }
    return new Scene(backdrop, sprites);
  }

  private static Sprite shape(
      FilmPart part, Colour main, double radius, double screenWidthDeg, RandomGenerator random) {
    PlainOutline outline = pick(PlainOutline.values(), random);
    return sprite(outline, Sprite.Upright.NO, part, main, radius, screenWidthDeg, random);
  }

  private static Sprite letter(
      FilmPart part, Colour main, double radius, double screenWidthDeg, RandomGenerator random) {
    Letter letter = part.letters().get(random.nextInt(part.letters().size()));
    return sprite(letter, Sprite.Upright.YES, part, main, radius, screenWidthDeg, random);
  }

  private static Sprite sprite(
      Outline outline,
      Sprite.Upright upright,
      FilmPart part,
      Colour main,
      double radius,
      double screenWidthDeg,
      RandomGenerator random) {
    Colour first = Colour.randomAgainst(main, random);
    Pattern pattern = pick(Pattern.values(), random);
    Colour second = Colour.random(random);
    Sprite.Path path = Sprite.Path.random(screenWidthDeg / 2, upright, random);
    return new Sprite(outline, pattern, first, second, radius, path);
  }

  private static <T> T pick(T[] choices, RandomGenerator random) {
    return choices[random.nextInt(choices.length)];
  }

  /** Draws the scene as it is {@code tSec} after its begin. */
  RgbFrame draw(PixelGrid grid, double tSec) {
    Colour[] canvas = new Colour[grid.pixelCount()]; // [y * widthPx + x]
    for (int y = 0; y < grid.heightPx(); y++) {
      for (int x = 0; x < grid.widthPx(); x++) {
        canvas[y * grid.widthPx() + x] = backdrop.at(grid.xDeg(x), grid.yDeg(y), tSec);
      }
    }
    for (Sprite sprite : sprites) paint(sprite, grid, tSec, canvas);
    byte[] rgb = new byte[RgbFrame.byteCount(grid.widthPx(), grid.heightPx())];
    int at = 0;
    for (Colour colour : canvas) {
      rgb[at++] = eightBit(colour.red());
      rgb[at++] = eightBit(colour.green());
      rgb[at++] = eightBit(colour.blue());
    }
    return new RgbFrame(grid.widthPx(), grid.heightPx(), rgb);
  }

  private static void paint(Sprite sprite, PixelGrid grid, double tSec, Colour[] canvas) {
    double radius = sprite.radiusDegAt(tSec);
    double radiusPx = radius / grid.degPerPx();
    double centreX = sprite.path().xDegAt(tSec);
    double centreY = sprite.path().yDegAt(tSec);
    double cos = Math.cos(sprite.path().angleAt(tSec)) / radius;
    double sin = Math.sin(sprite.path().angleAt(tSec)) / radius;
    double reachPx = radiusPx * FARTHEST_OUTLINE + 1;
    int top = Math.max(0, (int) Math.floor(grid.yPx(centreY) - reachPx));
    int bottom = Math.min(grid.heightPx() - 1, (int) Math.ceil(grid.yPx(centreY) + reachPx));
    int left = Math.max(0, (int) Math.floor(grid.xPx(centreX) - reachPx));
    int right = Math.min(grid.widthPx() - 1, (int) Math.ceil(grid.xPx(centreX) + reachPx));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double offX = grid.xDeg(x) - centreX;
        double offY = grid.yDeg(y) - centreY;
        double u = offX * cos + offY * sin;
        double v = offY * cos - offX * sin;
        double cover = EDGE_PX - sprite.outline().signedDistance(u, v) * radiusPx;
        if (cover <= 0) continue;
        int p = y * grid.widthPx() + x;
        canvas[p] = canvas[p].mixedWith(sprite.colourAt(u, v), Math.min(1, cover));
      }
    }
  }

  static byte eightBit(double value) {
    return (byte) Math.min(255, Math.max(0, (int) Math.floor(value * 255 + 0.5)));
  }
}
