// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.model.ExampleSource;

/**
 * A picture of how far a training is: a few of its own examples, presented above reconstructed.
 * These are training images; held-out ones are for the evaluation alone.
 */
public final class PreviewStrip {
  private static final int SHOWN = 8;
  private static final int RGB = 3;

  private final int widthPx;
  private final int heightPx;
  private final int count;
  private final float[] inputs;
  private final float[] targets;

  /** Runs the generator on {@code count} inputs, giving {@code [count][y][x][3]} in [0, 1]. */
  @FunctionalInterface
  public interface Generate {
    float[] images(float[] inputs, int count);
  }

  private PreviewStrip(ExampleSource examples, int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    count = Math.min(SHOWN, examples.count());
    inputs = new float[count * examples.inputLength()];
    targets = new float[count * examples.targetLength()];
    for (int i = 0; i < count; i++) {
      int example = (int) ((2L * i + 1) * examples.count() / (2L * count));
      examples.readInput(example, inputs, i * examples.inputLength());
      examples.readTarget(example, targets, i * examples.targetLength());
    }
  }

  /** Picks examples spread evenly over the training. */
  public static PreviewStrip of(ExampleSource examples, int widthPx, int heightPx) {
    return new PreviewStrip(examples, widthPx, heightPx);
  }

  /** Writes the picture as PNG, and answers how much the images in it differ from each other. */
  public Spread write(Path file, Generate generator) {
    BufferedImage strip =
        new BufferedImage(count * widthPx, 2 * heightPx, BufferedImage.TYPE_INT_RGB);
    float[] images = generator.images(inputs, count);
    paint(strip, targets, 0);
    paint(strip, images, heightPx);
    WholeFile.write(
        file,
        out -> {
          if (!ImageIO.write(strip, "png", out)) throw new IOException("no PNG writer");
        });
    return new Spread(spread(images), spread(targets));
  }

  private double spread(float[] images) {
    OutputSpread spread = new OutputSpread(images.length / count);
    for (int i = 0; i < count; i++) spread.add(images, i * (images.length / count));
    return spread.value();
  }

  private void paint(BufferedImage strip, float[] images, int top) {
    for (int i = 0; i < count; i++) {
      for (int y = 0; y < heightPx; y++) {
        for (int x = 0; x < widthPx; x++) {
          int at = ((i * heightPx + y) * widthPx + x) * RGB;
          int rgb = level(images[at]) << 16 | level(images[at + 1]) << 8 | level(images[at + 2]);
          strip.setRGB(i * widthPx + x, top + y, rgb);
        }
      }
    }
  }

  private static int level(float value) {
    return Math.round(Math.max(0, Math.min(1, value)) * 255);
  }
}
