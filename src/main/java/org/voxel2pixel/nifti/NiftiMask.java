// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.voxel2pixel.BadInputException;

/**
 * The voxels of a region of interest: those of one volume of whole numbers that are not 0, or that
 * are one label. Immutable.
 */
public final class NiftiMask {
  /** A scaled whole number may be this far from whole. */
  private static final double WHOLE_WITHIN = 1e-3;

  private static final int GREATEST_LABEL = 1 << 24;
  private static final int MOST_LABELS_TOLD = 20;

  private final Path file;
  private final NiftiGrid grid;
  private final int[] voxels;
  private final List<String> warnings;

  private NiftiMask(Path file, NiftiGrid grid, int[] voxels, List<String> warnings) {
    this.file = file;
    this.grid = grid;
    this.voxels = voxels;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Every voxel that is not 0.
   *
   * @throws BadInputException if there are several volumes, numbers that are not whole, negative
   *     ones, or none but 0
   */
  public static NiftiMask read(Path file) {
    return read(file, value -> value != 0, "voxels that are not 0");
  }

  /**
   * Every voxel of one label.
   *
   * @param label greater than 0
   * @throws BadInputException as above, or if no voxel has this label; it names those there are
   */
  public static NiftiMask read(Path file, int label) {
    if (label < 1) throw new IllegalArgumentException("label must be >= 1, was " + label);
    return read(file, value -> value == label, "voxels of label " + label);
  }

  private static NiftiMask read(Path file, IntPredicate inside, String expected) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      if (series.volumeCount() != 1) {
        throw new BadInputException(
            file,
            "a mask of 1 volume",
            series.volumeCount() + " volumes",
            "extract the one that is the mask");
      }
      float[] volume = new float[series.grid().voxelCount()];
      series.readNext(volume);
      int[] voxels = select(volume, inside, file);
      if (voxels.length == 0) throw empty(volume, expected, file);
      List<String> warnings = new ArrayList<>(series.warnings());
      if (voxels.length == volume.length) warnings.add(file + ": the mask is the whole volume");
      return new NiftiMask(file, series.grid(), voxels, warnings);
    }
  }

  private static int[] select(float[] volume, IntPredicate inside, Path file) {
    int count = 0;
    for (float value : volume) {
      if (inside.test(labelOf(value, file))) count++;
    }
    int[] voxels = new int[count];
    int next = 0;
    for (int voxel = 0; voxel < volume.length; voxel++) {
      if (inside.test(labelOf(volume[voxel], file))) voxels[next++] = voxel;
    }
    return voxels;
  }

  private static int labelOf(float value, Path file) {
    int label = Math.round(value);
    if (!(Math.abs(value - label) <= WHOLE_WITHIN)) { // this way round, NaN fails too
      throw new BadInputException(
          file, "whole numbers", "the value " + value, "threshold it to 0 and 1 first");
    }
    if (label < 0) {
      throw new BadInputException(
          file, "labels from 0 up", "the label " + label, "renumber its labels");
    }
    if (label > GREATEST_LABEL) {
      throw new BadInputException(
          file,
          "labels of at most " + GREATEST_LABEL + ", which float tells apart",
          "the label " + label,
          "renumber its labels");
    }
    return label;
  }

  private static BadInputException empty(float[] volume, String expected, Path file) {
    SortedSet<Integer> labels = new TreeSet<>();
    for (float value : volume) {
      if (labels.size() < MOST_LABELS_TOLD && value != 0) labels.add(labelOf(value, file));
    }
    String present = labels.isEmpty() ? "0 voxels" : "0 voxels; labels there: " + labels;
    return new BadInputException(file, expected, present, "choose another mask or label");
  }

  public Path file() {
    return file;
  }

  public NiftiGrid grid() {
    return grid;
  }

  /** Flat indices {@code (k * ny + j) * nx + i}, ascending; a copy. */
  public int[] voxels() {
    return voxels.clone();
  }

  public List<String> warnings() {
    return warnings;
  }
}
