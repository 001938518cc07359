// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import org.voxel2pixel.projection.RfsLayout;

/**
 * The images of a network: RFSimages in, RGB images out, both of the same size.
 *
 * @param heightPx rows
 * @param widthPx columns
 * @param rfsChannels channels of an RFSimage, one for each area and lag
 */
public record ImageShape(int heightPx, int widthPx, int rfsChannels) {

  /** Channels of a reconstruction: red, green, blue. */
  public static final int RGB = 3;

  public ImageShape {
    if (heightPx < 1 || widthPx < 1 || rfsChannels < 1) {
      throw new IllegalArgumentException(
          "sizes must be >= 1, were " + heightPx + " x " + widthPx + " x " + rfsChannels);
    }
  }

  /** The shape of what a projection of that layout paints. */
  public static ImageShape of(RfsLayout layout) {
    return new ImageShape(layout.heightPx(), layout.widthPx(), layout.channelCount());
  }

  /** Numbers in one RFSimage, {@code [y][x][channel]}. */
  public int rfsLength() {
    return heightPx * widthPx * rfsChannels;
  }

  /** Numbers in one RGB image, {@code [y][x][3]}. */
  public int imageLength() {
    return heightPx * widthPx * RGB;
  }
}
