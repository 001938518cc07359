// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.FrameResize;
import org.voxel2pixel.stimulus.RgbFrame;

/** Builds studies of a few bytes, file by file. TR 2 s, a grid of 3 x 2 x 2 voxels of 2 mm. */
record SmallStudy(Path root) {
  static final double TR = 2;
  static final NiftiGrid GRID =
      new NiftiGrid(3, 2, 2, new double[] {-2, 0, 0, 5, 0, 2, 0, -3, 0, 0, 2, 1});

  /** A subject with a mask, a training run of pictures a and b, and a test run of c. */
  static SmallStudy sound(Path root) {
    SmallStudy study = new SmallStudy(root);
    study.text("dataset_description.json", "{\"Name\": \"Small\", \"BIDSVersion\": \"1.8.0\"}");
    study.mask("sub-01/masks/sub-01_label-V1_mask.nii", 0, 1, 5);
    study.run("sub-01/func/sub-01_task-train_run-1", 20, "0 4 a.png", "4 4 b.png");
    study.run("sub-01/func/sub-01_task-test_run-1", 20, "0 4 c.png");
    study.pictures("stimuli", "a.png", "b.png", "c.png");
    return study;
  }

  /** Every volume a sample, no steps: nothing but the files can be at fault. */
  static PreparationSettings settings() {
    return settings("task-train", "task-test", "stimulus=stim_file", "");
  }

  static PreparationSettings settings(String train, String test, String columns, String steps) {
    return new PreparationSettings(
        new RunSelection(train),
        new RunSelection(test),
        EventColumns.parse(columns),
        new FrameSettings(8, 8, FrameResize.SQUASH, 10, FrameSettings.Warp.NONE),
        new SamplePlan.Volumes(new LagWindow(1, 2)),
        RunPipeline.parse(steps),
        PreparationSettings.standard().scaling());
  }

  /** Every event a sample, 4 s later. */
  static PreparationSettings blocks(String columns, SamplePlan.CutShort cutShort) {
    PreparationSettings volumes = settings("task-train", "task-test", columns, "");
    return new PreparationSettings(
        volumes.train(),
        volumes.test(),
        volumes.columns(),
        volumes.frames(),
        new SamplePlan.Blocks(4, cutShort),
        volumes.steps(),
        volumes.scaling());
  }

  Path at(String path) {
    return root.resolve(path);
  }

  Path subject() {
    return at("sub-01");
  }

  InputCheck check() {
    return check(settings());
  }

  InputCheck check(PreparationSettings settings) {
    return Checks.of(InputSource.of(subject()), settings);
  }

  /** With other regions of the subject's own masks. */
  InputCheck checkRois(String rois) {
    return checkMasks(Optional.empty(), rois);
  }

  InputCheck checkMasks(Optional<Path> masks, String rois) {
    InputSource source =
        new InputSource(subject(), masks, rois, Optional.empty(), Optional.empty());
    return Checks.of(source, settings());
  }

  void text(String path, String... lines) {
    try {
      Files.createDirectories(at(path).getParent());
      Files.writeString(at(path), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tab-separated cells, written with blanks. */
  void table(String path, String... lines) {
    text(path, Arrays.stream(lines).map(l -> l.replace(' ', '\t')).toArray(String[]::new));
  }

  void delete(String path) {
    try {
      Files.delete(at(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A run with its events.
   *
   * @param stem path without _bold.nii and _events.tsv
   * @param events onset, duration and stim_file with blanks between
   */
  void run(String stem, int volumes, String... events) {
    bold(stem + "_bold.nii", volumes);
    events(stem + "_events.tsv", events);
  }

  void events(String path, String... events) {
    List<String> lines = new ArrayList<>(List.of("onset duration stim_file"));
    lines.addAll(List.of(events));
    table(path, lines.toArray(String[]::new));
  }

  void bold(String path, int volumes) {
    bold(path, volumes, GRID, TR);
  }

  void bold(String path, int volumes, NiftiGrid grid, double trSec) {
    image(path, grid, Collections.nCopies(volumes, new float[grid.voxelCount()]), trSec);
  }

  void mask(String path, int... voxels) {
    float[] volume = new float[GRID.voxelCount()];
    for (int v : voxels) volume[v] = 1;
    image(path, GRID, List.of(volume), 0);
  }

  /** One volume of these values. */
  void values(String path, float... values) {
    image(path, GRID, List.of(values), 0);
  }

  void image(String path, NiftiGrid grid, List<float[]> volumes, double trSec) {
    try {
      Files.createDirectories(at(path).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (NiftiWriter writer =
        NiftiWriter.create(at(path), grid, volumes.size(), trSec, NiftiType.FLOAT32, 1, 0)) {
      volumes.forEach(writer::write);
    }
  }

  /** Pictures of 8 x 8 pixels, each another. */
  void pictures(String folder, String... names) {
    for (String name : names) picture(folder + "/" + name, name.hashCode());
  }

  void picture(String path, int seed) {
    byte[] rgb = new byte[8 * 8 * 3];
    new Random(seed).nextBytes(rgb);
    try {
      Files.createDirectories(at(path).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FrameFile.writePng(new RgbFrame(8, 8, rgb), at(path));
  }
}
