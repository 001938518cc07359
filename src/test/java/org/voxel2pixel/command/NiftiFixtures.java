// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.voxel2pixel.imagej.one.Ij1Context;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;

/** Small NIfTI files, and the two commands called as a script calls them. */
final class NiftiFixtures {
  static final NiftiGrid GRID =
      new NiftiGrid(4, 3, 2, new double[] {-2, 0, 0, 8, 0, 2.5, 0, -10, 0, 0, 3, 6});
  static final int VOLUMES = 3;
  static final double TR_SEC = 0.7;

  private static final Path SAMPLES =
      Path.of(System.getProperty("user.dir"), "..", "shared", "data", "nifti-samples").normalize();

  private NiftiFixtures() {}

  /** A file of nibabel's; the test is skipped where they are not. */
  static Path sample(String name) {
    Path file = SAMPLES.resolve(name);
    assumeTrue(Files.exists(file), "no sample " + file);
    return file;
  }

  /** Voxel n of volume t: 100 t + n - 3. */
  static float value(int t, int voxel) {
    return 100 * t + voxel - 3;
  }

  static float[] volume(int t) {
    float[] volume = new float[GRID.voxelCount()];
    for (int n = 0; n < volume.length; n++) volume[n] = value(t, n);
    return volume;
  }

  /** A file of {@link #GRID} with {@link #value} in its voxels. */
  static Path write(Path file, NiftiType type) {
    try (NiftiWriter writer = NiftiWriter.create(file, GRID, VOLUMES, TR_SEC, type, 1, 0)) {
      for (int t = 0; t < VOLUMES; t++) writer.write(volume(t));
    }
    return file;
  }

  static List<float[]> read(Path file) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      List<float[]> volumes = new ArrayList<>();
      float[] volume = new float[series.grid().voxelCount()];
      while (series.readNext(volume)) volumes.add(volume.clone());
      return volumes;
    }
  }

  /** Runs a command without a macro. */
  static CommandModule run(Class<? extends Command> command, Object... keysAndValues) {
    Map<String, Object> inputs = new HashMap<>();
    for (int n = 0; n < keysAndValues.length; n += 2) {
      Object value = keysAndValues[n + 1];
      inputs.put((String) keysAndValues[n], value instanceof Path path ? path.toFile() : value);
    }
    try {
      return Ij1Context.get().service(CommandService.class).run(command, true, inputs).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static ImagePlus open(Path file, String virtual) {
    CommandModule module = run(ImportNifti.class, "path", file, "virtual", virtual);
    assertEquals("", said(module));
    return (ImagePlus) module.getOutput("image");
  }

  /** Saves an image; fails with the reason if it is refused. */
  static Path save(ImagePlus image, Path file, String datatype) {
    assertEquals(
        "", said(run(SaveNifti.class, "image", image, "path", file, "datatype", datatype)));
    return file;
  }

  /** Why an image is not saved. */
  static String refusal(ImagePlus image, Path file, String datatype) {
    return said(run(SaveNifti.class, "image", image, "path", file, "datatype", datatype));
  }

  private static String said(CommandModule module) {
    return module.isCanceled() ? module.getCancelReason() : "";
  }
}
