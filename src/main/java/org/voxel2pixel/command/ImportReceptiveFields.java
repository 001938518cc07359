// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;

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
              + " sigma_deg, r2 (0 to 1)")
  private File table;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      ReceptiveFieldTable fields = ReceptiveFieldTable.read(table.toPath());
      if (fields.voxelCount() != opened.voxelCount()) {
        throw new BadInputException(
            table,
            opened.voxelCount() + " voxels as in " + dataset,
            fields.voxelCount() + " rows",
            "give the table of the same voxels");
      }
      List<Optional<FittedField>> list =
          IntStream.range(0, opened.voxelCount()).mapToObj(fields::field).toList();
      Provenance how =
          CommandProvenance.of(this, 0)
              .withInputs(Map.of(table.getName(), Provenance.sha256(table.toPath())));
      opened.writeFields(list, how);
      IJ.log(FieldSummary.of(list));
    }
  }
}
