// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Whether trials can be told apart at all: a {@link RidgeClassifier} learns from all runs but one
 * and is asked about the trials of that one, each run in its turn.
 *
 * @param classes the kinds of trial, sorted
 * @param confusion {@code [true class * classes + predicted class]}, trials
 */
public record TrialClassification(List<String> classes, int[] confusion) {

  /**
   * @param rows {@code [trial][voxel]}
   * @param kinds {@code [trial]}
   * @param runs {@code [trial]}, name of its run
   * @param alpha ridge penalty, above 0
   * @throws BadInputException if there are fewer than two runs or two kinds, or if a kind is in one
   *     run alone
   */
  public static TrialClassification leaveOneRunOut(
      List<float[]> rows, List<String> kinds, List<String> runs, double alpha, Progress progress) {
    List<String> classes = List.copyOf(new TreeSet<>(kinds));
    TreeSet<String> allRuns = new TreeSet<>(runs);
    requireTwo("kinds of trial", classes.size());
    requireTwo("runs", allRuns.size());
    int[] confusion = new int[classes.size() * classes.size()];
    int done = 0;
    for (String held : allRuns) {
      progress.checkCancelled();
      progress.report("leaving out " + held, done++, allRuns.size());
      List<float[]> training = new ArrayList<>();
      List<Integer> trainingClasses = new ArrayList<>();
      for (int t = 0; t < rows.size(); t++) {
        if (runs.get(t).equals(held)) continue;
        training.add(rows.get(t));
        trainingClasses.add(classes.indexOf(kinds.get(t)));
      }
      int[] known = trainingClasses.stream().mapToInt(Integer::intValue).toArray();
      RidgeClassifier classifier = RidgeClassifier.fit(training, known, classes.size(), alpha);
      for (int t = 0; t < rows.size(); t++) {
        if (!runs.get(t).equals(held)) continue;
        int is = classes.indexOf(kinds.get(t));
        requireLearned(kinds.get(t), held, trainingClasses.contains(is));
        confusion[is * classes.size() + classifier.classOf(rows.get(t))]++;
      }
    }
    return new TrialClassification(classes, confusion);
  }

  private static void requireTwo(String what, int count) {
    if (count >= 2) return;
    throw new BadInputException(
        "classification", "at least 2 " + what, Integer.toString(count), "take in more runs");
  }

  private static void requireLearned(String kind, String run, boolean learned) {
    if (learned) return;
    throw new BadInputException(
        "classification",
        "every kind of trial in at least two runs",
        kind + " in " + run + " alone",
        "leave that kind out or take in more runs");
  }

  /** Trials in all. */
  public int trialCount() {
    int count = 0;
    for (int cell : confusion) count += cell;
    return count;
  }

  /** Share of trials whose kind was told. */
  public double accuracy() {
    int right = 0;
    for (int c = 0; c < classes.size(); c++) right += confusion[c * classes.size() + c];
    return (double) right / trialCount();
  }

  /** What always naming the most frequent kind would reach. */
  public double chance() {
    int most = 0;
    for (int c = 0; c < classes.size(); c++) {
      int ofClass = 0;
      for (int p = 0; p < classes.size(); p++) ofClass += confusion[c * classes.size() + p];
      most = Math.max(most, ofClass);
    }
    return (double) most / trialCount();
  }
}
