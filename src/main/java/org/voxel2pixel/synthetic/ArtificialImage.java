// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.stimulus.RgbFrame;

/**
 * One artificial image: a figure of one colour on mid grey, {@code round(grey + cover (colour -
 * grey))} in each channel. It is a formula of the size, so that every size is drawn, none scaled.
 */
public final class ArtificialImage {
  /** Of the background, in each channel: a synthetic subject's screen at rest. */
  public static final int GREY = 128;

  private final ArtificialSet set;
  private final ArtificialColour colour;
  private final Figure figure;

  ArtificialImage(ArtificialSet set, ArtificialColour colour, Figure figure) {
    this.set = set;
    this.colour = colour;
    this.figure = figure;
  }

  /** {@code shape} or {@code letter}. */
  public String type() {
    return set.type();
  }

  public ArtificialColour colour() {
    return colour;
  }

  /** Such as {@code plus} or {@code A}. */
  public String shape() {
    return figure.label();
  }

  /** {@code shape_red_plus} or {@code letter_A}. */
  public String name() {
    return set == ArtificialSet.LETTERS
        ? type() + "_" + shape()
        : type() + "_" + colour.label() + "_" + shape();
  }

  /** Draws it. */
  public RgbFrame draw(int sizePx) {
    byte[] rgb = new byte[RgbFrame.byteCount(sizePx, sizePx)];
    int at = 0;
    for (int y = 0; y < sizePx; y++) {
      for (int x = 0; x < sizePx; x++) {
        double cover = figure.cover(x, y, sizePx);
        for (int channel = 0; channel < RgbFrame.CHANNEL_COUNT; channel++) {
          double value = GREY + cover * (colour.value(channel) - GREY);
          rgb[at++] = (byte) Math.floor(value + 0.5);
        }
      }
    }
    return new RgbFrame(sizePx, sizePx, rgb);
  }
}
