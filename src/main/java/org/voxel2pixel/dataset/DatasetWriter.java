// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.WholeFolder;

/**
 * Writes a DATASET folder as its rows come: frames one by one, then the voxels, then the samples in
 * the order of time, run by run. The folder appears when all of it is there; if the content throws,
 * a {@code CancelledException} among others, nothing is left.
 */
public final class DatasetWriter {

  /** Fills a dataset. */
  @FunctionalInterface
  public interface Content {
    void writeTo(DatasetWriter writer) throws IOException;
  }

  private final Path target;
  private final Path folder;
  private final DatasetDescription description;
  private final JsonArray pipeline = new JsonArray();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final StimulusTable stimuli = new StimulusTable();
  private final List<Sample> samples = new ArrayList<>();
  private final NpyWriter frames;
  private final Writer sampleLines;
  private List<Voxel> voxels = List.of();
  private NpyWriter responses;

  private DatasetWriter(Path target, Path folder, DatasetDescription description)
      throws IOException {
    this.target = target;
    this.folder = folder;
    this.description = description;
    frames =
        NpyWriter.create(
            folder.resolve(Dataset.FRAMES),
            NpyType.UINT8,
            description.frameHeightPx(),
            description.frameWidthPx(),
            3);
    sampleLines = Files.newBufferedWriter(folder.resolve(Dataset.SAMPLES), StandardCharsets.UTF_8);
    sampleLines.write(SampleTable.HEADER);
  }

  /** Writes a dataset without telling how far it is. */
  public static void write(
      Path target, DatasetDescription description, Provenance provenance, Content content) {
    write(target, description, provenance, Progress.silent(), content);
  }

  /**
   * Writes a dataset.
   *
   * @param target folder that does not exist yet or is empty
   * @param progress of the hashing at the end; the content's own is its own affair
   * @throws BadInputException if the target is taken, if a picture stands in both splits, or if
   *     there is no voxel or no sample
   */
  public static void write(
      Path target,
      DatasetDescription description,
      Provenance provenance,
      Progress progress,
      Content content) {
    WholeFolder.write(
        target,
        folder -> {
          DatasetWriter writer = new DatasetWriter(target, folder, description);
          try {
            content.writeTo(writer);
          } finally {
            writer.closeFiles();
          }
          writer.finish(provenance, progress);
        });
  }

  /**
   * Adds a frame and returns its index.
   *
   * @param split which samples will show it: a frame belongs to one split
   * @param name what the source calls it, such as its file
   * @param rgb {@code [(y * width + x) * 3 + channel]}
   */
  public int addFrame(Split split, String name, byte[] rgb) throws IOException {
    frames.writeRow(rgb);
    return stimuli.add(split, name, rgb);
  }

  /** The same of a frame of a film; one that is in films of both splits is only noted. */
  public int addFilmFrame(Split split, String name, byte[] rgb) throws IOException {
    frames.writeRow(rgb);
    return stimuli.addFilmFrame(split, name, rgb);
  }

  /** Equal pictures that are no leakage, so far. */
  public List<String> warnings() {
    return stimuli.warnings();
  }

  /**
   * Refuses a picture, by content, that was added for both splits; the first sample asks too.
   *
   * @throws BadInputException naming them
   */
  public void requireNoLeakage() {
    stimuli.requireNoLeakage(target);
  }

  /** Sets the columns of the responses, once, before the first sample. */
  public void setVoxels(List<Voxel> columns) throws IOException {
    if (responses != null) throw new IllegalStateException("the voxels were set before");
    for (int v = 0; v < columns.size(); v++) {
      if (columns.get(v).index() != v) {
        throw new IllegalArgumentException(
            "index of voxel " + v + " must be " + v + ", was " + columns.get(v).index());
      }
    }
    if (columns.isEmpty()) {
      throw new BadInputException(
          target, "at least one voxel", "0 voxels", "check the masks and the responses");
    }
    description.voxelGrid().ifPresent(grid -> grid.requireHolds(columns));
    voxels = List.copyOf(columns);
    responses = NpyWriter.create(folder.resolve(Dataset.RESPONSES), NpyType.FLOAT32, voxels.size());
  }

  /**
   * Appends the next sample.
   *
   * @param sample its row must be the number of samples so far
   * @param response {@code [voxel]}, all finite
   */
  public void addSample(Sample sample, float[] response) throws IOException {
    if (responses == null) throw new IllegalStateException("set the voxels before the samples");
    if (sample.row() != samples.size()) {
      throw new IllegalArgumentException("row must be " + samples.size() + ", was " + sample.row());
    }
    if (samples.isEmpty()) requireNoLeakage();
    if (sample.hasStimulus()) requireOwnSplit(sample);
    for (int v = 0; v < response.length; v++) {
      if (!Float.isFinite(response[v])) {
        throw new BadInputException(
            "run " + sample.run(),
            "finite responses",
            response[v] + " in voxel " + v + " at " + sample.onsetSec() + " s",
            "exclude that voxel from the mask or repair the run");
      }
    }
    responses.writeRow(response);
    samples.add(sample);
    sampleLines.write(SampleTable.line(sample));
  }

  private void requireOwnSplit(Sample sample) {
    if (sample.stimulus() >= stimuli.count()) {
      throw new IllegalArgumentException(
          "stimulus must be in 0.." + (stimuli.count() - 1) + ", was " + sample.stimulus());
    }
    if (stimuli.split(sample.stimulus()) != sample.split()) {
      throw new IllegalArgumentException(
          "stimulus "
              + sample.stimulus()
              + " was added for "
              + stimuli.split(sample.stimulus()).label()
              + " and must not be shown in "
              + sample.split().label());
    }
  }

  /** Records a step of the preparation, in the order done. */
  public void addStep(PipelineStep step) {
    pipeline.add(step.toJson());
  }

  /** Records a file that went in. */
  public void addSource(String name, String sha256) {
    sources.put(name, sha256);
  }

  /** Records what was taken out of each voxel, {@code [voxel]}. */
  public void setZScore(double[] mean, double[] sd) throws IOException {
    try (NpyWriter zScore =
        NpyWriter.create(folder.resolve(Dataset.ZSCORE), NpyType.FLOAT64, mean.length)) {
      zScore.writeRow(mean);
      zScore.writeRow(sd);
    }
  }

  /** A file that the content may use while it writes, and that it has to delete before it ends. */
  Path scratchFile() {
    return folder.resolve(".scratch");
  }

  private void closeFiles() throws IOException {
    try (frames;
        sampleLines) {
      if (responses != null) responses.close();
    }
  }

  private void finish(Provenance provenance, Progress progress) throws IOException {
    if (samples.isEmpty()) {
      throw new BadInputException(
          target, "at least one sample", "0 samples", "check the runs and their events");
    }
    stimuli.requireNoLeakage(target);
    SampleTable.requireWholeRuns(target, samples);
    WholeFile.writeText(folder.resolve(Dataset.VOXELS), VoxelTable.toText(voxels));
    WholeFile.writeText(folder.resolve(Dataset.STIMULI), stimuli.toText());
    List<String> rois =
        voxels.stream().map(Voxel::roi).distinct().sorted(NaturalOrder.INSTANCE).toList();
    new DatasetManifest(
            description,
            voxels.size(),
            samples.size(),
            stimuli.count(),
            rois,
            pipeline,
            List.of(provenance.withInputs(sources)),
            entries(progress))
        .write(folder);
  }

  private Map<String, DatasetManifest.Entry> entries(Progress progress) {
    Map<String, DatasetManifest.Entry> entries = new LinkedHashMap<>();
    for (String name :
        List.of(
            Dataset.VOXELS,
            Dataset.SAMPLES,
            Dataset.STIMULI,
            Dataset.RESPONSES,
            Dataset.FRAMES,
            Dataset.ZSCORE)) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) entries.put(name, DatasetManifest.Entry.of(file, progress));
    }
    return entries;
  }
}
