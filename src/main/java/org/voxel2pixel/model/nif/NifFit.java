// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * Fits a neural information flow network to responses and reads the voxels' receptive fields off
 * it. The same input, seed and threads give the same result bit for bit.
 */
public final class NifFit {
  private final NifSettings settings;
  private final NifRows rows;
  private final List<RegionBold> bold = new ArrayList<>();
  private final int groupSize;
  private final NifExamples examples;
  private final NifNetwork network;
  private final Progress progress;

  private NifFit(
      NifFrames frames,
      List<NifRegion> regions,
      NifSettings settings,
      SessionOptions options,
      Progress progress) {
    this.settings = settings;
    this.progress = progress;
    rows = NifRows.of(frames, settings);
    for (NifRegion region : regions) {
      progress.checkCancelled();
      bold.add(new RegionBold(region, frames, rows));
    }
    groupSize = NifGroup.size(rows, settings);
    examples = new NifExamples(frames, bold, settings, groupSize);
    List<Integer> voxels = bold.stream().map(RegionBold::voxelCount).toList();
    int height = frames.reduction().height;
    int width = frames.reduction().width;
    NifShape shape = new NifShape(height, width, voxels, settings.poolPx());
    network = new NifNetwork(settings, shape, groupSize, options);
  }

  /**
   * @param frames what was on screen at each volume
   * @param regions in the order of the visual stream, such as V1, V2, V3; each gets a layer
   * @throws BadInputException if responses and frames differ in runs or volumes, there are too few,
   *     or the loss grows beyond all numbers
   * @throws CancelledException if the user asked to stop
   */
  public static NifResult fit(
      NifFrames frames,
      List<NifRegion> regions,
      NifSettings settings,
      SessionOptions options,
      Progress progress) {
    if (regions.isEmpty()) throw new IllegalArgumentException("regions must not be empty");
    NifFit fit = new NifFit(frames, regions, settings, options, progress);
    try (NifNetwork network = fit.network) {
      double[] losses = fit.train();
      List<double[]> heldOutR = fit.heldOutR();
      List<VoxelMaps> maps = new ArrayList<>();
      NifShape shape = network.shape();
      for (int r = 0; r < regions.size(); r++) {
        maps.add(
            new VoxelMaps(
                network.maps(r),
                shape.columns(r),
                shape.rows(r),
                settings.rank(),
                shape.voxels().get(r),
                settings.mapPower()));
      }
      return new NifResult(frames, maps, heldOutR, losses, fit.rows.warnings());
    }
  }

  /** Each epoch takes the training responses in a new order; what no longer fills a batch waits. */
  private double[] train() {
    int batch = settings.batchSize() / groupSize;
    Random random = new Random(settings.seed());
    int stepsAnEpoch = NifGroup.ofTraining(rows, groupSize, new Random(0)).size() / batch;
    int epochs = Math.max(settings.epochs(), -Math.floorDiv(-settings.leastSteps(), stepsAnEpoch));
    long steps = (long) stepsAnEpoch * epochs;
    double[] losses = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      List<NifGroup> order = NifGroup.ofTraining(rows, groupSize, random);
      for (int i = 0; i < stepsAnEpoch; i++) {
        progress.checkCancelled();
        long done = (long) epoch * stepsAnEpoch + i;
        double loss = step(order.subList(i * batch, (i + 1) * batch), done, steps);
        requireFinite(loss, epoch);
        losses[epoch] += loss / stepsAnEpoch;
        progress.report(
            String.format(Locale.ROOT, "epoch %d of %d  loss %.4f", epoch + 1, epochs, loss),
            done + 1,
            steps);
      }
    }
    return losses;
  }

  private double step(List<NifGroup> groups, long done, long steps) {
    double decayStart = settings.decayFrom() * steps;
    double share = done < decayStart ? 1 : (steps - done) / (steps - decayStart);
    return network.step(examples.images(groups), examples.responses(groups), share);
  }

  private void requireFinite(double loss, int epoch) {
    if (Double.isFinite(loss)) return;
    throw new BadInputException(
        "learningRate",
        "a step size under which the loss stays finite",
        settings.learningRate() + ", loss " + loss + " in epoch " + (epoch + 1),
        "lower learningRate");
  }

  private List<double[]> heldOutR() {
    List<NifGroup> groups = NifGroup.ofHeldOut(rows, groupSize);
    Set<NifRows.Row> counted = new HashSet<>(rows.heldOut());
    List<Correlations> correlations = new ArrayList<>();
    for (RegionBold region : bold) correlations.add(new Correlations(region.voxelCount()));
    int batch = settings.batchSize() / groupSize;
    for (int from = 0; from < groups.size(); from += batch) {
      progress.checkCancelled();
      progress.report("predicting held-out responses", from, groups.size());
      List<NifGroup> some =
          new ArrayList<>(groups.subList(from, Math.min(groups.size(), from + batch)));
      int count = some.size() * groupSize;
      // The graph's batch is fixed: the last one is filled up with what is not counted.
      while (some.size() < batch) some.add(some.get(0));
      float[][] predicted = network.predict(examples.images(some));
      List<float[]> measured = examples.responses(some);
      for (int row = 0; row < count; row++) {
        if (!counted.contains(some.get(row / groupSize).response(row % groupSize))) continue;
        for (int r = 0; r < bold.size(); r++) {
          correlations.get(r).add(predicted[r], measured.get(r), row);
        }
      }
    }
    return correlations.stream().map(Correlations::values).toList();
  }
}
