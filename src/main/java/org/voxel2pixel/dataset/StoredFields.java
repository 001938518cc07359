// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.MappedVoxel;
import org.voxel2pixel.visualfield.R2Histogram;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;

/**
 * The voxels with a receptive field that a dataset or a table of ours holds.
 *
 * @param source where they are from, for messages
 * @param voxelCount voxels in all, with or without a field
 * @param mapped those with a field, in the order of the voxels
 */
public record StoredFields(String source, int voxelCount, List<MappedVoxel> mapped) {
  /** Region of voxels whose table names none. */
  public static final String NO_REGION = "all";

  private static final String COLUMN_OF_VOXELS = "rf_x_deg";

  public StoredFields {
    mapped = List.copyOf(mapped);
  }

  /** Those of a dataset's voxels, in the coordinates of its frames. */
  public static StoredFields of(Dataset dataset) {
    return of(dataset.folder().resolve(Dataset.VOXELS), dataset.voxels());
  }

  private static StoredFields of(Path source, List<Voxel> voxels) {
    List<MappedVoxel> mapped = new ArrayList<>();
    for (Voxel voxel : voxels) {
      voxel.field().ifPresent(f -> mapped.add(new MappedVoxel(voxel.index(), voxel.roi(), f)));
    }
    return new StoredFields(source.toString(), voxels.size(), mapped);
  }

  /**
   * A table as {@link ReceptiveFieldTable} reads it, or a dataset's voxels.tsv; which of the two,
   * its header tells.
   *
   * @throws BadInputException if it is neither
   */
  public static StoredFields read(Path table) {
    if (header(table).contains(COLUMN_OF_VOXELS)) return of(table, VoxelTable.read(table));
    ReceptiveFieldTable read = ReceptiveFieldTable.read(table);
    List<MappedVoxel> mapped = new ArrayList<>();
    for (int v = 0; v < read.voxelCount(); v++) {
      if (read.field(v).isEmpty()) continue;
      FittedField fitted = read.field(v).get();
      String region = read.sites().isEmpty() ? NO_REGION : read.sites().get(v).roi();
      mapped.add(new MappedVoxel(v, region, fitted));
    }
    return new StoredFields(table.toString(), read.voxelCount(), mapped);
  }

  private static String header(Path table) {
    try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw Unreadable.of(table, "a table of receptive fields", e);
    }
  }

  /**
   * Only the voxels of some regions.
   *
   * @throws BadInputException if one of them has no field
   */
  public StoredFields in(List<String> wanted) {
    for (String region : wanted) {
      if (regions().contains(region)) continue;
      throw new BadInputException(
          source, "fields of region " + region, "only of " + regions(), "correct the name");
    }
    return new StoredFields(
        source,
        voxelCount,
        mapped.stream().filter(voxel -> wanted.contains(voxel.region())).toList());
  }

  /** Names of the regions, in natural order. */
  public List<String> regions() {
    return mapped.stream()
        .map(MappedVoxel::region)
        .distinct()
        .sorted(NaturalOrder.INSTANCE)
        .toList();
  }

  /** R² of each field. */
  public double[] r2() {
    return mapped.stream().mapToDouble(voxel -> voxel.fitted().r2()).toArray();
  }

  /**
   * Only the fields that explain their voxel well enough, {@code r2 >= minR2}.
   *
   * @throws BadInputException if there is none, or none such; the message holds the histogram of R²
   */
  public StoredFields above(double minR2) {
    if (!(minR2 >= 0 && minR2 <= 1)) {
      throw new BadInputException("option minr2", "a share from 0 to 1", "" + minR2, "correct it");
    }
    if (mapped.isEmpty()) {
      throw new BadInputException(
          source,
          "receptive fields",
          "none for any of " + voxelCount + " voxels",
          "run Estimate Receptive Fields or Import Receptive Fields first");
    }
    List<MappedVoxel> kept = mapped.stream().filter(voxel -> voxel.fitted().r2() >= minR2).toList();
    if (kept.isEmpty()) {
      throw new BadInputException(
          source,
          "a voxel with r2 >= " + minR2,
          R2Histogram.line(r2()),
          "lower minr2, or map the fields anew");
    }
    return new StoredFields(source, voxelCount, kept);
  }
}
