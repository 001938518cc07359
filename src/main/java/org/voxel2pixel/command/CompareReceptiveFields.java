// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.measure.ResultsTable;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.OwnFields;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.FieldComparison;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.VoxelSite;

/** Compares the receptive fields of a dataset with true ones, or with those of another method. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Compare Receptive Fields...",
    headless = true)
public final class CompareReceptiveFields extends Voxel2PixelCommand {
  private static final String HEADER =
      "voxels,compared,median_error_deg,sigma_error_deg,sigma_bias_deg,r_x,r_y,heldout_r";

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Its voxels have receptive fields")
  private File dataset;

  @Parameter(
      label = "Other fields",
      persist = false,
      description =
          "Table with i, j, k, roi, x_deg, y_deg, sigma_deg, r2, such as the true fields of a"
              + " synthetic subject, or another dataset's folder; voxels are matched by place")
  private File truth;

  @Parameter(
      label = "Least r2 of a field",
      min = "0",
      max = "1",
      stepSize = "0.05",
      persist = false,
      description = "Fields of the dataset that explain less are not compared; 0 compares all")
  private double minR2 = 0;

  @Parameter(
      label = "Table (CSV)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write: " + HEADER + "; with a .json beside it; or nothing")
  private File table;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable comparison;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      List<Optional<FittedField>> own = opened.voxels().stream().map(Voxel::field).toList();
      ReceptiveFieldTable good = ReceptiveFieldTable.of(own).above(minR2);
      List<Optional<FittedField>> fields =
          opened.voxels().stream().map(v -> good.field(v.index())).toList();
      FieldComparison result = FieldComparison.of(fields, others(opened));
      show(result);
      if (table != null) {
        Provenance how = CommandProvenance.of(this, 0, opened);
        TableFile.write(table.toPath(), HEADER + "\n" + line(result) + "\n", how);
      }
    }
  }

  /** The other fields in the order of the dataset's voxels, in the coordinates of its frames. */
  private List<Optional<ReceptiveField>> others(Dataset opened) {
    Optional<Path> folder = OwnFields.datasetOf(truth.toPath());
    Map<VoxelSite, Optional<FittedField>> known =
        folder.isPresent() ? ofDataset(folder.get(), opened) : ofTable();
    List<Optional<FittedField>> ordered =
        opened.voxels().stream()
            .map(
                voxel -> {
                  VoxelSite site = site(opened.folder().toString(), voxel);
                  if (known.containsKey(site)) return known.get(site);
                  throw new BadInputException(
                      truth, "the voxel at " + site, "no such voxel", "give fields of this brain");
                })
            .toList();
    return (folder.isPresent() ? ordered : opened.inFrameCoordinates(ordered))
        .stream().map(fit -> fit.map(FittedField::field)).toList();
  }

  /** Fields of fisheye frames are compared with such of the same frames only. */
  private static Map<VoxelSite, Optional<FittedField>> ofDataset(Path folder, Dataset mine) {
    Map<VoxelSite, Optional<FittedField>> known = new HashMap<>();
    try (Dataset other = Dataset.open(folder)) {
      boolean isWarped = mine.warp() != FrameSettings.Warp.NONE || other.warp() != mine.warp();
      if (isWarped && (other.warp() != mine.warp() || !other.grid().equals(mine.grid()))) {
        throw new BadInputException(
            folder,
            "fields in the coordinates of the dataset's frames: warp "
                + mine.warp()
                + ", "
                + mine.grid(),
            "warp " + other.warp() + ", " + other.grid(),
            "compare datasets whose frames were prepared alike");
      }
      for (Voxel voxel : other.voxels()) known.put(site(folder.toString(), voxel), voxel.field());
    }
    return known;
  }

  private Map<VoxelSite, Optional<FittedField>> ofTable() {
    OwnFields.requireUnwarpedTable(truth.toPath());
    ReceptiveFieldTable fields = ReceptiveFieldTable.read(truth.toPath());
    if (fields.sites().isEmpty()) {
      throw new BadInputException(
          truth, "columns i, j, k and roi", "none", "add them: voxels are matched by place");
    }
    Map<VoxelSite, Optional<FittedField>> known = new HashMap<>();
    for (int v = 0; v < fields.voxelCount(); v++) {
      known.put(fields.sites().get(v), fields.field(v));
    }
    return known;
  }

  private static VoxelSite site(String source, Voxel voxel) {
    if (voxel.i() != Voxel.UNKNOWN) {
      return new VoxelSite(voxel.i(), voxel.j(), voxel.k(), voxel.roi());
    }
    throw new BadInputException(
        source, "voxels with places i, j, k", "none", "give a dataset made of NIfTI files");
  }

  private void show(FieldComparison result) {
    comparison = new ResultsTable();
    comparison.setPrecision(4);
    comparison.incrementCounter();
    String[] names = HEADER.split(",");
    String[] values = line(result).split(",");
    for (int c = 0; c < names.length; c++) {
      comparison.addValue(names[c], Double.parseDouble(values[c]));
    }
    IJ.log(
        String.format(
            Locale.ROOT,
            "%d of %d fields compared: centres %.2f deg apart (median), sizes %.2f deg, r of x %.3f,"
                + " of y %.3f",
            result.comparedCount(),
            result.voxelCount(),
            result.medianErrorDeg(),
            result.medianSigmaErrorDeg(),
            result.rX(),
            result.rY()));
  }

  private static String line(FieldComparison result) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
        result.voxelCount(),
        result.comparedCount(),
        result.medianErrorDeg(),
        result.medianSigmaErrorDeg(),
        result.medianSigmaBiasDeg(),
        result.rX(),
        result.rY(),
        result.medianHeldOutR());
  }
}
