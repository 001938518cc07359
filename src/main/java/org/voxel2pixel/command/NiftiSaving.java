// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.GreyVolumes;
import org.voxel2pixel.imagej.VolumeHyperstack;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiWriter;

/** Writes an open image as NIfTI-1, volume by volume. */
final class NiftiSaving {
  private NiftiSaving() {}

  /** What was written. */
  record Saved(NiftiStorage storage, List<String> warnings) {}

  /**
   * Writes the image; an older file of that name is replaced.
   *
   * @param datatype {@code auto} or a type in lower case, see {@link NiftiStorage}
   * @throws BadInputException if the image is no stack of volumes, the type does not hold its
   *     values, the name does not end in .nii or .nii.gz, or the image still reads from that file
   */
  static Saved save(ImagePlus image, Path target, String datatype, Progress progress) {
    requireOtherThanSource(image, target);
    GreyVolumes volumes = GreyVolumes.of(image);
    List<String> warnings = new ArrayList<>(volumes.origin().warnings());
    double trSec = volumes.trSec();
    VolumeHyperstack.Shape shape = volumes.shape();
    if (trSec == 0 && shape.volumeCount() > 1) {
      warnings.add(image.getTitle() + ": no frame interval; the TR was left open");
    }
    double[] affine = volumes.origin().affine().values();
    NiftiGrid grid = new NiftiGrid(shape.nx(), shape.ny(), shape.nz(), affine);
    NiftiStorage storage = NiftiStorage.choose(image, volumes, datatype, progress);
    try (NiftiWriter writer =
        NiftiWriter.create(
            target,
            grid,
            shape.volumeCount(),
            trSec,
            storage.type(),
            storage.slope(),
            storage.inter())) {
      float[] volume = new float[grid.voxelCount()];
      for (int t = 0; t < shape.volumeCount(); t++) {
        progress.checkCancelled();
        volumes.read(t, volume);
        writer.write(volume);
        progress.report("writing " + target.getFileName(), t + 1, shape.volumeCount());
      }
    }
    return new Saved(storage, warnings);
  }

  private static void requireOtherThanSource(ImagePlus image, Path target) {
    Optional<Path> source = VolumeHyperstack.sourceOf(image);
    if (source.isEmpty() || !isSame(source.get(), target)) return;
    throw new BadInputException(
        target,
        "another file than the one that " + image.getTitle() + " reads its planes from",
        "the same one",
        "choose another name, or open it with virtual=no");
  }

  private static boolean isSame(Path source, Path target) {
    try {
      return Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target);
    } catch (IOException e) {
      throw new UncheckedIOException("could not look at " + target + ": " + e.getMessage(), e);
    }
  }
}
