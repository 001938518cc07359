// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.Fisheye;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * An open DATASET folder. Responses and frames stay on disk, mapped into memory; the tables are
 * read whole.
 *
 * <p>The example at row {@code t} pairs the frame of row {@code t} with the responses of rows
 * {@code t + first .. t + last} of the same run; the response at lag {@code l} (counted from 0) is
 * row {@code t + first + l}. Nothing is copied for this: lags are neighbouring rows.
 *
 * <p>Reading is safe from several threads; {@link #writeFields} is not.
 */
public final class Dataset implements AutoCloseable {
  static final String VOXELS = "voxels.tsv";
  static final String SAMPLES = "samples.tsv";
  static final String STIMULI = "stimuli.tsv";
  static final String RESPONSES = "responses.npy";
  static final String FRAMES = "frames.npy";
  static final String ZSCORE = "zscore.npy";

  private final Path folder;
  private final List<Sample> samples;
  private final List<String> stimulusNames;
  private final NpyFile responses;
  private final NpyFile frames;
  private final String voxelHash;
  private DatasetManifest manifest;
  private List<Voxel> voxels;

  private Dataset(Path folder) {
    this.folder = folder;
    manifest = DatasetManifest.read(folder);
    FieldChange.completeInterrupted(folder, manifest);
    requireSizes();
    requireSameHash(VOXELS, Progress.silent());
    requireSameHash(SAMPLES, Progress.silent());
    requireSameHash(STIMULI, Progress.silent());
    voxels = VoxelTable.read(folder.resolve(VOXELS));
    requireInGrid();
    voxelHash = VoxelTable.hash(voxels);
    samples = SampleTable.read(folder.resolve(SAMPLES), manifest.frameCount());
    stimulusNames = StimulusTable.readNames(folder.resolve(STIMULI));
    requireCount(VOXELS, voxels.size(), manifest.voxelCount());
    requireCount(SAMPLES, samples.size(), manifest.sampleCount());
    requireCount(STIMULI, stimulusNames.size(), manifest.frameCount());
    responses = array(RESPONSES, NpyType.FLOAT32, sampleCount(), voxelCount());
    frames = array(FRAMES, NpyType.UINT8, frameCount(), frameHeightPx(), frameWidthPx(), 3);
  }

  /**
   * Opens a folder: reads the manifest, checks that every file is there in the size that it names,
   * and the tables' hashes. The large files' hashes are left to {@link #verify}.
   *
   * @throws BadInputException naming the file that is missing, of another size, or changed
   */
  public static Dataset open(Path folder) {
    return new Dataset(folder.toAbsolutePath().normalize());
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** The columns of the responses. */
  public List<Voxel> voxels() {
    return voxels;
  }

  /** The rows of the responses. */
  public List<Sample> samples() {
    return samples;
  }

  /** Names of the regions, in natural order. */
  public List<String> rois() {
    return manifest.rois();
  }

  /** Columns of the responses. */
  public int voxelCount() {
    return manifest.voxelCount();
  }

  /** Rows of the responses. */
  public int sampleCount() {
    return manifest.sampleCount();
  }

  /** Pixels in a row of a frame. */
  public int frameWidthPx() {
    return manifest.description().frameWidthPx();
  }

  /** Pixels in a column of a frame. */
  public int frameHeightPx() {
    return manifest.description().frameHeightPx();
  }

  /** Number of frames, each different. */
  public int frameCount() {
    return manifest.frameCount();
  }

  /** Seconds from one sample of a run to the next. */
  public double trSec() {
    return manifest.description().trSec();
  }

  /** Width of a frame as the person saw it, degrees of visual angle. */
  public double screenWidthDeg() {
    return manifest.description().screenWidthDeg();
  }

  /** Which samples after a frame are its response. */
  public LagWindow lags() {
    return manifest.description().lags();
  }

  /** What was done to the geometry of the frames. */
  public FrameSettings.Warp warp() {
    return manifest.description().warp();
  }

  /**
   * Fields in the coordinates of the frames: moved and scaled as the frames were if they are
   * fisheye frames, else the same.
   *
   * @param fields in degrees of visual angle
   */
  public List<Optional<FittedField>> inFrameCoordinates(List<Optional<FittedField>> fields) {
    if (warp() == FrameSettings.Warp.NONE) return fields;
    Fisheye fisheye = Fisheye.of(frameWidthPx());
    return fields.stream()
        .map(fit -> fit.map(f -> f.withField(fisheye.warp(f.field(), grid()))))
        .toList();
  }

  /** Where the pixels of a frame lie in the visual field. */
  public PixelGrid grid() {
    return new PixelGrid(frameWidthPx(), frameHeightPx(), screenWidthDeg());
  }

  /** What the source called a frame, such as its file. */
  public String stimulusName(int stimulus) {
    return stimulusNames.get(stimulus);
  }

  /** How it was made, then each later change. */
  public List<Provenance> provenance() {
    return manifest.provenance();
  }

  /** The whole of dataset.json, a copy. */
  public JsonObject manifestJson() {
    return manifest.toJson();
  }

  /** Copies the responses of a row, {@code into[voxel]}. */
  public void readResponse(int row, float[] into) {
    responses.readRow(row, into);
  }

  /** Copies a frame, {@code rgbInto[(y * width + x) * 3 + channel]}, 0..255 as unsigned bytes. */
  public void readFrame(int stimulus, byte[] rgbInto) {
    frames.readRow(stimulus, rgbInto);
  }

  /** Rows of a split that show a frame and have all their lags in their own run, ascending. */
  public int[] examples(Split split) {
    return rowsWithStimulus(split).filter(this::hasAllLags).toArray();
  }

  /** How many rows of a split show a frame but lack a lag, because their run ends too soon. */
  public int droppedExamples(Split split) {
    return (int) rowsWithStimulus(split).filter(row -> !hasAllLags(row)).count();
  }

  private IntStream rowsWithStimulus(Split split) {
    return IntStream.range(0, sampleCount())
        .filter(row -> samples.get(row).split() == split && samples.get(row).hasStimulus());
  }

  private boolean hasAllLags(int row) {
    long first = (long) row + lags().first();
    long last = (long) row + lags().last();
    if (first < 0 || last >= sampleCount()) return false;
    String run = samples.get(row).run(); // a run's rows are neighbours, so its ends decide
    return samples.get((int) first).run().equals(run) && samples.get((int) last).run().equals(run);
  }

  /** SHA-256 over index, i, j, k and roi of every voxel: which voxels a model was trained on. */
  public String voxelHash() {
    return voxelHash;
  }

  /** The mean and SD that were taken out of each voxel, {@code [0 mean, 1 sd][voxel]}, if any. */
  public Optional<double[][]> zScore() {
    if (!manifest.files().containsKey(ZSCORE)) return Optional.empty();
    NpyFile file = array(ZSCORE, NpyType.FLOAT64, 2, voxelCount());
    double[][] rows = new double[2][voxelCount()];
    for (int row = 0; row < rows.length; row++) file.readRow(row, rows[row]);
    return Optional.of(rows);
  }

  /**
   * Gives every voxel a field (or none) and records how. Whole or not at all: after a crash the
   * folder holds either the old fields or the new. Then maps of them are written to the folder
   * {@code receptive-fields}, if the dataset knows its voxels' grid ({@link
   * DatasetDescription#voxelGrid}); after a crash there may be no maps, but never old ones.
   *
   * @param fields one a voxel, in the voxels' order
   * @return where the maps are, or why there are none
   * @throws UncheckedIOException if a file cannot be written; the message says whether the fields
   *     are
   */
  public FieldMapReport writeFields(List<Optional<FittedField>> fields, Provenance how) {
    if (fields.size() != voxelCount()) {
      throw new IllegalArgumentException(
          "fields must be one for each of " + voxelCount() + " voxels, was " + fields.size());
    }
    List<Voxel> changed =
        IntStream.range(0, voxelCount())
            .mapToObj(v -> voxels.get(v).withField(fields.get(v)))
            .toList();
    List<String> oddities = maps().remove();
    manifest = FieldChange.write(folder, DatasetManifest.read(folder), changed, how);
    voxels = changed;
    try {
      return maps().write(changed, manifest.files().get(VOXELS).sha256(), how, oddities);
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          "the fields are written, their maps are not: " + e.getMessage(), e.getCause());
    }
  }

  /** The folder of the fields' maps; empty if there are none, or only of other fields. */
  public Optional<Path> fieldMaps() {
    return maps().find(manifest.files().get(VOXELS).sha256());
  }

  private FieldMapFiles maps() {
    return new FieldMapFiles(folder, manifest.description());
  }

  /** The fMRI volumes that the voxels are of, where the dataset was made from such. */
  public Optional<VoxelGrid> voxelGrid() {
    return manifest.description().voxelGrid();
  }

  /**
   * Reads every file whole and compares its SHA-256 with the manifest.
   *
   * @throws BadInputException naming the first that differs
   */
  public void verify(Progress progress) {
    requireSizes();
    for (String name : manifest.files().keySet()) requireSameHash(name, progress);
  }

  /** The same without telling how far it is. */
  public void verify() {
    verify(Progress.silent());
  }

  /** Lets go of the files; the mappings end when Java collects them. */
  @Override
  public void close() {
    // NpyFile keeps no open channel, only mappings.
  }

  private void requireSizes() {
    for (Map.Entry<String, DatasetManifest.Entry> file : manifest.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      long expected = file.getValue().bytes();
      String found = Files.isRegularFile(path) ? path.toFile().length() + " bytes" : "no such file";
      if (!found.equals(expected + " bytes")) {
        throw new BadInputException(
            path, expected + " bytes", found, "copy the dataset again or prepare it again");
      }
    }
    for (String name : List.of(VOXELS, SAMPLES, STIMULI, RESPONSES, FRAMES)) {
      if (!manifest.files().containsKey(name)) {
        throw new BadInputException(
            folder.resolve(DatasetManifest.NAME),
            "an entry for " + name,
            "none",
            "restore the file or prepare the dataset again");
      }
    }
  }

  private void requireSameHash(String name, Progress progress) {
    Path path = folder.resolve(name);
    String expected = manifest.files().get(name).sha256();
    String found = Provenance.sha256(path, progress);
    if (!found.equals(expected)) {
      throw new BadInputException(
          path,
          "SHA-256 " + expected.substring(0, Math.min(12, expected.length())) + "...",
          found.substring(0, 12) + "...",
          "it was changed after the dataset was written: restore it or prepare the dataset again");
    }
  }

  private void requireInGrid() {
    if (voxelGrid().isEmpty()) return;
    try {
      voxelGrid().get().requireHolds(voxels);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          folder.resolve(VOXELS),
          "voxels in the voxelGrid of " + DatasetManifest.NAME,
          e.getMessage(),
          "restore the files or prepare the dataset again",
          e);
    }
  }

  private void requireCount(String name, int found, int expected) {
    if (found != expected) {
      throw new BadInputException(
          folder.resolve(name), expected + " rows", found + " rows", "prepare the dataset again");
    }
  }

  private NpyFile array(String name, NpyType type, int... shape) {
    Path path = folder.resolve(name);
    NpyFile file = NpyFile.open(path);
    if (file.type() != type || !Arrays.equals(file.shape(), shape)) {
      throw new BadInputException(
          path,
          type + " " + Arrays.toString(shape),
          file.type() + " " + Arrays.toString(file.shape()),
          "prepare the dataset again");
    }
    return file;
  }
}
