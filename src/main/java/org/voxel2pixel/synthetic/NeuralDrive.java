// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * What a film does to each voxel before blood comes into it: the mean of the area's feature over
 * the screen, weighted by the voxel's receptive field,
 *
 * <pre>
 *   drive = sum_p w_p feature_p / sum_p w_p,   w_p = exp(-((x_p - x)^2 + (y_p - y)^2) / (2 sigma^2))
 * </pre>
 *
 * over the screen's pixel centres within 3 sigma along each axis. Thread-safe; uses all cores.
 */
final class NeuralDrive {
  private static final double REACH_SIGMA = 3;

  private final PixelGrid screen;
  private final SyntheticBrain brain;
  private final Window[] columns; // [voxel]
  private final Window[] rows; // [voxel]

  NeuralDrive(PixelGrid screen, SyntheticBrain brain) {
    this.screen = screen;
    this.brain = brain;
    this.columns = new Window[brain.areaVoxelCount()];
    this.rows = new Window[brain.areaVoxelCount()];
    for (int v = 0; v < columns.length; v++) {
      ReceptiveField field = brain.field(v);
      double sigmaPx = field.sigmaDeg() / screen.degPerPx();
      columns[v] = Window.of(screen.xPx(field.xDeg()), sigmaPx, screen.widthPx());
      rows[v] = Window.of(screen.yPx(field.yDeg()), sigmaPx, screen.heightPx());
    }
  }

  /** Weights along one axis, the first at pixel {@code first}; their sum is 1. */
  private record Window(int first, float[] weights) {
    static Window of(double centrePx, double sigmaPx, int pixelCount) {
      double reach = Math.max(1, REACH_SIGMA * sigmaPx);
      int first = Math.min(pixelCount - 1, Math.max(0, (int) Math.ceil(centrePx - reach)));
      int last = Math.max(0, Math.min(pixelCount - 1, (int) Math.floor(centrePx + reach)));
      double[] gaussian =
          IntStream.rangeClosed(first, last)
              .mapToDouble(p -> Math.exp(-0.5 * Math.pow((p - centrePx) / sigmaPx, 2)))
              .toArray();
      double sum = 0;
      for (double weight : gaussian) sum += weight;
      float[] weights = new float[gaussian.length];
      for (int n = 0; n < weights.length; n++) weights[n] = (float) (gaussian[n] / sum);
      return new Window(first, weights);
    }
  }

  /**
   * Drives all voxels with consecutive frames.
   *
   * @param drive filled at {@code [voxel][firstFrame + n]} for {@code frames.get(n)}
   */
  void fill(List<RgbFrame> frames, float[][] drive, int firstFrame) {
    float[][] features = new float[VisualArea.values().length][]; // [area][pixel * count + frame]
    for (VisualArea area : VisualArea.values()) features[area.ordinal()] = feature(area, frames);
    IntStream.range(0, columns.length)
        .parallel()
        .forEach(
            v -> {
              float[] feature = features[brain.area(v).ordinal()];
              float[] means = weightedMeans(v, feature, frames.size());
              System.arraycopy(means, 0, drive[v], firstFrame, means.length);
            });
  }

  private float[] feature(VisualArea area, List<RgbFrame> frames) {
    int count = frames.size();
    float[] feature = new float[screen.pixelCount() * count];
    for (int n = 0; n < count; n++) {
      RgbFrame frame = frames.get(n);
      for (int p = 0; p < screen.pixelCount(); p++) {
        int x = p % screen.widthPx();
        int y = p / screen.widthPx();
        double drive = area.drive(frame.value(x, y, 0), frame.value(x, y, 1), frame.value(x, y, 2));
        feature[p * count + n] = (float) drive;
      }
    }
    return feature;
  }

  private float[] weightedMeans(int voxel, float[] feature, int count) {
    Window row = rows[voxel];
    Window column = columns[voxel];
    float[] means = new float[count];
    float[] alongRow = new float[count];
    for (int y = 0; y < row.weights().length; y++) {
      Arrays.fill(alongRow, 0);
      int rowStart = (row.first() + y) * screen.widthPx() + column.first();
      for (int x = 0; x < column.weights().length; x++) {
        addScaled(feature, (rowStart + x) * count, column.weights()[x], alongRow);
      }
      addScaled(alongRow, 0, row.weights()[y], means);
    }
    return means;
  }

  /** Frames lie side by side, so this inner loop runs in vector instructions. */
  private static void addScaled(float[] from, int start, float weight, float[] to) {
    for (int n = 0; n < to.length; n++) to[n] += weight * from[start + n];
  }
}
