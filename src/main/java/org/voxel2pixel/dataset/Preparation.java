// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;

/**
 * Makes a DATASET from fMRI runs that {@link InputCheck} found sound:
 *
 * <ol>
 *   <li>each run is read and processed on its own, several at a time, and its rows are kept in the
 *       folder NAME.unfinished beside the dataset to be;
 *   <li>frames are written;
 *   <li>repeats are averaged, voxels normalised, samples written ({@link SampleStage}).
 * </ol>
 *
 * What was stopped or killed goes on where it stopped when the same preparation is started again,
 * and gives the same bytes: a run's rows depend on that run alone. Memory does not grow with the
 * number of runs ({@link InputPlan#memoryBytes}).
 */
public final class Preparation {
  private static final double SHARE_OF_HEAP = 0.8;

  /** What to do with an unfinished preparation of the same dataset. */
  public enum Unfinished {
    /** Go on with it if it has the same settings and tables, else stop. */
    GO_ON,
    /** Go on with it if it has the same settings and tables, else start anew. */
    GO_ON_OR_REPLACE
  }

  private final InputPlan plan;
  private final Progress progress;
  private final List<RunStore.Done> done;
  private final DatasetWriter writer;

  private Preparation(
      InputPlan plan, Progress progress, List<RunStore.Done> done, DatasetWriter writer) {
    this.plan = plan;
    this.progress = progress;
    this.done = done;
    this.writer = writer;
  }

  /**
   * Prepares a dataset. What it will take is the first thing reported.
   *
   * @param datasetFolder does not exist yet, or is empty; it appears when all is done
   * @param provenance to which the hashes of all that went in are added
   * @param threads runs that are processed at a time; fewer if the heap is too small for so many
   * @throws CancelledException if asked to stop; the runs that are done are kept
   */
  public static PreparationReport prepare(
      InputPlan plan, Path datasetFolder, Provenance provenance, int threads, Progress progress) {
    return prepare(plan, datasetFolder, provenance, threads, Unfinished.GO_ON, progress);
  }

  /** The same, where an unfinished preparation of other settings may be in the way. */
  public static PreparationReport prepare(
      InputPlan plan,
      Path datasetFolder,
      Provenance provenance,
      int threads,
      Unfinished unfinished,
      Progress progress) {
    WholeFolder.requireFree(datasetFolder);
    int fitting = fittingThreads(plan, threads);
    progress.report(plan.summary() + "; " + plan.needs(fitting), 0, 1);
    RunStore store =
        RunStore.open(datasetFolder, planJson(plan), plan.voxels().count(), unfinished);
    boolean keep = false;
    try {
      List<RunStore.Done> done = processRuns(plan, store, fitting, progress);
      return write(plan, done, datasetFolder, provenance, progress);
    } catch (RuntimeException e) {
      long kept = plan.runs().stream().filter(run -> store.find(run).isPresent()).count();
      keep = kept > 0;
      throw e instanceof CancelledException && keep ? resumable(kept, plan) : e;
    } finally {
      store.close();
      if (!keep) WholeFolder.deleteTree(RunStore.folderOf(datasetFolder));
    }
  }

  private static CancelledException resumable(long kept, InputPlan plan) {
    return new CancelledException(
        kept
            + " of "
            + plan.runs().size()
            + " runs are done and kept; start the same preparation again to go on",
        CancelledException.Remains.RESUMABLE);
  }

  private static int fittingThreads(InputPlan plan, int threads) {
    long heap = (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory());
    for (int n = Math.max(1, threads); n >= 1; n--) {
      if (plan.memoryBytes(n) <= heap) return n;
    }
    throw new BadInputException(
        "memory",
        plan.memoryBytes(1) / 1_000_000 + " MB for one run at a time",
        heap / 1_000_000 + " MB that Java may use for it",
        "give Java more with -Xmx, or use smaller masks");
  }

  private static List<RunStore.Done> processRuns(
      InputPlan plan, RunStore store, int threads, Progress progress) {
    return ParallelRuns.process(
        plan.runs(),
        threads,
        "reading " + plan.runs().size() + " runs",
        progress,
        (run, runProgress) ->
            store
                .find(run)
                .orElseGet(
                    () ->
                        store.add(
                            run,
                            RunProcessing.of(run, plan.voxels(), plan.settings(), runProgress))));
  }

  /** All that decides a run's rows, but for the file of volumes. */
  private static JsonObject planJson(InputPlan plan) {
    JsonObject json = new JsonObject();
    json.addProperty("format", 1);
    plan.settings().toParameters().forEach(json::addProperty);
    json.addProperty("voxels", VoxelTable.hash(plan.voxels().voxels()));
    JsonArray runs = new JsonArray();
    for (CheckedRun run : plan.runs()) {
      runs.add(run.name() + " " + run.split().label() + " " + run.volumeCount());
    }
    json.add("runs", runs);
    JsonObject tables = new JsonObject();
    plan.sources().forEach((name, file) -> tables.addProperty(name, Provenance.sha256(file)));
    json.add("sources", tables);
    return json;
  }

  private static PreparationReport write(
      InputPlan plan,
      List<RunStore.Done> done,
      Path datasetFolder,
      Provenance provenance,
      Progress progress) {
    FrameSettings frames = plan.settings().frames();
    DatasetDescription description =
        new DatasetDescription(
            plan.trSec(),
            frames.screenWidthDeg(),
            frames.widthPx(),
            frames.heightPx(),
            plan.settings().samples().lags(),
            frames.warp(),
            Optional.of(VoxelGrid.of(plan.voxels().example(), plan.voxels().grid())));
    List<PreparationReport> report = new ArrayList<>();
    DatasetWriter.write(
        datasetFolder,
        description,
        provenance,
        progress,
        writer -> report.add(new Preparation(plan, progress, done, writer).writeAll()));
    return report.get(0);
  }

  private PreparationReport writeAll() throws IOException {
    addSources();
    FrameStage frames = new FrameStage(plan, writer, progress);
    frames.write(plan.runs());
    writer.requireNoLeakage();
    frames.filmHashes().forEach(writer::addSource);
    try (StoredRows rows = new StoredRows(done, plan.voxels().count())) {
      SampleSources.Plan samples = SampleSources.of(plan.settings(), plan.runs(), rows, frames);
      BitSet unusable = new BitSet();
      for (RunStore.Done run : done) unusable.or(run.unusable());
      SampleStage.Result result =
          SampleStage.write(
              writer,
              plan.voxels().voxels(),
              unusable,
              samples.sources(),
              rows,
              plan.settings().scaling(),
              progress);
      Set<String> warnings = warnings();
      new PipelineRecord(plan, writer)
          .add(samples.repeated(), unusable.cardinality(), result.constantCount(), warnings);
      int dropped = plan.voxels().count() - result.kept().length;
      return new PreparationReport(
          samples.sources().size(), result.kept().length, dropped, List.copyOf(warnings));
    }
  }

  private void addSources() {
    plan.sources().forEach((name, file) -> writer.addSource(name, Provenance.sha256(file)));
    Map<Path, String> hashes = new LinkedHashMap<>();
    for (int r = 0; r < done.size(); r++) {
      hashes.put(plan.runs().get(r).bold(), done.get(r).boldSha256());
    }
    plan.boldFiles().forEach((name, file) -> writer.addSource(name, hashes.get(file)));
  }

  /** By the names of files alone, so that they are the same on every machine. */
  private Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>(plan.warnings());
    for (int r = 0; r < done.size(); r++) {
      String folder = plan.runs().get(r).bold().getParent() + File.separator;
      for (String warning : done.get(r).warnings()) warnings.add(warning.replace(folder, ""));
    }
    warnings.addAll(writer.warnings());
    return warnings;
  }
}
