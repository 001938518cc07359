// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * An endless set of still images in the manner of {@link SyntheticFilm}, each of its own scene: the
 * same seed, part and index give the same image.
 *
 * @param part training and test images share no letter
 */
public record SyntheticImages(long seed, FilmPart part, PixelGrid screen) {

  /** Draws one image. */
  public RgbFrame image(int index) {
    var random = SeedStream.of(seed, "image " + part.label() + " " + index);
    return Scene.random(part, screen.widthDeg(), random).draw(screen, 0);
  }
}
