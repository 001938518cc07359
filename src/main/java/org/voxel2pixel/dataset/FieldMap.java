// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.MghFile;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * One number for each voxel of a volume or each vertex of a surface: a NIfTI or MGH file of one
 * volume.
 *
 * @param values {@code [(k * ny + j) * nx + i]}
 */
record FieldMap(Path file, NiftiGrid grid, float[] values) {

  static FieldMap read(Path file) {
    if (MghFile.isNamedSo(file)) {
      MghFile mgh = MghFile.read(file);
      requireOneVolume(file, mgh.frames());
      return new FieldMap(file, mgh.grid(), mgh.values());
    }
    try (NiftiSeries series = NiftiSeries.open(file)) {
      requireOneVolume(file, series.volumeCount());
      float[] values = new float[series.grid().voxelCount()];
      series.readNext(values);
      return new FieldMap(file, series.grid(), values);
    }
  }

  /** The grid of a run or a mask; its values are not looked at. */
  static NiftiGrid gridOf(Path file) {
    if (MghFile.isNamedSo(file)) return MghFile.read(file).grid();
    try (NiftiSeries series = NiftiSeries.open(file)) {
      return series.grid();
    }
  }

  private static void requireOneVolume(Path file, int volumes) {
    if (volumes == 1) return;
    throw new BadInputException(
        file, "a map of 1 volume", volumes + " volumes", "write each map to its own file");
  }

  float at(Voxel voxel) {
    boolean inside =
        voxel.i() != Voxel.UNKNOWN
            && voxel.i() < grid.nx()
            && voxel.j() < grid.ny()
            && voxel.k() < grid.nz();
    if (inside) return values[grid.indexOf(voxel.i(), voxel.j(), voxel.k())];
    throw new BadInputException(
        file,
        "a place in this volume for each voxel of the dataset",
        "voxel " + voxel.index() + " at " + voxel.i() + ", " + voxel.j() + ", " + voxel.k(),
        "give a table in the dataset's order instead, or maps of the dataset's grid");
  }
}
