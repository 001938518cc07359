// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.MatrixSource.Regions;
import org.voxel2pixel.dataset.MatrixSource.Variables;

/** The four matrices of a source and its voxels' regions, read and found to fit together. */
final class TrialMatrices implements AutoCloseable {
  private final MatrixSource source;
  private final Map<Split, NumericArray> responses = new EnumMap<>(Split.class);
  private final Map<Split, TrialPictures> images = new EnumMap<>(Split.class);
  private final Map<Split, List<String>> kinds = new EnumMap<>(Split.class);
  private final List<PictureTrials> opened = new ArrayList<>();
  private final List<String> regionOfVoxel;
  private final Map<String, String> hashes;

  private TrialMatrices(MatrixSource source, Progress progress) {
    this.source = source;
    try (NamedArrays arrays = NamedArrays.open(source.path())) {
      for (Split split : Split.values()) {
        progress.checkCancelled();
        progress.report("reading the " + split.label() + " matrices", split.ordinal(), 2);
        if (source.variables(split).isEmpty()) continue;
        readSplit(arrays, split, source.variables(split).get(), progress);
      }
      if (source.test().isPresent()) requireSameVoxels(source.test().get());
      regionOfVoxel = regions(arrays);
      hashes = arrays.hashes();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * @throws BadInputException if an array is missing, or the arrays' shapes or values do not fit
   */
  static TrialMatrices read(MatrixSource source, Progress progress) {
    return new TrialMatrices(source, progress);
  }

  /** Whether there are trials of a split. */
  boolean has(Split split) {
    return responses.containsKey(split);
  }

  /** The kind of a trial, or {@link Sample#NO_TRIAL_TYPE}. */
  String kind(Split split, int trial) {
    return kinds.containsKey(split) ? kinds.get(split).get(trial) : Sample.NO_TRIAL_TYPE;
  }

  /** {@code [trial][voxel]}. */
  NumericArray responses(Split split) {
    return responses.get(split);
  }

  TrialPictures images(Split split) {
    return images.get(split);
  }

  int voxelCount() {
    return regionOfVoxel.size();
  }

  String region(int voxel) {
    return regionOfVoxel.get(voxel);
  }

  /** SHA-256 of each file that was read, by its name. */
  Map<String, String> hashes() {
    return hashes;
  }

  private String place(String variable) {
    return source.path() + ", " + variable;
  }

  private void readSplit(NamedArrays arrays, Split split, Variables names, Progress progress) {
    NumericArray response = trialRows(names.responses(), arrays.array(names.responses(), progress));
    requireFinite(names.responses(), response);
    TrialPictures pictures = pictures(arrays, names.images(), progress);
    if (pictures.count() != response.rowCount()) {
      boolean turned = pictures.count() == response.rowLength();
      throw new BadInputException(
          place(names.responses()),
          pictures.count() + " rows, one for each picture of " + names.images(),
          "shape "
              + Arrays.toString(response.shape())
              + (turned ? ", a row a voxel and a column a trial" : ""),
          turned
              ? "say that the trials are columns, or save its transpose"
              : "choose variables of the same trials");
    }
    requireWholeRuns(names.responses(), response.rowCount());
    names.kinds().ifPresent(kind -> kinds.put(split, kinds(arrays, kind, response.rowCount())));
    responses.put(split, response);
    images.put(split, pictures);
  }

  /** A matrix with a row a trial. */
  private NumericArray trialRows(String variable, NumericArray matrix) {
    if (matrix.shape().length != 2) {
      throw new BadInputException(
          place(variable),
          "a matrix, a row a trial and a column a voxel or pixel, or its transpose",
          "shape " + Arrays.toString(matrix.shape()),
          "choose another variable");
    }
    boolean turned = source.trials().axis() == MatrixSource.TrialAxis.COLUMNS;
    return turned ? matrix.transposed() : matrix;
  }

  private void requireWholeRuns(String variable, int trialCount) {
    int perRun = source.trials().perRun();
    if (trialCount % perRun == 0) return;
    throw new BadInputException(
        place(variable),
        "whole runs of " + perRun + " trials",
        trialCount + " trials",
        "give the number of trials that were recorded together, or 1");
  }

  private List<String> kinds(NamedArrays arrays, String variable, int trialCount) {
    NumericArray numbers = arrays.array(variable);
    if (numbers.values().length != trialCount) {
      throw new BadInputException(
          place(variable),
          trialCount + " numbers, one a trial",
          "shape " + Arrays.toString(numbers.shape()),
          "choose another variable");
    }
    List<String> names = new ArrayList<>();
    for (float number : numbers.values()) {
      if (number != (int) number) {
        throw new BadInputException(
            place(variable), "whole numbers", String.valueOf(number), "choose another variable");
      }
      names.add(Integer.toString((int) number));
    }
    return names;
  }

  /** A variable, or else a folder, list or stack of pictures, beside the source if not absolute. */
  private TrialPictures pictures(NamedArrays arrays, String name, Progress progress) {
    Path file = source.path().toAbsolutePath().resolveSibling(name);
    if (arrays.names().contains(name) || !Files.exists(file)) {
      NumericArray array = arrays.array(name, progress);
      boolean rows = source.trials().axis() == MatrixSource.TrialAxis.ROWS;
      return new MatrixImages(
          place(name), name, rows ? array : trialRows(name, array), source.images());
    }
    PictureTrials pictures = new PictureTrials(file);
    opened.add(pictures);
    return pictures;
  }

  @Override
  public void close() {
    opened.forEach(PictureTrials::close);
  }

  private void requireFinite(String variable, NumericArray response) {
    for (int n = 0; n < response.values().length; n++) {
      float value = response.values()[n];
      if (Float.isFinite(value)) continue;
      throw new BadInputException(
          place(variable),
          "finite responses",
          value + " in trial " + n / response.rowLength() + ", voxel " + n % response.rowLength(),
          "take that voxel or trial out");
    }
  }

  private void requireSameVoxels(Variables tested) {
    int train = responses.get(Split.TRAIN).rowLength();
    int test = responses.get(Split.TEST).rowLength();
    if (train != test) {
      throw new BadInputException(
          place(tested.responses()),
          train + " columns, the voxels of " + source.train().responses(),
          test + " columns",
          "give both the same voxels in the same order");
    }
  }

  private List<String> regions(NamedArrays arrays) {
    int voxelCount = responses.get(Split.TRAIN).rowLength();
    if (source.regions().isEmpty()) return Collections.nCopies(voxelCount, MatrixSource.ONE_REGION);
    Regions regions = source.regions().get();
    NumericArray labels = arrays.array(regions.labels());
    if (labels.values().length != voxelCount) {
      throw new BadInputException(
          place(regions.labels()),
          voxelCount + " labels, one a voxel",
          "shape " + Arrays.toString(labels.shape()),
          "choose another variable");
    }
    TreeSet<Float> unnamed = new TreeSet<>();
    List<String> names = new ArrayList<>();
    for (float label : labels.values()) {
      String name = label == (int) label ? regions.nameOf().get((int) label) : null;
      if (name == null) unnamed.add(label);
      else names.add(name);
    }
    if (!unnamed.isEmpty()) {
      throw new BadInputException(
          place(regions.labels()),
          "labels among " + regions.nameOf().keySet(),
          "also " + unnamed,
          "name every label's region");
    }
    return names;
  }
}
