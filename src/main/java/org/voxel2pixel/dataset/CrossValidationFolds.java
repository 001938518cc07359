// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Which samples are held out together. All samples of a dataset take part, of both splits, that
 * show a frame and have all their lags.
 *
 * @param rows sample rows, ascending
 * @param picture {@code [example]}, see {@link PictureIdentity}
 * @param group {@code [example]}: what is never torn apart, the picture or the run
 * @param fold {@code [example]}, 0 to foldCount - 1
 */
public record CrossValidationFolds(
    int[] rows, int[] picture, int[] group, int[] fold, int foldCount) {

  /** What is held out. */
  public enum Protocol {
    /**
     * Parts of nearly equal numbers of pictures: the pictures, in the order of their first sample,
     * are shuffled ({@code for i = n - 1 .. 1: swap i and Random(seed).nextInt(i + 1)}) and the
     * i-th goes to part {@code i mod folds}, with all its samples.
     */
    KFOLD,
    /** Each picture in its turn, with all its samples. */
    LEAVE_ONE_STIMULUS_OUT,
    /** Each run in its turn; its pictures may have been seen in other runs. */
    LEAVE_ONE_RUN_OUT
  }

  /**
   * @param folds parts of {@link Protocol#KFOLD}, at least 2; of no meaning to the others
   * @throws BadInputException if there are fewer pictures than folds, or only one picture or run
   */
  public static CrossValidationFolds of(
      Dataset dataset, Protocol protocol, int folds, long seed, Progress progress) {
    int[] rows =
        IntStream.concat(
                Arrays.stream(dataset.examples(Split.TRAIN)),
                Arrays.stream(dataset.examples(Split.TEST)))
            .sorted()
            .toArray();
    int[] picture = PictureIdentity.of(dataset, rows, progress);
    int[] group = protocol == Protocol.LEAVE_ONE_RUN_OUT ? runs(dataset, rows) : picture;
    int groups = Arrays.stream(group).max().orElse(-1) + 1;
    int least = protocol == Protocol.KFOLD ? folds : 2;
    if (groups < least) {
      throw new BadInputException(
          dataset.folder(),
          "at least "
              + least
              + (protocol == Protocol.LEAVE_ONE_RUN_OUT ? " runs" : " different pictures"),
          Integer.toString(groups),
          "choose fewer folds or another protocol");
    }
    int[] foldOfGroup =
        protocol == Protocol.KFOLD
            ? shuffledParts(groups, folds, seed)
            : IntStream.range(0, groups).toArray();
    int[] fold = Arrays.stream(group).map(g -> foldOfGroup[g]).toArray();
    return new CrossValidationFolds(
        rows, picture, group, fold, protocol == Protocol.KFOLD ? folds : groups);
  }

  /** Examples that are held out in a fold, by their index in {@link #rows}. */
  public int[] heldOut(int which) {
    return IntStream.range(0, rows.length).filter(i -> fold[i] == which).toArray();
  }

  /** Examples that a fold learns from. */
  public int[] training(int which) {
    return IntStream.range(0, rows.length).filter(i -> fold[i] != which).toArray();
  }

  /** Held-out examples whose picture their fold has learned from, shown in another sample. */
  public int seenPictures() {
    int seen = 0;
    List<Set<Integer>> foldsOfPicture = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      while (foldsOfPicture.size() <= picture[i]) foldsOfPicture.add(new HashSet<>());
      foldsOfPicture.get(picture[i]).add(fold[i]);
    }
    for (int p : picture) {
      if (foldsOfPicture.get(p).size() > 1) seen++;
    }
    return seen;
  }

  private static int[] runs(Dataset dataset, int[] rows) {
    Map<String, Integer> numbers = new HashMap<>();
    return Arrays.stream(rows)
        .map(
            row -> {
              String run = dataset.samples().get(row).run();
              int next = numbers.size();
              Integer known = numbers.putIfAbsent(run, next);
              return known == null ? next : known;
            })
        .toArray();
  }

  private static int[] shuffledParts(int groups, int folds, long seed) {
    int[] order = IntStream.range(0, groups).toArray();
    Random random = new Random(seed); // its algorithm is part of Java's specification
    for (int i = groups - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    int[] part = new int[groups];
    for (int i = 0; i < groups; i++) part[order[i]] = i % folds;
    return part;
  }
}
