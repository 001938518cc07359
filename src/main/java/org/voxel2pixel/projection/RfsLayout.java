// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How the values of one receptive-field image (RFSimage) lie in a flat array: {@code [(y * widthPx
 * + x) * channelCount + channel]}, channels in groups of a region, within a group by lag: V1 lag0,
 * V1 lag1 ..., V2 lag0 ... (Brain2Pix's order of channels, there before y and x).
 *
 * @param rois regions in the order of their channels, each once
 * @param lagCount volumes that follow a frame and are shown together, lag0 the earliest
 */
public record RfsLayout(int widthPx, int heightPx, List<String> rois, int lagCount) {

  public RfsLayout {
    rois = List.copyOf(rois);
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "an image needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
    if (rois.isEmpty() || new HashSet<>(rois).size() < rois.size()) {
      throw new IllegalArgumentException("rois must be given, each once, were " + rois);
    }
    if (lagCount < 1) throw new IllegalArgumentException("lagCount must be >= 1, was " + lagCount);
    Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), rois.size() * lagCount);
  }

  public int channelCount() {
    return rois.size() * lagCount;
  }

  /** Values of one image. */
  public int valueCount() {
    return widthPx * heightPx * channelCount();
  }

  /**
   * @param roi index into {@link #rois}
   */
  public int channel(int roi, int lag) {
    if (roi < 0 || roi >= rois.size()) {
      throw new IllegalArgumentException("roi must be in 0.." + (rois.size() - 1) + ", was " + roi);
    }
    if (lag < 0 || lag >= lagCount) {
      throw new IllegalArgumentException("lag must be in 0.." + (lagCount - 1) + ", was " + lag);
    }
    return roi * lagCount + lag;
  }

  /** Such as "V1 lag0", in the order of the channels. */
  public List<String> channelNames() {
    List<String> names = new ArrayList<>();
    for (String roi : rois) {
      for (int lag = 0; lag < lagCount; lag++) names.add(roi + " lag" + lag);
    }
    return List.copyOf(names);
  }

  /** Where a value lies in one image. */
  public int index(int x, int y, int channel) {
    return (y * widthPx + x) * channelCount() + channel;
  }
}
