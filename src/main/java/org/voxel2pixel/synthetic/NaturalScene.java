// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A still scene with something of natural ones: 1/f textures, a horizon or a gradient behind, one
 * to five rounded bodies before it, each with a texture and lit from above. It has no letter, and
 * of straight edges at most the horizon, so what a model makes of artificial images it has not
 * learned from these. A formula of place, drawn at any size.
 */
final class NaturalScene {
  private final Backdrop backdrop;
  private final List<Body> bodies = new ArrayList<>(); // painted in this order

  NaturalScene(double screenWidthDeg, RandomGenerator random) {
    Colour main = Colour.random(random);
    this.backdrop = Backdrop.random(main, screenWidthDeg, random);
    int count = random.nextInt(1, 6);
    for (int n = 0; n < count; n++) {
      double largest = count == 1 ? 0.36 : 0.26;
      double radiusDeg = random.nextDouble(0.08, largest) * screenWidthDeg;
      bodies.add(Body.random(main, radiusDeg, screenWidthDeg, random));
    }
  }

  /**
   * A body; {@code aspect} is its length over its width.
   *
   * @param lightX the direction of light, a unit vector, x to the right, y upward
   */
  private record Body(
      Outline outline,
      CloudTexture texture,
      double xDeg,
      double yDeg,
      double radiusDeg,
      double aspect,
      double angle,
      double lightX,
      double lightY) {

    static Body random(
        Colour behind, double radiusDeg, double screenWidthDeg, RandomGenerator random) {
      Colour first = Colour.randomAgainst(behind, random);
      double light = random.nextDouble(0.25 * Math.PI, 0.75 * Math.PI); // from above
      return new Body(
          new Blob(random),
          new CloudTexture(first, Colour.random(random), Colour.random(random), random),
          random.nextDouble(-0.4, 0.4) * screenWidthDeg,
          random.nextDouble(-0.4, 0.4) * screenWidthDeg,
          radiusDeg,
          random.nextDouble(1, 1.8),
          random.nextDouble(Math.PI),
          Math.cos(light),
          Math.sin(light));
    }

    /** What a place looks like once the body is painted over it. */
    Colour over(Colour behind, double x, double y, double degPerPx) {
      double offX = (x - xDeg) / radiusDeg;
      double offY = (y - yDeg) / radiusDeg;
      double u = (offX * Math.cos(angle) + offY * Math.sin(angle)) / aspect;
      double v = offY * Math.cos(angle) - offX * Math.sin(angle);
      double cover = 0.5 - outline.signedDistance(u, v) * radiusDeg / degPerPx;
      if (cover <= 0) return behind;
      double lit = 0.75 + 0.25 * Math.max(-1, Math.min(1, offX * lightX + offY * lightY));
      Colour own = new Colour(0, 0, 0).mixedWith(texture.at(0.4 * u, 0.4 * v), lit);
      return behind.mixedWith(own, Math.min(1, cover));
    }
  }

  RgbFrame draw(PixelGrid grid) {
    byte[] rgb = new byte[RgbFrame.byteCount(grid.widthPx(), grid.heightPx())];
    int at = 0;
    for (int y = 0; y < grid.heightPx(); y++) {
      for (int x = 0; x < grid.widthPx(); x++) {
        Colour colour = backdrop.at(grid.xDeg(x), grid.yDeg(y), 0);
        for (Body body : bodies) {
          colour = body.over(colour, grid.xDeg(x), grid.yDeg(y), grid.degPerPx());
        }
        rgb[at++] = Scene.eightBit(colour.red());
        rgb[at++] = Scene.eightBit(colour.green());
        rgb[at++] = Scene.eightBit(colour.blue());
      }
    }
    return new RgbFrame(grid.widthPx(), grid.heightPx(), rgb);
  }
}
