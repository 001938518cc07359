// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.MatrixSettings.Normalisation;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.signal.ZScore;

/**
 * Makes a DATASET of responses and pictures that others have prepared, a row a trial. A trial's
 * response has no volumes around it, so the only lag is 0; trials that were recorded together are a
 * run, else each is one of its own.
 *
 * <p>Holds the four arrays, 4 bytes a number.
 */
public final class MatrixPreparation {
  private final MatrixSource source;
  private final MatrixSettings settings;
  private final Progress progress;
  private final TrialMatrices trials;

  private MatrixPreparation(MatrixSource source, MatrixSettings settings, Progress progress) {
    this.source = source;
    this.settings = settings;
    this.progress = progress;
    this.trials = TrialMatrices.read(source, progress);
  }

  /**
   * Prepares matrices.
   *
   * @throws BadInputException if an array is missing, or the arrays' shapes or values do not fit
   */
  public static PreparationReport prepare(
      MatrixSource source,
      MatrixSettings settings,
      Path datasetFolder,
      Provenance provenance,
      Progress progress) {
    WholeFolder.requireFree(datasetFolder);
    MatrixPreparation preparation = new MatrixPreparation(source, settings, progress);
    try {
      return preparation.prepareFrom(datasetFolder, provenance);
    } finally {
      preparation.trials.close();
    }
  }

  private PreparationReport prepareFrom(Path datasetFolder, Provenance provenance) {
    progress.report(summary(), 0, 1);
    DatasetDescription description =
        new DatasetDescription(
            settings.trSec(),
            settings.screenWidthDeg(),
            settings.frameWidthPx(),
            settings.frameHeightPx(),
            new LagWindow(0, 0));
    List<PreparationReport> report = new ArrayList<>();
    DatasetWriter.write(
        datasetFolder, description, provenance, progress, writer -> report.add(write(writer)));
    return report.get(0);
  }

  private String summary() {
    int train = trials.images(Split.TRAIN).count();
    int test = trials.has(Split.TEST) ? trials.images(Split.TEST).count() : 0;
    long trialBytes =
        4L * trials.voxelCount() + 3L * settings.frameWidthPx() * settings.frameHeightPx();
    return String.format(
        Locale.ROOT,
        "%d training and %d test trials of %d voxels; writes %.0f MB",
        train,
        test,
        trials.voxelCount(),
        (train + test) * trialBytes / 1e6);
  }

  private PreparationReport write(DatasetWriter writer) throws IOException {
    trials.hashes().forEach(writer::addSource);
    Map<Split, Integer> firstFrame = new LinkedHashMap<>();
    for (Split split : splits()) firstFrame.put(split, addFrames(writer, split));
    writer.requireNoLeakage();
    Optional<ZScore> all = fit();
    int[] kept = kept(all);
    Optional<ZScore> zScore = all.map(statistics -> statistics.keeping(kept));
    List<Voxel> voxels = new ArrayList<>();
    for (int v : kept) {
      voxels.add(
          new Voxel(
              voxels.size(),
              Voxel.UNKNOWN,
              Voxel.UNKNOWN,
              Voxel.UNKNOWN,
              trials.region(v),
              Optional.empty()));
    }
    writer.setVoxels(voxels);
    if (zScore.isPresent()) writer.setZScore(zScore.get().mean(), zScore.get().sd());
    int row = 0;
    for (Split split : splits()) {
      row = addSamples(writer, split, row, firstFrame.get(split), kept, zScore);
    }
    addSteps(writer, trials.voxelCount() - kept.length);
    return new PreparationReport(row, kept.length, trials.voxelCount() - kept.length, List.of());
  }

  private List<Split> splits() {
    return Stream.of(Split.values()).filter(trials::has).toList();
  }

  private int addFrames(DatasetWriter writer, Split split) throws IOException {
    TrialPictures pictures = trials.images(split);
    int first = -1;
    for (int trial = 0; trial < pictures.count(); trial++) {
      progress.checkCancelled();
      progress.report("writing " + split.label() + " frames", trial, pictures.count());
      byte[] rgb =
          settings
              .resize()
              .apply(pictures.frame(trial), settings.frameWidthPx(), settings.frameHeightPx())
              .rgb();
      int frame = writer.addFrame(split, pictures.name(trial), rgb);
      if (trial == 0) first = frame;
    }
    return first;
  }

  private Optional<ZScore> fit() {
    if (settings.normalisation() == Normalisation.NONE) return Optional.empty();
    NumericArray train = trials.responses(Split.TRAIN);
    ZScore.Fit fit = new ZScore.Fit(train.rowLength());
    for (int trial = 0; trial < train.rowCount(); trial++) fit.add(train.row(trial));
    return Optional.of(fit.finish());
  }

  private int[] kept(Optional<ZScore> statistics) {
    IntStream voxels = IntStream.range(0, trials.voxelCount());
    if (statistics.isEmpty()) return voxels.toArray();
    double[] sd = statistics.get().sd();
    return voxels.filter(v -> sd[v] > 0).toArray();
  }

  private int addSamples(
      DatasetWriter writer,
      Split split,
      int firstRow,
      int firstFrame,
      int[] kept,
      Optional<ZScore> zScore)
      throws IOException {
    NumericArray all = trials.responses(split);
    float[] row = new float[kept.length];
    for (int trial = 0; trial < all.rowCount(); trial++) {
      progress.checkCancelled();
      progress.report("writing " + split.label() + " samples", trial, all.rowCount());
      int start = trial * all.rowLength();
      for (int v = 0; v < kept.length; v++) row[v] = all.values()[start + kept[v]];
      if (zScore.isPresent()) zScore.get().apply(row);
      int perRun = source.trials().perRun();
      String run = split.label() + "-" + (trial / perRun + 1);
      double onsetSec = trial % perRun * settings.trSec();
      String kind = trials.kind(split, trial);
      writer.addSample(
          new Sample(firstRow + trial, split, run, onsetSec, firstFrame + trial, 1, kind), row);
    }
    return firstRow + all.rowCount();
  }

  private void addSteps(DatasetWriter writer, int droppedVoxels) {
    Map<String, String> matrices = new LinkedHashMap<>();
    matrices.put("trainResponses", source.train().responses());
    matrices.put("trainImages", source.train().images());
    source.train().kinds().ifPresent(kinds -> matrices.put("trainKinds", kinds));
    source
        .test()
        .ifPresent(
            test -> {
              matrices.put("testResponses", test.responses());
              matrices.put("testImages", test.images());
              test.kinds().ifPresent(kinds -> matrices.put("testKinds", kinds));
            });
    matrices.put("trialAxis", source.trials().axis().name());
    matrices.put("trialsPerRun", Integer.toString(source.trials().perRun()));
    matrices.put("imageWidthPx", Integer.toString(source.images().widthPx()));
    matrices.put("imageHeightPx", Integer.toString(source.images().heightPx()));
    matrices.put("pixelOrder", source.images().order().name());
    matrices.put("valueRange", source.images().range().name());
    source
        .regions()
        .ifPresent(
            regions -> {
              matrices.put("regions", regions.labels());
              matrices.put("regionNames", regions.nameOf().toString());
            });
    writer.addStep(new PipelineStep("import matrices", matrices));
    Map<String, String> scaling = new LinkedHashMap<>();
    scaling.put("normalisation", settings.normalisation().name());
    scaling.put("ddof", "0");
    scaling.put("constantVoxelsDropped", Integer.toString(droppedVoxels));
    writer.addStep(new PipelineStep("z-score", scaling));
    writer.addStep(new PipelineStep("frames", Map.of("resize", settings.resize().name())));
  }
}
