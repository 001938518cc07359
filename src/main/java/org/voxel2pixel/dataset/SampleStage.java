// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.RepeatScaling;
import org.voxel2pixel.signal.ZScore;

/**
 * The last stage of every preparation: repeats are averaged (in double), each voxel is normalised,
 * and the samples are written. Reads rows twice, in the same order, and holds a few of them, so
 * that nothing grows with the number of samples.
 *
 * <p>A voxel is dropped if a step before found it unusable in any run, or if it never varies in
 * training. Statistics of training are made of training samples and nothing else.
 */
final class SampleStage {
  private final List<SampleSource> sources;
  private final ResponseRows rows;
  private final ResponseScaling scaling;
  private final Progress progress;
  private final float[] repeat;
  private final double[] sum;
  private final Map<String, ZScore> ofRun = new HashMap<>();
  private ZScore ofTraining;

  private SampleStage(
      List<SampleSource> sources, ResponseRows rows, ResponseScaling scaling, Progress progress) {
    this.sources = sources;
    this.rows = rows;
    this.scaling = scaling;
    this.progress = progress;
    this.repeat = new float[rows.voxelCount()];
    this.sum = new double[rows.voxelCount()];
  }

  /**
   * What became of the voxels.
   *
   * @param kept columns of the rows that are columns of the dataset, ascending
   * @param constantCount voxels that never vary in training
   */
  record Result(int[] kept, int constantCount) {}

  /**
   * Writes voxels, statistics and samples; frames were added before.
   *
   * @param candidates one for each column of the rows; their indices are given anew
   * @param unusable columns that a step before could not use
   * @param sources in the order of the dataset: the samples of a run follow each other
   */
  static Result write(
      DatasetWriter writer,
      List<Voxel> candidates,
      BitSet unusable,
      List<SampleSource> sources,
      ResponseRows rows,
      ResponseScaling scaling,
      Progress progress)
      throws IOException {
    SampleStage stage = new SampleStage(sources, rows, scaling, progress);
    BitSet varying = stage.learn();
    int[] kept =
        IntStream.range(0, rows.voxelCount())
            .filter(v -> varying.get(v) && !unusable.get(v))
            .toArray();
    stage.writeVoxels(writer, candidates, kept);
    stage.writeSamples(writer, kept);
    return new Result(kept, rows.voxelCount() - varying.cardinality());
  }

  /** Learns the statistics and returns the voxels that vary in training. */
  private BitSet learn() throws IOException {
    BitSet varying = new BitSet();
    switch (scaling.normalisation()) {
      case NONE -> varying.set(0, rows.voxelCount());
      case TRAINING -> {
        ZScore.Fit fit = new ZScore.Fit(rows.voxelCount());
        for (int n = 0; n < sources.size(); n++) {
          if (sources.get(n).split() == Split.TRAIN) fit.add(read(n, "learning from"));
        }
        ofTraining = fit.finish(scaling.ddof());
        addVarying(ofTraining, varying);
      }
      case RUN -> learnRuns(varying);
    }
    return varying;
  }

  private void learnRuns(BitSet varying) throws IOException {
    for (int first = 0; first < sources.size(); ) {
      SampleSource source = sources.get(first);
      ZScore.Fit fit = new ZScore.Fit(rows.voxelCount());
      int n = first;
      for (; n < sources.size() && sources.get(n).run().equals(source.run()); n++) {
        fit.add(read(n, "learning from"));
      }
      ZScore zScore = fit.finish(scaling.ddof());
      ofRun.put(source.run(), zScore);
      if (source.split() == Split.TRAIN) addVarying(zScore, varying);
      first = n;
    }
  }

  private static void addVarying(ZScore zScore, BitSet varying) {
    double[] sd = zScore.sd();
    for (int v = 0; v < sd.length; v++) {
      if (sd[v] > 0) varying.set(v);
    }
  }

  /** The mean of a sample's rows; the array is used again. */
  private float[] read(int sample, String doing) throws IOException {
    progress.checkCancelled();
    progress.report(doing + " samples", sample, sources.size());
    long[] repeats = sources.get(sample).rows();
    rows.read(repeats[0], repeat);
    if (repeats.length == 1) return repeat;
    for (int v = 0; v < sum.length; v++) sum[v] = repeat[v];
    for (int r = 1; r < repeats.length; r++) {
      rows.read(repeats[r], repeat);
      for (int v = 0; v < sum.length; v++) sum[v] += repeat[v];
    }
    for (int v = 0; v < sum.length; v++) repeat[v] = (float) (sum[v] / repeats.length);
    return repeat;
  }

  private void writeVoxels(DatasetWriter writer, List<Voxel> candidates, int[] kept)
      throws IOException {
    List<Voxel> columns = new ArrayList<>();
    for (int v : kept) {
      Voxel voxel = candidates.get(v);
      columns.add(
          new Voxel(columns.size(), voxel.i(), voxel.j(), voxel.k(), voxel.roi(), voxel.field()));
    }
    writer.setVoxels(columns);
    if (scaling.normalisation() == Normalisation.TRAINING) {
      ZScore keptScore = ofTraining.keeping(kept);
      writer.setZScore(keptScore.mean(), keptScore.sd());
    }
  }

  private void writeSamples(DatasetWriter writer, int[] kept) throws IOException {
    Map<String, double[][]> keptOfRun = new HashMap<>();
    ofRun.forEach((run, zScore) -> keptOfRun.put(run, meanAndSd(zScore.keeping(kept))));
    ZScore keptOfTraining = ofTraining == null ? null : ofTraining.keeping(kept);
    float[] row = new float[kept.length];
    for (int n = 0; n < sources.size(); n++) {
      SampleSource source = sources.get(n);
      float[] all = read(n, "writing");
      for (int v = 0; v < kept.length; v++) row[v] = all[kept[v]];
      switch (scaling.normalisation()) {
        case NONE -> {} // as they are
        case TRAINING -> keptOfTraining.apply(row);
        case RUN -> applyRun(keptOfRun.get(source.run()), row);
      }
      if (source.split() == Split.TEST && scaling.repeats() == Repeats.AVERAGE_SQRT_N) {
        RepeatScaling.apply(row, source.rows().length);
      }
      writer.addSample(
          new Sample(
              n,
              source.split(),
              source.run(),
              source.onsetSec(),
              source.stimulus(),
              source.rows().length,
              source.trialType()),
          row);
    }
  }

  private static double[][] meanAndSd(ZScore zScore) {
    return new double[][] {zScore.mean(), zScore.sd()};
  }

  /** A voxel that is constant in this run, though not in all, is 0 in it. */
  private static void applyRun(double[][] meanAndSd, float[] row) {
    double[] mean = meanAndSd[0];
    double[] sd = meanAndSd[1];
    for (int v = 0; v < row.length; v++) {
      row[v] = sd[v] == 0 ? 0 : (float) ((row[v] - mean[v]) / sd[v]);
    }
  }
}
