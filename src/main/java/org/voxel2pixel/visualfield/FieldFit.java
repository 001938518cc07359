// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.voxel2pixel.Progress;

/**
 * All that does not depend on a voxel, made once for one delay of the haemodynamic response, and
 * the fit of single voxels with it. Thread-safe.
 */
final class FieldFit {
  private final PrfStimulus stimulus;
  private final PrfSettings settings;
  private final PrfTimeline timeline;
  private final PrfRows rows;
  private final PrfCandidates candidates;
  private final FieldRefinement refinement;

  FieldFit(PrfStimulus stimulus, PrfSettings settings, double delaySec, Progress progress) {
    this.stimulus = stimulus;
    this.settings = settings;
    this.timeline = new PrfTimeline(stimulus, settings.folds(), settings.driftDegree());
    DelayedResponse haemodynamics = new DelayedResponse(stimulus.trSec(), delaySec);
    this.rows =
        settings.summation() == SpatialSummation.LINEAR
            ? new LinearRows(stimulus, timeline, haemodynamics, progress)
            : new CompressiveRows(stimulus, timeline, haemodynamics);
    List<double[]> grid = CandidateGrid.of(stimulus, settings).places(stimulus.reduction());
    this.candidates = new PrfCandidates(rows, timeline.foldCount(), grid, progress);
    this.refinement =
        new FieldRefinement(rows, settings, candidates.leastEnergy(), lowerBounds(), upperBounds());
  }

  private double[] lowerBounds() {
    double margin = settings.search().marginShare();
    return new double[] {
      -0.5 - margin * stimulus.grid().widthPx(),
      -0.5 - margin * stimulus.grid().heightPx(),
      Math.log(CandidateGrid.leastSigmaPx(stimulus)),
      Math.log(PrfSearch.LEAST_EXPONENT)
    };
  }

  private double[] upperBounds() {
    double margin = settings.search().marginShare();
    int width = stimulus.grid().widthPx();
    int height = stimulus.grid().heightPx();
    return new double[] {
      (1 + margin) * width - 0.5,
      (1 + margin) * height - 0.5,
      Math.log(Math.max(width, height)),
      Math.log(PrfSearch.GREATEST_EXPONENT)
    };
  }

  PrfTimeline timeline() {
    return timeline;
  }

  /**
   * @param volumes as {@link ResponseTile#read} gave them; overwritten
   */
  ResponseTile tile(float[] volumes, int count) {
    return ResponseTile.of(volumes, count, timeline, rows);
  }

  CandidateSearch search(ResponseTile tile) {
    return CandidateSearch.of(candidates, rows, tile, timeline.foldCount(), settings.polarity());
  }

  /**
   * @param voxel of the tile
   */
  Optional<PrfEstimate> estimate(ResponseTile tile, CandidateSearch search, int voxel) {
    float[] data = tile.series(voxel);
    int all = CandidateSearch.setCount(timeline.foldCount()) - 1;
    Moments.Rows used = Moments.Rows.all(rows.rowCount());
    return fit(search, all, voxel, data, used)
        .map(
            fit -> {
              OptionalDouble heldOut =
                  all == 0 ? OptionalDouble.empty() : heldOutR(tile, search, voxel, data);
              return estimate(fit, tile, voxel, heldOut);
            });
  }

  private Optional<FieldRefinement.Fit> fit(
      CandidateSearch search, int set, int voxel, float[] data, Moments.Rows used) {
    int best = search.best(set, voxel);
    if (best == CandidateSearch.NONE) return Optional.empty();
    double r = search.score(set, voxel);
    boolean keepsGrid =
        settings.refinement().iterations() == 0 || r * r < settings.refinement().leastGridR2();
    double[] place = candidates.place(best);
    return Optional.of(
        keepsGrid ? refinement.unrefined(place, data, used) : refinement.refine(place, data, used));
  }

  /** Over all folds together, each predicted by what fits the others best. */
  private OptionalDouble heldOutR(
      ResponseTile tile, CandidateSearch search, int voxel, float[] data) {
    double squares = 0;
    double products = 0;
    float[] prediction = new float[rows.rowCount()];
    for (int fold = 0; fold < timeline.foldCount(); fold++) {
      int from = rows.foldStart(fold);
      int to = rows.foldStart(fold + 1);
      Optional<FieldRefinement.Fit> fit =
          fit(search, fold, voxel, data, new Moments.Rows(rows.rowCount(), from, to));
      if (fit.isEmpty()) continue; // predicted by its mean, 0
      rows.predict(fit.get().place(), prediction);
      double gain = fit.get().gain();
      squares += gain * gain * Moments.dot(prediction, prediction, from, to);
      products += gain * Moments.dot(prediction, data, from, to);
    }
    double r = squares > 0 ? products / Math.sqrt(squares) : 0; // the data's squares sum to 1
    return OptionalDouble.of(Math.max(-1, Math.min(1, r)));
  }

  private PrfEstimate estimate(
      FieldRefinement.Fit fit, ResponseTile tile, int voxel, OptionalDouble heldOut) {
    double[] place = fit.place();
    PrfParameters parameters =
        new PrfParameters(
            place[PrfRows.X],
            place[PrfRows.Y],
            Math.exp(place[PrfRows.LOG_SIGMA]),
            Math.exp(place[PrfRows.LOG_EXPONENT]));
    PixelGrid grid = stimulus.grid();
    ReceptiveField field =
        new ReceptiveField(
            grid.xDeg(parameters.xPx()),
            grid.yDeg(parameters.yPx()),
            parameters.sizePx() * grid.degPerPx());
    double gain = fit.gain() * tile.norm(voxel);
    double baseline = tile.mean(voxel) - gain * rows.mean(place);
    double r2 = Math.max(0, Math.min(1, fit.explained() / tile.energy(voxel)));
    return new PrfEstimate(parameters, field, gain, baseline, r2, heldOut);
  }
}
