// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where to find responses in BData files and the pictures that evoked them.
 *
 * @param train file to learn from
 * @param test file to judge by; empty: the same file, other samples of it
 * @param trainRows which samples of {@code train}, such as {@code DataType = 1}; empty: all
 * @param testRows which samples of the test file; empty: all
 * @param voxels which columns
 * @param regions names of regions such as {@code V1} (key {@code ROI_V1}); a voxel belongs to the
 *     first that has it; empty: the regions that {@code voxels} asks for
 * @param labels columns that may hold the pictures' numbers, such as {@code stimulus_id} or {@code
 *     Label[1]}; of each file, the first that exists
 * @param labelTable table with the columns id and name, of what the numbers stand for; empty: the
 *     file's vmap, or WordNet numbers
 * @param pictures folder with the pictures, in itself or in folders below
 */
public record BDataSource(
    Path train,
    Optional<Path> test,
    String trainRows,
    String testRows,
    RoiExpression voxels,
    List<String> regions,
    List<String> labels,
    Optional<Path> labelTable,
    Path pictures) {

  public BDataSource {
    regions = List.copyOf(regions);
    labels = List.copyOf(labels);
    if (labels.isEmpty()) throw new IllegalArgumentException("labels must name a column");
  }

  /**
   * The samples of a split.
   *
   * @throws org.voxel2pixel.BadInputException if their text is no selection
   */
  RowSelection rows(Split split) {
    return split == Split.TRAIN
        ? RowSelection.parse("trainrows", trainRows)
        : RowSelection.parse("testrows", testRows);
  }

  /** Two files as published with Shen et al. 2019: all of {@code ROI_VC}, as one region. */
  public static BDataSource shen2019(Path train, Path test, Path pictures) {
    return new BDataSource(
        train,
        Optional.of(test),
        "",
        "",
        RoiExpression.parse("ROI_VC = 1"),
        List.of(),
        List.of("stimulus_name", "stimulus_id", "Label[1]"),
        Optional.empty(),
        pictures);
  }
}
