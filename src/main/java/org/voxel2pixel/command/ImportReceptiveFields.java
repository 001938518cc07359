// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.voxel2pixel.dataset.AtlasFields;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FieldArray;
import org.voxel2pixel.dataset.FieldColumns;
import org.voxel2pixel.dataset.FieldMapReport;
import org.voxel2pixel.dataset.FieldMaps;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.NamedArrays;
import org.voxel2pixel.dataset.OwnFields;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.FieldConvention;
import org.voxel2pixel.visualfield.FieldTool;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ImportedFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.RawField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.VoxelSite;

/**
 * Takes the receptive fields of a dataset's voxels from a table, or from maps of the same grid, of
 * our own or of another mapping tool; what the numbers count is the tool's convention unless it is
 * stated otherwise.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Import Receptive Fields...",
    headless = true)
public final class ImportReceptiveFields extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      required = false,
      persist = false,
      description =
          "Folder that Prepare Dataset made; the fields are written to its voxels.tsv. Empty to"
              + " write a template's fields to a table")
  private File dataset;

  @Parameter(
      label = "Table",
      required = false,
      persist = false,
      description =
          "A row a voxel in the dataset's order. Of voxel2pixel: tab-separated, index, x_deg"
              + " (right), y_deg (up), sigma_deg, r2 (0 to 1); with i, j, k and roi, voxels are"
              + " compared by place; a dataset's voxels.tsv is such a table. Of other tools: a table with a header, or a MATLAB, HDF5,"
              + " .npy or .npz file. Empty if maps are given")
  private File table;

  @Parameter(
      label = "Variable",
      required = false,
      persist = false,
      description =
          "Where the table is a MATLAB, HDF5, .npy, .npz or .csv file: the matrix to take, a row a"
              + " voxel with x_deg, y_deg, sigma_deg, r2, or with columns numbered by Columns;"
              + " empty if it is the only one, or if the tool has an array for each number")
  private String variable = "";

  @Parameter(
      label = "Maps",
      required = false,
      persist = false,
      description =
          "Instead of a table: a folder of NIfTI or MGH maps named like the tool's numbers, such as"
              + " angle, eccen, sigma; with a pattern if it holds others, such as surf/lh.*")
  private String maps = "";

  @Parameter(
      label = "Reference image",
      required = false,
      persist = false,
      description =
          "With maps: a run or mask that the dataset was made from; maps of another grid"
              + " are refused")
  private String reference = "";

  @Parameter(
      label = "Tool",
      choices = {"voxel2pixel", "analyzeprf", "prfpy", "popeye", "samsrf", "mrvista", "benson"},
      persist = false,
      description = "Whose names and conventions hold where nothing else is stated")
  private String tool = "voxel2pixel";

  @Parameter(
      label = "Columns",
      required = false,
      persist = false,
      description =
          "Names (or numbers from 0) of columns, arrays or maps that are not the tool's:"
              + " x=... y=... sigma=... r2=..., or angle=... eccen=...")
  private String columns = "";

  @Parameter(
      label = "Units",
      choices = {"tool", "degrees", "pixels"},
      persist = false,
      description = "Of x, y, eccentricity and size; pixels of the tool's stimulus")
  private String units = FieldOptions.AS_TOOL;

  @Parameter(
      label = "Y direction",
      choices = {"tool", "up", "down"},
      persist = false,
      description = "Where y grows; to be stated for prfpy and mrvista")
  private String yDirection = FieldOptions.AS_TOOL;

  @Parameter(
      label = "Origin",
      choices = {"tool", "centre", "corner0", "corner1"},
      persist = false,
      description = "Fixation, or the corner pixel counted as 0 or as 1")
  private String origin = FieldOptions.AS_TOOL;

  @Parameter(
      label = "Size",
      choices = {"tool", "sigma", "fwhm"},
      persist = false)
  private String size = FieldOptions.AS_TOOL;

  @Parameter(
      label = "R2",
      choices = {"tool", "fraction", "percent"},
      persist = false)
  private String r2 = FieldOptions.AS_TOOL;

  @Parameter(
      label = "Hemisphere",
      choices = {"none", "left", "right", "both"},
      persist = false,
      description =
          "With benson: of the brain; the left one sees the right half of the field. Both: without"
              + " a dataset, from maps whose names begin with lh and rh")
  private String hemisphere = FieldOptions.NO_HEMISPHERE;

  @Parameter(
      label = "Stimulus (px)",
      required = false,
      persist = false,
      description =
          "With pixels: width, or width x height, of the tool's stimulus, as 100 or 160x90")
  private String stimulusPx = "";

  @Parameter(
      label = "Stimulus width (degrees)",
      persist = false,
      description = "With pixels: of the tool's stimulus; 0 if it is as wide as the frames")
  private double stimulusDeg = 0;

  @Parameter(
      label = "Minimum R2",
      persist = false,
      description = "Fields that explain a smaller share, 0 to 1, are left out")
  private double minR2 = 0;

  @Parameter(
      label = "Output table",
      style = "save",
      required = false,
      persist = false,
      description =
          "Without a dataset, with benson: the table (.tsv) to write, a line for each vertex that"
              + " belongs to an area by the varea map; Show Receptive Fields draws it")
  private File output;

  @Override
  protected void execute(Progress progress) {
    requireOneTarget();
    if (dataset == null) {
      writeTable();
      return;
    }
    requireOneSource();
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      Map<String, String> hashes = new LinkedHashMap<>();
      ImportedFields fields = fields(opened, hashes).above(source(), minR2);
      fields.requireOnScreen(source(), opened.grid());
      List<Optional<FittedField>> list = opened.inFrameCoordinates(fields.fields());
      FieldMapReport written =
          opened.writeFields(list, CommandProvenance.of(this, 0).withInputs(hashes));
      IJ.log(FieldSummary.of(list));
      written.lines().forEach(IJ::log);
      if (opened.warp() != FrameSettings.Warp.NONE) {
        IJ.log("the frames are fisheye frames: the fields were moved and scaled with them");
      }
      fields.warnings().forEach(warning -> IJ.log("warning: " + warning));
    }
  }

  private void requireOneTarget() {
    if ((dataset == null) != (output == null)) return;
    throw new BadInputException(
        "options dataset and output",
        "one of the two",
        dataset == null ? "none" : "both",
        "give one");
  }

  /** A template's fields, which need no dataset. */
  private void writeTable() {
    FieldTool named = FieldTool.named(tool);
    boolean isPlain = options(named, FieldOptions.NO_HEMISPHERE).isPlain();
    boolean mapsAlone = table == null && variable.isBlank() && reference.isBlank();
    if (named != FieldTool.BENSON || maps.isBlank() || !mapsAlone || !isPlain || minR2 != 0) {
      throw new BadInputException(
          "option output",
          "a template's maps: tool=benson, maps, hemisphere, perhaps columns, nothing else",
          "other options",
          "leave them out, or give the dataset that the fields are for");
    }
    List<String> names = FieldColumns.names(columns, named);
    AtlasFields atlas =
        AtlasFields.read(Path.of(maps.strip()), names, FieldOptions.hemispheres(hemisphere));
    atlas.table().write(output.toPath());
    Map<String, String> hashes = new LinkedHashMap<>();
    atlas.files().forEach(f -> hashes.put(f.getFileName().toString(), Provenance.sha256(f)));
    Provenance how = CommandProvenance.of(this, 0).withInputs(hashes);
    BesideFile.write(output.toPath(), how.toJson());
    IJ.log(atlas.table().fieldCount() + " vertices with a field written to " + output);
  }

  private FieldOptions options(FieldTool named, String side) {
    return new FieldOptions(
        named, units, yDirection, origin, size, r2, side, stimulusPx, stimulusDeg);
  }

  private String source() {
    return maps.isBlank() ? table.toString() : maps.strip();
  }

  private void requireOneSource() {
    boolean hasTable = table != null && !table.getPath().isBlank();
    if (hasTable && !table.exists()) {
      throw new BadInputException(table, "a table of fields", "no such file", "check the path");
    }
    if (hasTable != maps.isBlank()) {
      throw new BadInputException(
          "options table and maps", "one of the two", hasTable ? "both" : "none", "give one");
    }
    if (hasTable != reference.isBlank()) {
      throw new BadInputException(
          "option reference",
          "an image of the dataset's grid with maps, nothing with a table",
          "\"" + reference + "\"",
          "give a run or mask that the dataset was made from together with maps");
    }
    if (!hasTable && !variable.isBlank()) {
      throw new BadInputException(
          "option variable", "nothing with maps", "\"" + variable + "\"", "leave it empty");
    }
    if (!(minR2 >= 0 && minR2 <= 1)) {
      throw new BadInputException("option minr2", "a share from 0 to 1", "" + minR2, "correct it");
    }
  }

  /** In degrees of visual angle; hashes of what was read are added. */
  private ImportedFields fields(Dataset opened, Map<String, String> hashes) {
    FieldTool named = FieldTool.named(tool);
    FieldOptions options = options(named, hemisphere);
    boolean isOwn = named == FieldTool.VOXEL2PIXEL && options.isPlain() && columns.isBlank();
    if (isOwn && maps.isBlank()) {
      addTableTo(hashes, List.of(variable.strip()));
      return own(opened);
    }
    List<String> names = FieldColumns.names(columns, named);
    FieldConvention convention = options.convention(names);
    PixelGrid stimulus = options.stimulus(convention, opened.grid());
    List<String> warnings = new ArrayList<>();
    List<RawField> rows;
    if (maps.isBlank()) {
      addTableTo(hashes, variable.isBlank() ? names : List.of(variable.strip()));
      rows = FieldColumns.read(table.toPath(), variable, names, opened.voxels(), warnings);
    } else {
      OwnFields.requireUnwarpedMaps(Path.of(maps.strip()));
      List<Path> files = FieldMaps.find(Path.of(maps.strip()), names);
      Path image = Path.of(reference.strip());
      rows = FieldMaps.ofVoxels(files, image, opened.voxels());
      hashes.put(image.getFileName().toString(), Provenance.sha256(image));
      files.forEach(f -> hashes.put(f.getFileName().toString(), Provenance.sha256(f)));
    }
    ImportedFields imported = ImportedFields.of(source(), rows, convention, stimulus);
    warnings.addAll(imported.warnings());
    return new ImportedFields(imported.fields(), warnings);
  }

  /** Of a folder of arrays, each that is used. */
  private void addTableTo(Map<String, String> hashes, List<String> used) {
    if (!table.isDirectory()) {
      hashes.put(table.getName(), Provenance.sha256(table.toPath()));
      return;
    }
    try (NamedArrays arrays = NamedArrays.open(table.toPath())) {
      for (String name : arrays.names()) {
        if (used.contains(name) || arrays.names().size() == 1) arrays.array(name);
      }
      hashes.putAll(arrays.hashes());
    }
  }

  private ImportedFields own(Dataset opened) {
    boolean isTable = table.getName().toLowerCase(Locale.ROOT).endsWith(".tsv");
    ReceptiveFieldTable fields =
        isTable && variable.isBlank()
            ? ReceptiveFieldTable.read(table.toPath())
            : ReceptiveFieldTable.of(FieldArray.read(table.toPath(), variable));
    if (isTable && variable.isBlank()) OwnFields.requireUnwarpedTable(table.toPath());
    List<String> warnings = new ArrayList<>();
    requireSameVoxels(fields, opened, warnings);
    if (fields.droppedCount() > 0) {
      warnings.add(
          fields.droppedCount() + " lines with a size of 0 or less were taken as no field");
    }
    return new ImportedFields(
        IntStream.range(0, opened.voxelCount()).mapToObj(fields::field).toList(), warnings);
  }

  /** By place and region where both sides know them, else by number alone. */
  private void requireSameVoxels(
      ReceptiveFieldTable fields, Dataset opened, List<String> warnings) {
    if (fields.voxelCount() != opened.voxelCount()) {
      throw new BadInputException(
          table,
          opened.voxelCount() + " voxels as in " + dataset,
          fields.voxelCount() + " rows",
          "give the table of the same voxels");
    }
    if (fields.sites().isEmpty() || opened.voxels().get(0).i() == Voxel.UNKNOWN) {
      warnings.add("without places on both sides, only the number of voxels was compared");
      return;
    }
    fields.requireVoxels(
        opened.voxels().stream().map(v -> new VoxelSite(v.i(), v.j(), v.k(), v.roi())).toList());
  }
}
