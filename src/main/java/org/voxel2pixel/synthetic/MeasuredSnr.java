// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.EnumMap;
import java.util.Map;

/** Adds up what was really put into the files: root mean square of signal over that of noise. */
final class MeasuredSnr {
  private final Map<VisualArea, double[]> squares = new EnumMap<>(VisualArea.class);

  MeasuredSnr() {
    for (VisualArea area : VisualArea.values()) squares.put(area, new double[2]);
  }

  /** One voxel at one volume, each in units of the voxel's own response. */
  void add(VisualArea area, double signal, double noise) {
    double[] sums = squares.get(area);
    sums[0] += signal * signal;
    sums[1] += noise * noise;
  }

  double of(VisualArea area) {
    double[] sums = squares.get(area);
    return Math.sqrt(sums[0] / sums[1]);
  }
}
