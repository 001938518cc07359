// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.projection.ProjectionRule;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.projection.VoxelProjection;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;

/**
 * How the voxels of one subject become RFSimages: which areas in which channels, which field for
 * which voxel, which volumes after a stimulus. A model carries it, and refuses other voxels.
 *
 * @param voxelHash which voxels, in which order
 * @param rois areas in channel order
 * @param lags volumes after a stimulus
 * @param fields the fields in use, by voxel
 * @param projection the operator made of these
 */
public record VoxelPainting(
    String voxelHash,
    List<String> rois,
    LagWindow lags,
    List<Optional<FittedField>> fields,
    VoxelProjection projection) {

  private static final String FIELDS = "fields.tsv";

  /**
   * The painting by the dataset's own fields.
   *
   * @param minR2 fields with a lower r2 are not used
   * @param rule what operator to make of them
   * @throws BadInputException if no voxel has a field, or none such a field
   */
  public static VoxelPainting ofDataset(
      Dataset dataset, double minR2, ProjectionRule rule, Progress progress) {
    return of(dataset, usable(dataset, minR2), rule, progress);
  }

  private static ReceptiveFieldTable usable(Dataset dataset, double minR2) {
    List<Optional<FittedField>> all = dataset.voxels().stream().map(Voxel::field).toList();
    if (all.stream().noneMatch(Optional::isPresent)) {
      throw new BadInputException(
          dataset.folder().resolve(Dataset.VOXELS),
          "receptive fields",
          "none for any of " + all.size() + " voxels",
          "run Estimate Receptive Fields or Import Receptive Fields on this dataset first");
    }
    return ReceptiveFieldTable.of(all).above(minR2);
  }

  /**
   * The painting that a model folder carries, for a dataset of the same voxels.
   *
   * @param rule what operator the model's settings ask for
   */
  public static VoxelPainting ofModel(
      Path model, Dataset dataset, ProjectionRule rule, Progress progress) {
    return of(dataset, ReceptiveFieldTable.read(model.resolve(FIELDS)), rule, progress);
  }

  /**
   * What a projection is made of: the dataset's own fields.
   *
   * @param minR2 fields with a lower r2 are not used
   * @throws BadInputException if no voxel has a field, or none such a field
   */
  public static VoxelFields fieldsOf(Dataset dataset, double minR2) {
    return fieldsOf(dataset, usable(dataset, minR2));
  }

  private static VoxelFields fieldsOf(Dataset dataset, ReceptiveFieldTable table) {
    List<Optional<ReceptiveField>> fields =
        dataset.voxels().stream().map(v -> table.field(v.index()).map(FittedField::field)).toList();
    return new VoxelFields(
        dataset.grid(),
        dataset.rois(),
        dataset.voxels().stream().map(Voxel::roi).toList(),
        fields,
        dataset.lags().count());
  }

  private static VoxelPainting of(
      Dataset dataset, ReceptiveFieldTable table, ProjectionRule rule, Progress progress) {
    List<Optional<FittedField>> fields =
        dataset.voxels().stream().map(v -> table.field(v.index())).toList();
    VoxelProjection projection = rule.projection(fieldsOf(dataset, table), progress);
    return new VoxelPainting(
        dataset.voxelHash(), dataset.rois(), dataset.lags(), fields, projection);
  }

  /** Writes the fields in use beside a model. */
  public void write(Path folder) {
    ReceptiveFieldTable.of(fields).write(folder.resolve(FIELDS));
  }
}
