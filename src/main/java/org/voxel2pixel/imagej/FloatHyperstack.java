// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.List;

/**
 * Grey frames of several channels as a 32-bit hyperstack (channel, frame) whose planes are asked
 * for when they are looked at or saved: memory holds one plane, whatever the number of frames.
 */
public final class FloatHyperstack {
  private FloatHyperstack() {}

  /** Where planes come from. */
  @FunctionalInterface
  public interface Planes {
    /**
     * @param frame from 0
     * @param channel from 0
     * @return a new array {@code [y * widthPx + x]}, which the image may keep
     */
    float[] plane(int frame, int channel);
  }

  /**
   * Grey values shown from black to white; values themselves stay as they are.
   *
   * @param black shown black
   * @param white shown white; greater than {@code black}
   */
  public record DisplayRange(double black, double white) {
    public DisplayRange {
      if (!(white > black)) {
        throw new IllegalArgumentException("white must be > black, was " + black + ", " + white);
      }
    }
  }

  /**
   * @param channelNames one a channel; with the frame's label, they label each plane
   * @param frameLabels one a frame, kept as they are: they may be made when asked for; where one is
   *     blank, the channel's name is the label
   */
  public static ImagePlus of(
      ImageHeader header,
      List<String> channelNames,
      List<String> frameLabels,
      DisplayRange range,
      Planes planes) {
    if (channelNames.isEmpty() || frameLabels.isEmpty()) {
      throw new IllegalArgumentException("a hyperstack needs at least 1 channel and 1 frame");
    }
    Lazy stack = new Lazy(header, List.copyOf(channelNames), frameLabels, planes);
    ImagePlus image = new ImagePlus(header.title(), stack);
    image.setDimensions(channelNames.size(), 1, frameLabels.size());
    image.setOpenAsHyperStack(true);
    header.applyTo(image);
    image.setDisplayRange(range.black(), range.white());
    return image;
  }

  private static final class Lazy extends VirtualStack {
    private final ImageHeader header;
    private final List<String> channelNames;
    private final List<String> frameLabels;
    private final Planes planes;

    Lazy(ImageHeader header, List<String> channelNames, List<String> frameLabels, Planes planes) {
      super(
          header.widthPx(),
          header.heightPx(),
          Math.multiplyExact(channelNames.size(), frameLabels.size()),
          "32-bit");
      this.header = header;
      this.channelNames = channelNames;
      this.frameLabels = frameLabels;
      this.planes = planes;
    }

    /** ImageJ counts planes from 1, channels fastest. */
    @Override
    public ImageProcessor getProcessor(int n) {
      float[] plane = planes.plane(frame(n), channel(n));
      if (plane.length != header.pixelCount()) {
        throw new IllegalArgumentException(
            String.format(
                "plane of frame %d, channel %d must have %d values, had %d",
                frame(n), channel(n), header.pixelCount(), plane.length));
      }
      return new FloatProcessor(header.widthPx(), header.heightPx(), plane);
    }

    @Override
    public String getSliceLabel(int n) {
      String frame = frameLabels.get(frame(n));
      String channel = channelNames.get(channel(n));
      return frame.isBlank() ? channel : (channel + " " + frame).strip();
    }

    private int frame(int n) {
      return (n - 1) / channelNames.size();
    }

    private int channel(int n) {
      return (n - 1) % channelNames.size();
    }
  }
}
