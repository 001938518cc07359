// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.LagWindow;

/**
 * Which training examples are held out to measure on, so that no picture is on both sides, nor one
 * that looks like it because it came a moment before. Pictures are told apart by content.
 *
 * <ul>
 *   <li>Samples that are trials (lags 0..0): whole pictures, with all their trials.
 *   <li>Samples that are volumes: whole runs, since neighbouring frames of a film look alike and
 *       share volumes; runs that show a picture in common (other than a blank screen) stay
 *       together. The number is the share of the runs, rounded.
 *   <li>Volumes where that number is 0, or all runs belong together: a stretch of pictures in the
 *       order in which they were first shown. Examples less than 10 s or the span of the lags from
 *       a held-out one are then on neither side.
 *   <li>Volumes where less than half would be left to train on by that: whole pictures, for they
 *       are shown in another order each time.
 * </ul>
 *
 * Which, depends on the seed alone.
 *
 * @param unit what was held out whole
 * @param training positions in {@code rows} to train on, ascending
 * @param heldOut positions in {@code rows} to measure on, ascending
 * @param units names of the runs, or numbers of the pictures' first stimuli, held out
 */
public record ValidationSplit(Unit unit, int[] training, int[] heldOut, List<String> units) {
  private static final double GUARD_SEC = 10;
  private static final double LEAST_LEFT = 0.5;
  private static final long SEED_MIX = 0x6A09E667F3BCC909L; // apart from the order of examples

  /** What is held out whole. */
  public enum Unit {
    PICTURE,
    RUN,
    STRETCH
  }

  /**
   * @param rows sample rows of the training examples, ascending
   * @param share of them to hold out, more than 0, at most 0.5
   * @throws BadInputException if nothing would be held out, or nothing left to train on
   */
  public static ValidationSplit of(
      Dataset dataset, int[] rows, double share, long seed, Progress progress) {
    Pictures pictures = Pictures.of(dataset, rows, progress);
    return new Draw(dataset.samples(), pictures, rows, share, seed)
        .split(dataset.lags(), dataset.trSec());
  }

  /** For {@code config.json}: what was held out, and how many examples are on each side. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("unit", unit.name().toLowerCase(Locale.ROOT));
    JsonArray names = new JsonArray();
    units.forEach(names::add);
    json.add("heldOut", names);
    json.addProperty("trainingExamples", training.length);
    json.addProperty("validationExamples", heldOut.length);
    return json;
  }

  /** One drawing of what to hold out. */
  static final class Draw {
    private final List<Sample> samples;
    private final Pictures pictures;
    private final int[] rows;
    private final double share;
    private final SplittableRandom random;

    Draw(List<Sample> samples, Pictures pictures, int[] rows, double share, long seed) {
      if (!(share > 0 && share <= 0.5)) {
        throw new IllegalArgumentException("share must be in (0, 0.5], was " + share);
      }
      this.samples = samples;
      this.pictures = pictures;
      this.rows = rows;
      this.share = share;
      this.random = new SplittableRandom(seed ^ SEED_MIX);
    }

    ValidationSplit split(LagWindow lags, double trSec) {
      boolean trials = lags.first() == 0 && lags.last() == 0;
      ValidationSplit split = trials ? byPicture() : ofVolumes(lags, trSec);
      if (split.heldOut.length > 0 && split.training.length > 0) return split;
      throw new BadInputException(
          "validation " + share,
          "at least one example to measure on and one to train on",
          split.heldOut.length + " and " + split.training.length + " of " + rows.length,
          "choose another share, or 0 for no validation");
    }

    private ValidationSplit ofVolumes(LagWindow lags, double trSec) {
      Set<String> runs = drawnRuns();
      if (!runs.isEmpty()) {
        BitSet held = new BitSet();
        for (int row : rows) held.set(row, runs.contains(samples.get(row).run()));
        return split(Unit.RUN, held, 0, runs.stream().sorted().toList());
      }
      int guard = Math.max(lags.last() - lags.first(), (int) Math.ceil(GUARD_SEC / trSec));
      ValidationSplit stretch = byStretch(guard);
      return stretch.training.length < LEAST_LEFT * rows.length ? byPicture() : stretch;
    }

    private int picture(int row) {
      return pictures.of()[samples.get(row).stimulus()];
    }

    /** In the order in which they were first shown. */
    private List<Integer> allPictures() {
      Set<Integer> all = new LinkedHashSet<>();
      for (int row : rows) all.add(picture(row));
      return new ArrayList<>(all);
    }

    private int wanted(List<?> units) {
      return (int) Math.max(1, Math.round(share * units.size()));
    }

    private ValidationSplit byPicture() {
      List<Integer> all = allPictures();
      shuffle(all);
      List<Integer> chosen = all.subList(0, wanted(all)).stream().sorted().toList();
      return split(
          Unit.PICTURE,
          showing(Set.copyOf(chosen)),
          0,
          chosen.stream().map(String::valueOf).toList());
    }

    private ValidationSplit byStretch(int guard) {
      List<Integer> all = allPictures();
      all.removeIf(pictures.flat()::get);
      if (all.isEmpty()) return byPicture();
      int first = random.nextInt(all.size() - wanted(all) + 1);
      List<Integer> chosen = all.subList(first, first + wanted(all));
      String name = chosen.get(0) + ".." + chosen.get(chosen.size() - 1);
      return split(Unit.STRETCH, showing(Set.copyOf(chosen)), guard, List.of(name));
    }

    private BitSet showing(Set<Integer> chosen) {
      BitSet held = new BitSet();
      for (int row : rows) held.set(row, chosen.contains(picture(row)));
      return held;
    }

    /** As many as the share says, or fewer where runs that belong together are more. */
    private Set<String> drawnRuns() {
      List<Set<String>> groups = new ArrayList<>(runsTogether());
      long wanted = Math.round(share * groups.stream().mapToInt(Set::size).sum());
      shuffle(groups);
      Set<String> chosen = new LinkedHashSet<>();
      for (Set<String> group : groups) {
        if (chosen.size() + group.size() <= wanted) chosen.addAll(group);
      }
      return chosen;
    }

    /** Runs that share a picture, directly or through others, in the order of their first. */
    private List<Set<String>> runsTogether() {
      Map<Integer, String> runOfPicture = new HashMap<>();
      Map<String, Set<String>> groups = new LinkedHashMap<>();
      for (int row : rows) {
        String run = samples.get(row).run();
        groups.computeIfAbsent(run, name -> new LinkedHashSet<>(Set.of(name)));
        if (pictures.flat().get(picture(row))) continue;
        Set<String> mine = groups.get(run);
        Set<String> others = groups.get(runOfPicture.computeIfAbsent(picture(row), p -> run));
        if (others == mine) continue;
        others.addAll(mine);
        for (String moved : mine) groups.put(moved, others);
      }
      return new ArrayList<>(new LinkedHashSet<>(groups.values()));
    }

    private ValidationSplit split(Unit unit, BitSet held, int guard, List<String> names) {
      int[] heldOut = positions(held);
      BitSet free = (BitSet) held.clone();
      for (int position : heldOut) {
        int row = rows[position];
        for (int r = Math.max(0, row - guard); r <= row + guard && r < samples.size(); r++) {
          if (samples.get(r).run().equals(samples.get(row).run())) free.set(r);
        }
      }
      free.flip(0, samples.size());
      return new ValidationSplit(unit, positions(free), heldOut, names);
    }

    private int[] positions(BitSet wanted) {
      return IntStream.range(0, rows.length).filter(p -> wanted.get(rows[p])).toArray();
    }

    private <T> void shuffle(List<T> list) {
      for (int i = list.size() - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        list.set(j, list.set(i, list.get(j)));
      }
    }
  }
}
