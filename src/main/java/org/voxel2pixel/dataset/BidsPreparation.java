// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.signal.ZScore;
import org.voxel2pixel.stimulus.FrameFile;

/**
 * Makes a DATASET from the fMRI runs of a BIDS subject, every volume a sample:
 *
 * <ol>
 *   <li>the voxels of the masks are read, run by run;
 *   <li>drift and confounds are taken out of each run on its own;
 *   <li>test runs with the same events are averaged;
 *   <li>each voxel is z-scored, {@code z = (x - mean) / sd}, with mean and population SD over all
 *       training volumes and no other; a voxel that never varies in training is dropped, one that
 *       is constant in some runs only is kept;
 *   <li>a volume's stimulus is the picture that was on the screen when its acquisition began.
 * </ol>
 *
 * The steps and the lags are those of Brain2Pix (Le et al. 2022), which z-scores each run by itself
 * and does not say how it treats test runs: here training statistics serve both, so that a test
 * response never depends on other test responses. A stimulus in both splits is refused.
 */
public final class BidsPreparation {
  private final BidsPlan plan;
  private final DatasetWriter writer;
  private final Progress progress;
  private final RunReader reader;
  private final Map<String, Integer> frameOfFile = new HashMap<>();

  private BidsPreparation(BidsPlan plan, DatasetWriter writer, Progress progress) {
    this.plan = plan;
    this.writer = writer;
    this.progress = progress;
    this.reader = new RunReader(plan, progress);
  }

  /** Rows that follow each other in the dataset: a training run, or the mean of test runs. */
  private record Block(Split split, PlannedRun first, int repeats) {}

  /**
   * Prepares a subject. What it will take is the first thing reported.
   *
   * @param subjectFolder as {@link BidsPlan#check} wants it
   * @param datasetFolder does not exist yet, or is empty; it appears when all is done
   * @param provenance to which the hashes of the runs, masks and tables are added
   */
  public static PreparationReport prepare(
      Path subjectFolder,
      PreparationSettings settings,
      Path datasetFolder,
      Provenance provenance,
      Progress progress) {
    WholeFolder.requireFree(datasetFolder);
    BidsPlan plan = BidsPlan.check(subjectFolder, settings, progress);
    progress.report(plan.summary(), 0, 1);
    DatasetDescription description =
        new DatasetDescription(
            plan.trSec(),
            settings.frames().screenWidthDeg(),
            settings.frames().widthPx(),
            settings.frames().heightPx(),
            settings.samples().lags());
    List<PreparationReport> report = new ArrayList<>();
    DatasetWriter.write(
        datasetFolder,
        description,
        provenance,
        progress,
        writer -> report.add(new BidsPreparation(plan, writer, progress).run()));
    return report.get(0);
  }

  private PreparationReport run() throws IOException {
    addSources();
    for (Split split : Split.values()) addFrames(split);
    writer.requireNoLeakage();
    int droppedVoxels;
    try (RowScratch scratch = new RowScratch(writer.scratchFile(), plan.voxels().count())) {
      List<Block> blocks = new ArrayList<>();
      ZScore all = writeScratch(scratch, blocks);
      int[] kept = varying(all);
      droppedVoxels = plan.voxels().count() - kept.length;
      writeSamples(scratch, blocks, kept, all.keeping(kept));
    }
    Set<String> warnings = new LinkedHashSet<>(plan.warnings());
    warnings.addAll(plan.belowRoot(reader.warnings()));
    addSteps(warnings, droppedVoxels);
    return new PreparationReport(
        Math.toIntExact(plan.sampleCount()),
        plan.voxels().count() - droppedVoxels,
        droppedVoxels,
        List.copyOf(warnings));
  }

  private void addSources() {
    Map<String, Path> sources = plan.sources();
    for (Map.Entry<String, Path> source : sources.entrySet()) {
      writer.addSource(source.getKey(), Provenance.sha256(source.getValue(), progress));
    }
  }

  private void addFrames(Split split) throws IOException {
    PreparationSettings settings = plan.settings();
    Set<String> files = plan.stimuli(split);
    int done = 0;
    for (String file : files) {
      progress.checkCancelled();
      progress.report("reading " + split.label() + " frames", done++, files.size());
      byte[] rgb =
          settings
              .frames()
              .resize()
              .apply(
                  FrameFile.read(plan.stimulusFile(file)),
                  settings.frames().widthPx(),
                  settings.frames().heightPx())
              .rgb();
      frameOfFile.put(file, writer.addFrame(split, file, rgb));
    }
  }

  /** Reads all runs once, keeps their cleaned rows on disk and learns the training statistics. */
  private ZScore writeScratch(RowScratch scratch, List<Block> blocks) throws IOException {
    ZScore.Fit fit = new ZScore.Fit(plan.voxels().count());
    for (PlannedRun run : plan.training()) {
      writeRows(scratch, reader.read(run), Optional.of(fit));
      blocks.add(new Block(Split.TRAIN, run, 1));
    }
    for (List<PlannedRun> group : plan.testing()) {
      writeRows(scratch, average(group), Optional.empty());
      blocks.add(new Block(Split.TEST, group.get(0), group.size()));
    }
    return fit.finish();
  }

  /** Sums in double, one repeat at a time, so that two runs at most are in memory. */
  private float[] average(List<PlannedRun> repeats) {
    if (repeats.size() == 1) return reader.read(repeats.get(0));
    double[] sum =
        new double[Math.multiplyExact(repeats.get(0).volumeCount(), plan.voxels().count())];
    for (PlannedRun run : repeats) {
      float[] responses = reader.read(run);
      for (int n = 0; n < sum.length; n++) sum[n] += responses[n];
    }
    float[] mean = new float[sum.length];
    for (int n = 0; n < sum.length; n++) mean[n] = (float) (sum[n] / repeats.size());
    return mean;
  }

  private void writeRows(RowScratch scratch, float[] responses, Optional<ZScore.Fit> fit)
      throws IOException {
    float[] row = new float[plan.voxels().count()];
    for (int at = 0; at < responses.length; at += row.length) {
      System.arraycopy(responses, at, row, 0, row.length);
      scratch.append(row);
      if (fit.isPresent()) fit.get().add(row);
    }
  }

  private static int[] varying(ZScore zScore) {
    double[] sd = zScore.sd();
    return IntStream.range(0, sd.length).filter(v -> sd[v] > 0).toArray();
  }

  private void writeSamples(RowScratch scratch, List<Block> blocks, int[] kept, ZScore zScore)
      throws IOException {
    List<Voxel> columns = new ArrayList<>();
    for (int v : kept) {
      Voxel voxel = plan.voxels().voxels().get(v);
      columns.add(
          new Voxel(columns.size(), voxel.i(), voxel.j(), voxel.k(), voxel.roi(), voxel.field()));
    }
    writer.setVoxels(columns);
    writer.setZScore(zScore.mean(), zScore.sd());
    scratch.rewind();
    float[] all = new float[plan.voxels().count()];
    float[] row = new float[kept.length];
    int sample = 0;
    for (Block block : blocks) {
      for (int t = 0; t < block.first.volumeCount(); t++, sample++) {
        progress.checkCancelled();
        progress.report("writing samples", sample, plan.sampleCount());
        scratch.next(all);
        for (int v = 0; v < kept.length; v++) row[v] = all[kept[v]];
        zScore.apply(row);
        writer.addSample(sample(block, t, sample), row);
      }
    }
  }

  private Sample sample(Block block, int volume, int row) {
    PlannedRun run = block.first;
    int event = run.eventOfVolume()[volume];
    int stimulus =
        event == EventsFile.NO_EVENT
            ? Sample.NO_STIMULUS
            : frameOfFile.get(run.events().events().get(event).file());
    return new Sample(
        row, block.split, run.run().name(), volume * plan.trSec(), stimulus, block.repeats);
  }

  private void addSteps(Set<String> warnings, int droppedVoxels) {
    PreparationSettings settings = plan.settings();
    Map<String, String> regions = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> region : plan.voxels().countOfRoi().entrySet()) {
      regions.put(region.getKey(), region.getValue() + " voxels");
    }
    writer.addStep(new PipelineStep("select voxels", regions));
    Map<String, String> nuisance = new LinkedHashMap<>();
    nuisance.put("steps", settings.steps().toText());
    writer.addStep(new PipelineStep("nuisance regression of each run", nuisance));
    Map<String, String> repeats = new LinkedHashMap<>();
    for (List<PlannedRun> group : plan.testing()) {
      List<String> names = group.stream().map(run -> run.run().name()).toList();
      repeats.put(names.get(0), String.join(",", names));
    }
    writer.addStep(new PipelineStep("average test runs with the same events", repeats));
    Map<String, String> zScore = new LinkedHashMap<>();
    zScore.put("statistics", "all training volumes");
    zScore.put("ddof", "0");
    zScore.put("constantVoxelsDropped", Integer.toString(droppedVoxels));
    writer.addStep(new PipelineStep("z-score", zScore));
    writer.addStep(new PipelineStep("frames", Map.of("resize", settings.frames().resize().name())));
    Map<String, String> notes = new LinkedHashMap<>();
    for (String warning : warnings) notes.put(Integer.toString(notes.size() + 1), warning);
    writer.addStep(new PipelineStep("warnings", notes));
  }
}
