// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * An image that says where regions are: a mask, labels, or probabilities.
 *
 * @param file it was read from
 * @param grid its grid
 * @param values {@code [(k * ny + j) * nx + i]}
 * @param warnings what was odd in the file
 */
record RegionImage(Path file, NiftiGrid grid, float[] values, List<String> warnings) {
  /** A scaled whole number may be this far from whole. */
  private static final double WHOLE_WITHIN = 1e-3;

  static final int LABELS_SHOWN = 20;

  static RegionImage read(Path file) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      if (series.volumeCount() != 1) {
        throw new BadInputException(
            file,
            "a mask of 1 volume",
            series.volumeCount() + " volumes",
            "extract the one that is the mask");
      }
      float[] values = new float[series.grid().voxelCount()];
      series.readNext(values);
      return new RegionImage(file, series.grid(), values, series.warnings());
    }
  }

  /**
   * Voxels of a region, ascending.
   *
   * @throws BadInputException if there are none, or numbers that are no labels
   */
  int[] voxels(RegionSource.Inside inside) {
    int[] voxels = new int[values.length];
    int count = 0;
    for (int v = 0; v < values.length; v++) {
      if (isInside(v, inside)) voxels[count++] = v;
    }
    if (count == 0) throw empty(inside);
    return Arrays.copyOf(voxels, count);
  }

  private boolean isInside(int voxel, RegionSource.Inside inside) {
    if (inside instanceof RegionSource.AtLeast threshold) {
      return values[voxel] >= threshold.value(); // NaN is outside
    }
    int label = label(values[voxel]);
    return inside instanceof RegionSource.Label wanted ? label == wanted.number() : label != 0;
  }

  private int label(float value) {
    int label = Math.round(value);
    if (!(Math.abs(value - label) <= WHOLE_WITHIN)) { // this way round, NaN fails too
      throw new BadInputException(
          file,
          "whole numbers: a mask of 0 and 1, or labels",
          "the value " + value,
          "threshold it to 0 and 1, or list it in a table (masks=[... .tsv], columns file, roi,"
              + " threshold)");
    }
    if (label < 0) {
      throw new BadInputException(
          file, "labels from 0 up", "the label " + label, "renumber its labels");
    }
    return label;
  }

  private BadInputException empty(RegionSource.Inside inside) {
    String expected = "voxels that are not 0";
    String found = "0 voxels";
    if (inside instanceof RegionSource.AtLeast threshold) {
      float greatest = 0;
      for (float value : values) greatest = Math.max(greatest, value);
      expected = "voxels of at least " + threshold.value();
      found = String.format(Locale.ROOT, "0 voxels; the greatest value is %s", greatest);
    } else if (inside instanceof RegionSource.Label label) {
      expected = "voxels of label " + label.number();
      found = "0 voxels; labels there: " + Shown.first(labels(), LABELS_SHOWN);
    }
    return new BadInputException(file, expected, found, "choose another mask or label");
  }

  /** Every label but 0 that a voxel has. */
  TreeSet<Integer> labels() {
    TreeSet<Integer> labels = new TreeSet<>();
    int last = 0;
    for (float value : values) {
      int label = label(value);
      if (label != last && label != 0) labels.add(label);
      last = label;
    }
    return labels;
  }
}
