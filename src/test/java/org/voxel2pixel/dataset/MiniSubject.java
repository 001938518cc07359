// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/** A copy of the subject that dataset_mini_subject.py wrote, to be spoilt in one way or another. */
final class MiniSubject {
  static final Path ORIGINAL = Fixtures.resource("mini");
  private static final String FUNC = "sub-01/func/sub-01_";

  private final Path root;

  private MiniSubject(Path root) {
    this.root = root;
  }

  static MiniSubject copyTo(Path root) {
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : files.toList()) {
        Path copy = root.resolve(ORIGINAL.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(copy);
        else Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MiniSubject(root);
  }

  static PreparationSettings settings() {
    return settings(3, 2, new LagWindow(1, 3), "motion+framewise_displacement", "train");
  }

  /** Every volume a sample, a drift of degree 2 taken out, z-scored by training statistics. */
  static PreparationSettings settings(
      int widthPx, int heightPx, LagWindow lags, String confounds, String trainTask) {
    return new PreparationSettings(
        new RunSelection("task-" + trainTask),
        new RunSelection("task-test"),
        EventColumns.bids(),
        new FrameSettings(widthPx, heightPx, FrameResize.SQUASH, 12, FrameSettings.Warp.NONE),
        new SamplePlan.Volumes(lags),
        RunPipeline.parse("regress degree=2 confounds=" + confounds + "; demean"),
        PreparationSettings.standard().scaling());
  }

  Path folder() {
    return root.resolve("sub-01");
  }

  Path stimulus(String name) {
    return root.resolve("stimuli").resolve(name);
  }

  Path func(String runAndEnding) {
    return root.resolve(FUNC + runAndEnding);
  }

  Path mask(String label) {
    return root.resolve("sub-01/masks/sub-01_" + label + "_mask.nii.gz");
  }

  Path sidecar(String task) {
    return root.resolve("task-" + task + "_bold.json");
  }

  Path dataset() {
    return root.resolve("dataset");
  }

  PreparationReport prepare() {
    return prepare(settings(), Progress.silent());
  }

  PreparationReport prepare(PreparationSettings settings, Progress progress) {
    InputSource source =
        new InputSource(folder(), Optional.empty(), "", Optional.empty(), Optional.empty());
    InputPlan plan = InputCheck.of(source, settings, progress).plan();
    return Preparation.prepare(plan, dataset(), Fixtures.provenance(), 2, progress);
  }

  void edit(Path file, UnaryOperator<String> change) {
    try {
      String before = Files.readString(file);
      String after = change.apply(before);
      if (after.equals(before)) throw new IllegalStateException("nothing changed in " + file);
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void replaceInEvents(String run, String from, String to) {
    edit(func(run + "_events.tsv"), text -> text.replaceFirst(from, to));
  }

  /** What becomes of a value in a volume. */
  interface Change {
    float apply(int volume, int voxel, float value);
  }

  /** Writes a run again with other values, another number of volumes or another TR. */
  void rewriteBold(String run, int volumeCount, double trSec, Change change) {
    Path file = func(run + "_bold.nii.gz");
    NiftiGrid grid;
    List<float[]> volumes = new ArrayList<>();
    try (NiftiSeries series = NiftiSeries.open(file)) {
      grid = series.grid();
      for (int t = 0; t < volumeCount; t++) {
        float[] volume = new float[grid.voxelCount()];
        series.readNext(volume);
        for (int v = 0; v < volume.length; v++) volume[v] = change.apply(t, v, volume[v]);
        volumes.add(volume);
      }
    }
    writeBold(file, grid, trSec, volumes);
  }

  static void writeBold(Path file, NiftiGrid grid, double trSec, List<float[]> volumes) {
    try (NiftiWriter writer =
        NiftiWriter.create(file, grid, volumes.size(), trSec, NiftiType.FLOAT32, 1, 0)) {
      volumes.forEach(writer::write);
    }
  }

  /** Writes a mask again on another grid or with other voxels. */
  void writeMask(String label, NiftiGrid grid, int... flat) {
    float[] volume = new float[grid.voxelCount()];
    for (int v : flat) volume[v] = 1;
    try (NiftiWriter writer = NiftiWriter.create(mask(label), grid, 1, 0, NiftiType.UINT8, 1, 0)) {
      writer.write(volume);
    }
  }

  NiftiGrid grid() {
    try (NiftiSeries series = NiftiSeries.open(mask("label-V2"))) {
      return series.grid();
    }
  }
}
