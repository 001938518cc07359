// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.BDataTrials.Trial;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameFile;

/**
 * Makes a DATASET of BData files and a folder of pictures, as Shen et al. 2019 (Front. Comput.
 * Neurosci. 13:21) and their released code do from preprocessed responses on:
 *
 * <ol>
 *   <li>the voxels of an expression are taken, the same ones in the same order of both files;
 *   <li>every training trial is a sample;
 *   <li>the test trials of a picture are averaged;
 *   <li>{@code z = (x - mean) / sd} with the statistics of training; voxels that never vary there
 *       are dropped;
 *   <li>the mean of n test trials is multiplied by {@code sqrt(n)}.
 * </ol>
 *
 * The last three are as {@link ResponseScaling} has them. The only lag is 0. Samples are ordered by
 * runs, averaged ones by the numbers of their labels. Needs disk space for a copy of the responses,
 * 4 bytes a number.
 */
public final class BDataPreparation {
  private final BDataSource source;
  private final BDataSettings settings;
  private final BDataStudy study;
  private final DatasetWriter writer;
  private final Progress progress;

  private BDataPreparation(
      BDataSource source,
      BDataSettings settings,
      BDataStudy study,
      DatasetWriter writer,
      Progress progress) {
    this.source = source;
    this.settings = settings;
    this.study = study;
    this.writer = writer;
    this.progress = progress;
  }

  /**
   * Prepares a study. What it will take is the first thing reported.
   *
   * @param datasetFolder does not exist yet, or is empty; it appears when all is done
   * @param provenance to which the hashes of the files and of the table are added
   * @throws BadInputException if a file is damaged, the files do not fit together, a label has no
   *     picture or several, or a picture stands in both splits
   */
  public static PreparationReport prepare(
      BDataSource source,
      BDataSettings settings,
      Path datasetFolder,
      Provenance provenance,
      Progress progress) {
    WholeFolder.requireFree(datasetFolder);
    FrameSettings frames = settings.frames();
    DatasetDescription description =
        new DatasetDescription(
            settings.trialSec(),
            frames.screenWidthDeg(),
            frames.widthPx(),
            frames.heightPx(),
            new LagWindow(0, 0));
    List<PreparationReport> report = new ArrayList<>();
    try (BDataStudy study = BDataStudy.check(source, progress)) {
      progress.report(summary(study, frames), 0, 1);
      DatasetWriter.write(
          datasetFolder,
          description,
          provenance,
          progress,
          writer ->
              report.add(new BDataPreparation(source, settings, study, writer, progress).run()));
    }
    return report.get(0);
  }

  private static String summary(BDataStudy study, FrameSettings size) {
    int train = study.trials(Split.TRAIN).trials().size();
    int test = study.trials(Split.TEST).trials().size();
    int frames = study.pictures(Split.TRAIN).size() + study.pictures(Split.TEST).size();
    int voxels = study.voxels().size();
    double bytes = 4.0 * voxels * (train + test) + 3.0 * size.widthPx() * size.heightPx() * frames;
    return String.format(
        Locale.ROOT,
        "%d training and %d test trials of %d pictures, %d voxels; writes about %.0f MB",
        train,
        test,
        frames,
        voxels,
        bytes / 1e6);
  }

  private PreparationReport run() throws IOException {
    addSources();
    Map<Split, Map<String, Integer>> frames = new EnumMap<>(Split.class);
    for (Split split : Split.values()) frames.put(split, addFrames(split));
    writer.requireNoLeakage();
    SampleStage.Result result;
    List<SampleSource> samples = new ArrayList<>();
    try (BDataRows rows = new BDataRows(writer.scratchFile(), study.voxels().size())) {
      Map<Split, Long> firstRow = copyRows(rows);
      for (Split split : Split.values()) {
        boolean averaged = split == Split.TEST && settings.scaling().repeats() != Repeats.SINGLE;
        BDataSamples made =
            new BDataSamples(split, settings.trialSec(), firstRow.get(split), frames.get(split));
        List<Trial> of = study.trials(split).trials();
        samples.addAll(averaged ? made.averaged(of) : made.single(of));
      }
      result =
          SampleStage.write(
              writer, study.voxels(), new BitSet(), samples, rows, settings.scaling(), progress);
    }
    int dropped = study.voxels().size() - result.kept().length;
    addSteps(samples, dropped);
    return new PreparationReport(samples.size(), result.kept().length, dropped, study.warnings());
  }

  private void addSources() {
    Set<Path> inputs = new LinkedHashSet<>();
    inputs.add(source.train());
    source.test().ifPresent(inputs::add);
    source.labelTable().ifPresent(inputs::add);
    Set<String> names = new LinkedHashSet<>();
    for (Path input : inputs) {
      String name = input.getFileName().toString();
      String hash = Provenance.sha256(input, progress);
      writer.addSource(names.add(name) ? name : input.toString(), hash);
    }
  }

  private Map<String, Integer> addFrames(Split split) throws IOException {
    FrameSettings size = settings.frames();
    Map<String, Integer> frameOf = new LinkedHashMap<>();
    int count = study.pictures(split).size();
    for (Map.Entry<String, Path> picture : study.pictures(split).entrySet()) {
      progress.checkCancelled();
      progress.report("reading " + split.label() + " pictures", frameOf.size(), count);
      byte[] rgb =
          size.resize()
              .apply(FrameFile.read(picture.getValue()), size.widthPx(), size.heightPx())
              .rgb();
      int frame = writer.addFrame(split, below(picture.getValue()), rgb);
      frameOf.put(picture.getKey(), frame);
    }
    return frameOf;
  }

  /** Path below the folder of pictures, with slashes on every system. */
  private String below(Path picture) {
    return source.pictures().relativize(picture).toString().replace('\\', '/');
  }

  private Map<Split, Long> copyRows(BDataRows rows) {
    Map<Split, Long> firstRow = new EnumMap<>(Split.class);
    Map<Split, BitSet> used = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      BitSet ofSplit = new BitSet();
      for (Trial trial : study.trials(split).trials()) ofSplit.set(trial.row());
      used.put(split, ofSplit);
    }
    if (study.isOneFile()) used.get(Split.TRAIN).or(used.get(Split.TEST));
    for (Split split : Split.values()) {
      if (split == Split.TEST && study.isOneFile()) continue;
      int[] columns = study.columns(split);
      firstRow.put(split, rows.append(study.file(split), columns, used.get(split), progress));
    }
    firstRow.putIfAbsent(Split.TEST, firstRow.get(Split.TRAIN));
    return firstRow;
  }

  private void addSteps(List<SampleSource> samples, int droppedVoxels) {
    Map<String, String> bdata = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      boolean train = split == Split.TRAIN;
      BDataTrials of = study.trials(split);
      String rows = train ? source.trainRows() : source.testRows();
      bdata.put(split.label(), Path.of(study.file(split).name()).getFileName().toString());
      bdata.put(split.label() + "Rows", rows.isBlank() ? "all" : rows.strip());
      bdata.put(split.label() + "Trials", Integer.toString(of.trials().size()));
      bdata.put(split.label() + "LabelColumn", of.labelColumn());
      bdata.put(split.label() + "LabelNames", of.rule());
    }
    writer.addStep(new PipelineStep("import BData", bdata));
    Map<String, String> regions = new LinkedHashMap<>();
    regions.put("select", source.voxels().text());
    BDataVoxels.countOfRegion(study.voxels()).forEach((roi, n) -> regions.put(roi, n + " voxels"));
    writer.addStep(new PipelineStep("select voxels", regions));
    ResponseScaling scaling = settings.scaling();
    Map<String, String> repeats = new LinkedHashMap<>();
    repeats.put("repeats", scaling.repeats().name());
    for (SampleSource sample : samples) {
      int count = sample.rows().length;
      if (count > 1) repeats.put(sample.run(), Integer.toString(count));
    }
    writer.addStep(new PipelineStep("repeats in the test split", repeats));
    Map<String, String> zScore = new LinkedHashMap<>();
    zScore.put("statistics", scaling.normalisation().name());
    zScore.put("ddof", Integer.toString(scaling.ddof()));
    zScore.put("constantVoxelsDropped", Integer.toString(droppedVoxels));
    writer.addStep(new PipelineStep("z-score", zScore));
    if (scaling.repeats() == Repeats.AVERAGE_SQRT_N) {
      writer.addStep(new PipelineStep(PipelineStep.TIMES_SQRT_REPEATS, Map.of()));
    }
    Map<String, String> frames = new LinkedHashMap<>();
    frames.put("resize", settings.frames().resize().name());
    frames.put("warp", settings.frames().warp().name());
    writer.addStep(new PipelineStep("frames", frames));
    Map<String, String> notes = new LinkedHashMap<>();
    for (String warning : study.warnings()) notes.put(Integer.toString(notes.size() + 1), warning);
    writer.addStep(new PipelineStep("warnings", notes));
  }
}
