// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiPlacement;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.FitDetail;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * A dataset of six voxels in a tilted grid of 5 x 4 x 3, its first voxel twice (in V1 and V2), one
 * without a field, one that looks at fixation.
 */
final class SmallGridDataset {
  /** Turned by atan(3 / 4) about z, i mirrored, 2.5 x 2.5 x 3 mm; exact in float32. */
  static final double[] AFFINE = {-2, 1.5, 0, 40, 1.5, 2, 0, -60.5, 0, 0, 3, 12.25};

  static final NiftiGrid GRID = new NiftiGrid(5, 4, 3, AFFINE);

  static final List<Voxel> VOXELS =
      List.of(
          voxel(0, 0, 0, 0, "V1"),
          voxel(1, 4, 3, 2, "V1"),
          voxel(2, 1, 2, 0, "V1"),
          voxel(3, 3, 0, 1, "V2"),
          voxel(4, 0, 0, 0, "V2"),
          voxel(5, 2, 2, 2, "V2"));

  private SmallGridDataset() {}

  private static Voxel voxel(int index, int i, int j, int k, String roi) {
    return new Voxel(index, i, j, k, roi, Optional.empty());
  }

  static List<Optional<FittedField>> fields() {
    FittedField first = field(-1.25, 2.5, 0.75, 0.25, 3, 0.5);
    return List.of(
        Optional.of(first),
        Optional.of(field(-4, -3, 1.1, 0.1, -7.5, -0.3)),
        Optional.empty(),
        Optional.of(new FittedField(new ReceptiveField(3, 4, 2), 0.9)),
        Optional.of(first),
        Optional.of(field(0, 0, 0.3, 1, 0.125, 1)));
  }

  static FittedField field(
      double x, double y, double sigma, double r2, double gain, double heldOutR) {
    FitDetail detail =
        new FitDetail(
            OptionalDouble.of(gain),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(heldOutR));
    return new FittedField(new ReceptiveField(x, y, sigma), r2, detail);
  }

  static void write(Path folder) {
    write(
        folder,
        FrameSettings.Warp.NONE,
        Optional.of(new VoxelGrid(GRID, new NiftiPlacement(1, 3, Optional.empty()))));
  }

  static void write(Path folder, FrameSettings.Warp warp, Optional<VoxelGrid> grid) {
    DatasetWriter.write(
        folder,
        new DatasetDescription(0.7, 20, 4, 4, new LagWindow(0, 0), warp, grid),
        Fixtures.provenance(),
        writer -> {
          int frame = writer.addFrame(Split.TRAIN, "a.png", new byte[48]);
          writer.setVoxels(VOXELS);
          writer.addSample(new Sample(0, Split.TRAIN, "a", 0, frame, 1), new float[6]);
        });
  }
}
