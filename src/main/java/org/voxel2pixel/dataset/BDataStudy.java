// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.BDataTrials.Trial;

/** BData files and pictures, found to fit together before a response is read. */
final class BDataStudy implements AutoCloseable {
  private static final int SHOWN = 10;

  private final Map<Split, BDataFile> files = new EnumMap<>(Split.class);
  private final Map<Split, int[]> columns = new EnumMap<>(Split.class);
  private final Map<Split, BDataTrials> trials = new EnumMap<>(Split.class);
  private final Map<Split, Map<String, Path>> pictures = new EnumMap<>(Split.class);
  private final List<String> warnings = new ArrayList<>();
  private List<Voxel> voxels = List.of();

  private BDataStudy() {}

  /**
   * Opens the files and checks them.
   *
   * @throws BadInputException if a file is damaged, the files do not fit together, or a label has
   *     no picture or several
   */
  static BDataStudy check(BDataSource source, Progress progress) {
    BDataStudy study = new BDataStudy();
    try {
      study.files.put(Split.TRAIN, BDataFile.open(source.train()));
      study.files.put(
          Split.TEST, source.test().map(BDataFile::open).orElse(study.files.get(Split.TRAIN)));
      study.checkVoxels(source);
      PictureFolder folder = PictureFolder.of(source.pictures(), progress);
      for (Split split : Split.values()) study.readTrials(source, split, folder, progress);
      if (study.isOneFile()) study.requireDisjoint(source);
      study.warnOfSharedCategories();
      return study;
    } catch (RuntimeException e) {
      study.close();
      throw e;
    }
  }

  private void checkVoxels(BDataSource source) {
    BDataVoxels train = BDataVoxels.select(file(Split.TRAIN), source.voxels());
    BDataVoxels test = train;
    if (!isOneFile()) {
      test = BDataVoxels.select(file(Split.TEST), source.voxels());
      train.requireSame(test, warnings);
    }
    columns.put(Split.TRAIN, train.columns());
    columns.put(Split.TEST, test.columns());
    voxels = train.voxels(source.regions(), source.voxels(), warnings);
  }

  private void readTrials(
      BDataSource source, Split split, PictureFolder folder, Progress progress) {
    BDataFile file = files.get(split);
    BDataTrials read =
        BDataTrials.read(file, source, source.rows(split), columns.get(split), progress);
    trials.put(split, read);
    if (read.unlabelledCount() > 0) {
      warnings.add(
          read.unlabelledCount() + " samples of " + file.name() + " have no label; left out");
    }
    Set<String> names = new LinkedHashSet<>();
    for (Trial trial : read.trials()) names.add(trial.name());
    pictures.put(split, folder.find(names));
  }

  private void requireDisjoint(BDataSource source) {
    Set<Integer> trainRows = new HashSet<>();
    for (Trial trial : trials.get(Split.TRAIN).trials()) trainRows.add(trial.row());
    long both =
        trials.get(Split.TEST).trials().stream().filter(t -> trainRows.contains(t.row())).count();
    if (both == 0) return;
    throw new BadInputException(
        source.train(),
        "samples that are either for training or for testing",
        both + " that are for both",
        "select them with trainrows and testrows, or name a test file");
  }

  /** Pictures of a category that was trained on can be recognised without being reconstructed. */
  private void warnOfSharedCategories() {
    Set<String> shared = categories(Split.TRAIN);
    shared.retainAll(categories(Split.TEST));
    if (shared.isEmpty()) return;
    warnings.add(
        shared.size()
            + " categories in both training and test ("
            + shared.stream().limit(SHOWN).collect(Collectors.joining(", "))
            + (shared.size() > SHOWN ? "..." : "")
            + "): a good score may be category alone");
  }

  private Set<String> categories(Split split) {
    Set<String> categories = new TreeSet<>();
    for (String name : pictures.get(split).keySet()) {
      ShenLabel.categoryOf(name).ifPresent(categories::add);
    }
    return categories;
  }

  /** Whether both splits are samples of the same file. */
  boolean isOneFile() {
    return files.get(Split.TRAIN) == files.get(Split.TEST);
  }

  BDataFile file(Split split) {
    return files.get(split);
  }

  /** Columns of the file, one a voxel. */
  int[] columns(Split split) {
    return columns.get(split);
  }

  BDataTrials trials(Split split) {
    return trials.get(split);
  }

  /** File of each picture, by the name that the trials give it. */
  Map<String, Path> pictures(Split split) {
    return pictures.get(split);
  }

  /** The voxels with their regions, in the order of the columns. */
  List<Voxel> voxels() {
    return voxels;
  }

  /** What is odd but can be used. */
  List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    for (BDataFile file : new HashSet<>(files.values())) file.close();
  }
}
