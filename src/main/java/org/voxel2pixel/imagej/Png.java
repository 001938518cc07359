// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.voxel2pixel.WholeFile;

/** Writes what an image shows, its current plane with its overlay, as PNG. */
public final class Png {
  private Png() {}

  /** Grey values are written as the display range shows them. */
  public static void save(ImagePlus image, Path target) {
    ImagePlus shown = image.getOverlay() == null ? image : image.flatten();
    BufferedImage pixels = shown.getProcessor().getBufferedImage();
    WholeFile.write(
        target,
        out -> {
          if (!ImageIO.write(pixels, "png", out)) {
            throw new IOException("this Java has no PNG writer");
          }
        });
  }
}
