// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FieldArray;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.VoxelSite;

/** Takes the receptive fields of a dataset's voxels from a table. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Import Receptive Fields...",
    headless = true)
public final class ImportReceptiveFields extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made; the fields are written to its voxels.tsv")
  private File dataset;

  @Parameter(
      label = "Table",
      persist = false,
      description =
          "Tab-separated, a row a voxel in the dataset's order: index, x_deg (right), y_deg (up),"
              + " sigma_deg, r2 (0 to 1); with i, j, k and roi, voxels are compared by place")
  private File table;

  @Parameter(
      label = "Variable",
      required = false,
      persist = false,
      description =
          "Where the table is a MATLAB, HDF5, .npy, .npz or .csv file: the array to take, a row a"
              + " voxel with x_deg, y_deg, sigma_deg, r2; empty if it is the only one")
  private String variable = "";

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      ReceptiveFieldTable fields = fields();
      requireSameVoxels(fields, opened);
      List<Optional<FittedField>> list =
          opened.inFrameCoordinates(
              IntStream.range(0, opened.voxelCount()).mapToObj(fields::field).toList());
      Provenance how =
          CommandProvenance.of(this, 0)
              .withInputs(Map.of(table.getName(), Provenance.sha256(table.toPath())));
      opened.writeFields(list, how);
      IJ.log(FieldSummary.of(list));
      if (opened.warp() != FrameSettings.Warp.NONE) {
        IJ.log("the frames are fisheye frames: the fields were moved and scaled with them");
      }
      if (fields.droppedCount() > 0) {
        IJ.log(fields.droppedCount() + " lines with a size of 0 or less were taken as no field");
      }
    }
  }

  private ReceptiveFieldTable fields() {
    boolean isTable = table.getName().toLowerCase(Locale.ROOT).endsWith(".tsv");
    return isTable && variable.isBlank()
        ? ReceptiveFieldTable.read(table.toPath())
        : ReceptiveFieldTable.of(FieldArray.read(table.toPath(), variable));
  }

  /** By place and region where both sides know them, else by number alone. */
  private void requireSameVoxels(ReceptiveFieldTable fields, Dataset opened) {
    if (fields.voxelCount() != opened.voxelCount()) {
      throw new BadInputException(
          table,
          opened.voxelCount() + " voxels as in " + dataset,
          fields.voxelCount() + " rows",
          "give the table of the same voxels");
    }
    if (fields.sites().isEmpty() || opened.voxels().get(0).i() == Voxel.UNKNOWN) {
      IJ.log("warning: without places on both sides, only the number of voxels was compared");
      return;
    }
    fields.requireVoxels(
        opened.voxels().stream().map(v -> new VoxelSite(v.i(), v.j(), v.k(), v.roi())).toList());
  }
}
