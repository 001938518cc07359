// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How {@link PrfFit} looks for fields.
 *
 * @param summation linear, or a power that is fitted
 * @param polarity which sign of gain makes a field
 * @param driftDegree of the polynomials that are taken off data and predictions, run by run; empty:
 *     half the run's minutes, rounded, as analyzePRF does
 * @param delaysSec delays of the haemodynamic response to try; the one under which the grid's best
 *     fields explain most, averaged over a sample of the voxels, is taken for all. -10 to 10
 * @param folds parts of the experiment that are each held out once to measure heldOutR: groups of
 *     whole runs, at most as many as runs; of a single run, pieces. 1 holds out nothing
 * @param search the grid
 * @param refinement what follows it
 */
public record PrfSettings(
    SpatialSummation summation,
    Polarity polarity,
    OptionalInt driftDegree,
    List<Double> delaysSec,
    int folds,
    PrfSearch search,
    PrfRefinement refinement) {

  public PrfSettings {
    Objects.requireNonNull(summation, "summation");
    Objects.requireNonNull(polarity, "polarity");
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(refinement, "refinement");
    if (driftDegree.isPresent() && (driftDegree.getAsInt() < 0 || driftDegree.getAsInt() > 30)) {
      throw new IllegalArgumentException("driftDegree must be 0..30, was " + driftDegree);
    }
    delaysSec = List.copyOf(delaysSec);
    for (double delay : delaysSec) {
      if (Math.abs(delay) <= DelayedResponse.GREATEST_DELAY_SEC) continue;
      throw new IllegalArgumentException("delaysSec must be -10..10, were " + delaysSec);
    }
    if (delaysSec.isEmpty() || new HashSet<>(delaysSec).size() < delaysSec.size()) {
      throw new IllegalArgumentException("delaysSec must differ, were " + delaysSec);
    }
    if (folds < 1) throw new IllegalArgumentException("folds must be >= 1, was " + folds);
  }

  /** Linear, positive, five folds, delays of -2 to 2 s in steps of 1 s. */
  public static PrfSettings standard() {
    return new PrfSettings(
        SpatialSummation.LINEAR,
        Polarity.POSITIVE,
        OptionalInt.empty(),
        List.of(-2.0, -1.0, 0.0, 1.0, 2.0),
        5,
        PrfSearch.standard(),
        PrfRefinement.standard());
  }

  /** Linear, positive, two folds, delays of -2, 0 and 2 s, a coarse grid, loose ends. */
  public static PrfSettings quick() {
    return new PrfSettings(
        SpatialSummation.LINEAR,
        Polarity.POSITIVE,
        OptionalInt.empty(),
        List.of(-2.0, 0.0, 2.0),
        2,
        PrfSearch.quick(),
        PrfRefinement.quick());
  }

  public PrfSettings withSummation(SpatialSummation summation) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withPolarity(Polarity polarity) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withDriftDegree(OptionalInt driftDegree) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withDelaysSec(List<Double> delaysSec) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withFolds(int folds) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withSearch(PrfSearch search) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }

  public PrfSettings withRefinement(PrfRefinement refinement) {
    return new PrfSettings(summation, polarity, driftDegree, delaysSec, folds, search, refinement);
  }
}
