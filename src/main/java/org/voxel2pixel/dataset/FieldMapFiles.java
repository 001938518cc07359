// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiIntent;
import org.voxel2pixel.nifti.NiftiOutput;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.visualfield.FittedField;

/**
 * The fields of a dataset as NIfTI maps, a float32 volume for each {@link FieldQuantity}, in the
 * folder {@code receptive-fields} of the dataset. They lie over the masks that the dataset was made
 * from: same shape, affine, sform_code and qform_code.
 *
 * <p>A voxel without a field is NaN, not 0, for 0 degrees is a place and 0 a value of r2.
 * intent_code is 1001 (an estimate) in all: of a correlation (2) the standard wants the degrees of
 * freedom, which are not known of samples that follow each other in time. Where a voxel stands in
 * the table twice, as in two regions, the maps show the field of the higher r2, of equal ones the
 * first.
 *
 * <p>The table rules; maps are made of it. They go before the table changes and come back after it
 * did, so that a crash leaves none rather than old ones, and {@code provenance.json} names the
 * SHA-256 of the table that they show.
 */
final class FieldMapFiles {
  static final String FOLDER = "receptive-fields";
  static final String PROVENANCE = "provenance.json";

  /** Key of provenance.json: in which frame the coordinates are. */
  static final String WARP = "warp";

  private static final int LONGEST_AXIS = Short.MAX_VALUE; // of NIfTI-1
  private static final long MOST_VOXELS = 1L << 28; // a volume is held in memory, 1 GiB

  private final Path datasetFolder;
  private final Path folder;
  private final DatasetDescription description;

  FieldMapFiles(Path datasetFolder, DatasetDescription description) {
    this.datasetFolder = datasetFolder;
    this.folder = datasetFolder.resolve(FOLDER);
    this.description = description;
  }

  /** Where the maps are, if they show the table of this hash. */
  Optional<Path> find(String voxelsSha256) {
    Path provenance = folder.resolve(PROVENANCE);
    if (!Files.isRegularFile(provenance)) return Optional.empty();
    try {
      Provenance how = Provenance.ofJson(JsonFile.read(provenance));
      boolean isCurrent = voxelsSha256.equals(how.inputHashes().get(Dataset.VOXELS));
      return isCurrent ? Optional.of(folder) : Optional.empty();
    } catch (BadInputException
        | ClassCastException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException e) {
      return Optional.empty(); // maps of unknown origin are as good as none
    }
  }

  /**
   * Takes the old maps away. A folder that holds more than we wrote is kept under another name.
   *
   * @return for people, if it was kept
   */
  List<String> remove() {
    if (!Files.exists(folder)) return List.of();
    Set<String> others = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.map(entry -> entry.getFileName().toString()).forEach(others::add);
      others.remove(PROVENANCE);
      for (FieldQuantity quantity : FieldQuantity.values()) others.remove(quantity.fileName());
      Path away = others.isEmpty() ? temporaryName() : freeName();
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE); // all of them or none
      if (others.isEmpty()) {
        WholeFolder.deleteTree(away);
        return List.of();
      }
      return List.of(folder + " held other files too and is kept as " + away.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException("could not replace " + folder + ": " + e.getMessage(), e);
    }
  }

  /** One that {@link WholeFolder} cleans up if this process dies. */
  private Path temporaryName() {
    Path name = folder.resolveSibling(".tmp-" + ProcessHandle.current().pid() + "-" + FOLDER);
    WholeFolder.deleteTree(name);
    return name;
  }

  private Path freeName() {
    int n = 1;
    while (Files.exists(datasetFolder.resolve(FOLDER + "-old-" + n))) n++;
    return datasetFolder.resolve(FOLDER + "-old-" + n);
  }

  /**
   * Writes the maps of a table, where there are none.
   *
   * @param voxelsSha256 of the table
   * @param how the fields came to be
   * @param oddities to be told with the result
   */
  FieldMapReport write(
      List<Voxel> voxels, String voxelsSha256, Provenance how, List<String> oddities) {
    if (description.voxelGrid().isEmpty()) {
      return FieldMapReport.none(
          "dataset.json has no voxelGrid, for the dataset was imported or is of an older version",
          oddities);
    }
    VoxelGrid grid = description.voxelGrid().get();
    Optional<String> obstacle = obstacle(grid.grid());
    if (obstacle.isPresent()) return FieldMapReport.none(obstacle.get(), oddities);
    List<String> lines = new ArrayList<>(oddities);
    Map<Integer, FittedField> fields = fieldsByPlace(grid.grid(), voxels, lines);
    if (fields.isEmpty()) return FieldMapReport.none("no voxel has a field", lines);
    List<FieldQuantity> known =
        Arrays.stream(FieldQuantity.values())
            .filter(q -> fields.values().stream().anyMatch(f -> q.of(f).isPresent()))
            .toList();
    WholeFolder.write(
        folder,
        whole -> {
          for (FieldQuantity quantity : known) writeMap(whole, grid, quantity, fields);
          writeProvenance(whole, known, how.withInputs(Map.of(Dataset.VOXELS, voxelsSha256)));
        });
    return new FieldMapReport(Optional.of(folder), joined("maps written to " + folder, lines));
  }

  static List<String> joined(String first, List<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static Optional<String> obstacle(NiftiGrid grid) {
    int longest = Math.max(grid.nx(), Math.max(grid.ny(), grid.nz()));
    if (longest > LONGEST_AXIS) {
      return Optional.of("an axis of " + longest + " voxels is too long for NIfTI-1");
    }
    if (grid.voxelCount() > MOST_VOXELS) {
      return Optional.of("a volume of " + grid.voxelCount() + " voxels is too large");
    }
    return Optional.empty();
  }

  /** Flat index to field. */
  private static Map<Integer, FittedField> fieldsByPlace(
      NiftiGrid grid, List<Voxel> voxels, List<String> lines) {
    Map<Integer, Optional<FittedField>> all = new HashMap<>();
    int different = 0;
    for (Voxel voxel : voxels) {
      int at = grid.indexOf(voxel.i(), voxel.j(), voxel.k());
      Optional<FittedField> before = all.get(at);
      if (before != null && !before.equals(voxel.field())) different++;
      if (before == null || r2(voxel.field()) > r2(before)) all.put(at, voxel.field());
    }
    if (different > 0) {
      lines.add(
          different
              + " voxels stand in two regions with different fields: the maps show the one of"
              + " higher r2");
    }
    Map<Integer, FittedField> fields = new HashMap<>();
    all.forEach((at, field) -> field.ifPresent(f -> fields.put(at, f)));
    return fields;
  }

  private static double r2(Optional<FittedField> field) {
    return field.map(FittedField::r2).orElse(-1.0);
  }

  private void writeMap(
      Path whole, VoxelGrid grid, FieldQuantity quantity, Map<Integer, FittedField> fields) {
    float[] volume = new float[grid.grid().voxelCount()];
    Arrays.fill(volume, Float.NaN);
    double greatest = 0;
    for (Map.Entry<Integer, FittedField> entry : fields.entrySet()) {
      OptionalDouble value = quantity.of(entry.getValue());
      if (value.isEmpty()) continue;
      float stored = (float) value.getAsDouble();
      volume[entry.getKey()] = stored;
      if (Float.isFinite(stored)) greatest = Math.max(greatest, Math.abs(stored));
    }
    double[] range = quantity.shownRange(greatest);
    NiftiOutput output =
        NiftiOutput.of(grid.grid(), 1, 0, NiftiType.FLOAT32)
            .meaning(NiftiIntent.estimate(quantity.intentName()))
            .shown(range[0], range[1])
            .placed(grid.placement())
            .described(quantity.meaning() + (isWarped() ? "; fisheye frame" : ""));
    try (NiftiWriter writer = NiftiWriter.create(whole.resolve(quantity.fileName()), output)) {
      writer.write(volume);
    }
  }

  private boolean isWarped() {
    return description.warp() != FrameSettings.Warp.NONE;
  }

  private void writeProvenance(Path whole, List<FieldQuantity> known, Provenance how) {
    JsonObject json = how.toJson();
    json.addProperty(WARP, description.warp().name());
    json.addProperty(
        "coordinates",
        isWarped()
            ? "of the fisheye frames, in which a pixel is no constant angle"
            : "degrees of visual angle from fixation, x right, y up");
    json.addProperty("withoutField", "NaN: 0 degrees is a place");
    JsonObject maps = new JsonObject();
    for (FieldQuantity quantity : known) maps.addProperty(quantity.fileName(), quantity.meaning());
    json.add("maps", maps);
    WholeFile.writeText(whole.resolve(PROVENANCE), JsonFile.toText(json));
  }
}
