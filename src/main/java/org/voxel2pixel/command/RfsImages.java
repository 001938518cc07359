// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.imagej.FloatHyperstack;
import org.voxel2pixel.imagej.ImageHeader;
import org.voxel2pixel.projection.VoxelProjection;

/**
 * The RFSimages of some samples: a hyperstack, channel = region and lag, frame = sample, of which
 * nothing is painted before it is looked at or saved.
 *
 * @param projection its operator
 * @param rows the dataset's sample row of each frame, at least one
 * @param header title, calibration and Info
 */
record RfsImages(Dataset dataset, VoxelProjection projection, int[] rows, ImageHeader header) {
  /** Shown from black to white: z-scores between plus and minus this. */
  private static final double SHOWN_Z = 3;

  int sampleCount() {
    return rows.length;
  }

  long planeCount() {
    return (long) rows.length * projection.channelCount();
  }

  /** Values of all planes, 4 bytes each. */
  long pixelBytes() {
    return Float.BYTES * planeCount() * projection.grid().pixelCount();
  }

  PaintedPlanes planes() {
    return new PaintedPlanes(dataset, projection, rows);
  }

  /** One label a sample, see {@link SampleLabel}, made when it is asked for. */
  List<String> sampleLabels() {
    return new AbstractList<>() {
      @Override
      public String get(int frame) {
        return SampleLabel.of(dataset, rows[frame]);
      }

      @Override
      public int size() {
        return rows.length;
      }
    };
  }

  /** As a window shows them. */
  ImagePlus hyperstack() {
    return hyperstack(sampleLabels(), planes());
  }

  /** The same with the channels' names alone as labels, of which there are few. */
  ImagePlus withChannelLabels(FloatHyperstack.Planes planes) {
    return hyperstack(Collections.nCopies(rows.length, ""), planes);
  }

  ImagePlus hyperstack(List<String> sampleLabels, FloatHyperstack.Planes planes) {
    return FloatHyperstack.of(
        header,
        projection.channelNames(),
        sampleLabels,
        new FloatHyperstack.DisplayRange(-SHOWN_Z, SHOWN_Z),
        planes);
  }
}
