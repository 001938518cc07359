// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * The fields of a dataset's voxels, in the voxels' order; a voxel for which none was found stays in
 * its place, empty. Immutable.
 *
 * <p>As a file: text in UTF-8, a header and one line a voxel, values separated by tabs, decimals
 * with a point, {@code n/a} (or NaN) for what is absent (all four values of a field, or none):
 *
 * <pre>
 *   index  x_deg  y_deg  sigma_deg  r2  [i  j  k  roi]
 *   0      -1.25  3.0    0.8        0.41 32 10 21 V1
 *   1      n/a    n/a    n/a        n/a  33 10 21 V1
 * </pre>
 *
 * Degrees are those of {@link ReceptiveField}: from fixation, x to the right, y upward. Columns may
 * stand in any order, and so may lines, since {@code index} (from 0) says which voxel a line is
 * about; every voxel has exactly one line. The last four columns come together or not at all. A
 * byte order mark and Windows line ends are accepted. Four more columns come together or not at
 * all, {@code gain, exponent, fit_r2, held_out_r} ({@link FitDetail}), each n/a where it is not
 * known, all where there is no field. A dataset's voxels.tsv, which has {@code rf_} before the
 * names of a field's columns, is such a table too; its places may be n/a, if all are. Of a pRF
 * tool's output only what cannot be a field at all, a size of 0 or less, is dropped and counted
 * ({@link #droppedCount}); anything else out of order is refused with its line number.
 */
public final class ReceptiveFieldTable {
  private final String source;
  private final List<Optional<FittedField>> fields; // [voxel]
  private final List<VoxelSite> sites; // [voxel], or empty where not known
  private final int droppedCount;

  ReceptiveFieldTable(
      String source, List<Optional<FittedField>> fields, List<VoxelSite> sites, int droppedCount) {
    this.source = source;
    this.fields = List.copyOf(fields);
    this.sites = List.copyOf(sites);
    this.droppedCount = droppedCount;
  }

  /**
   * @param fields one a voxel, in the voxels' order
   */
  public static ReceptiveFieldTable of(List<Optional<FittedField>> fields) {
    return new ReceptiveFieldTable("receptive fields", fields, List.of(), 0);
  }

  /**
   * @throws BadInputException if the file is not such a table, naming the line
   */
  public static ReceptiveFieldTable read(Path file) {
    return ReceptiveFieldTsv.read(file);
  }

  /** Writes the table; reading it back gives bitwise the same numbers. */
  public void write(Path file) {
    ReceptiveFieldTsv.write(this, file);
  }

  /** The same fields with the place of each voxel, in the voxels' order. */
  public ReceptiveFieldTable withSites(List<VoxelSite> sites) {
    if (sites.size() != voxelCount()) {
      throw new IllegalArgumentException(
          "sites must be as many as voxels, " + voxelCount() + ", were " + sites.size());
    }
    return new ReceptiveFieldTable(source, fields, sites, droppedCount);
  }

  /** Voxels, with or without a field. */
  public int voxelCount() {
    return fields.size();
  }

  /** Voxels with a field. */
  public int fieldCount() {
    return (int) fields.stream().filter(Optional::isPresent).count();
  }

  /** Lines of the file whose size was 0 or less, now without a field. */
  public int droppedCount() {
    return droppedCount;
  }

  public Optional<FittedField> field(int voxel) {
    return fields.get(voxel);
  }

  /** One a voxel, without its quality: what a projection takes. */
  public List<Optional<ReceptiveField>> fields() {
    return fields.stream().map(fitted -> fitted.map(FittedField::field)).toList();
  }

  /** The place of each voxel in the voxels' order; empty where the table does not tell. */
  public List<VoxelSite> sites() {
    return sites;
  }

  /**
   * Checks that this table speaks of the dataset's voxels in the dataset's order, so that no voxel
   * gets its neighbour's field. Without places only the number of voxels can be checked.
   *
   * @param expected the dataset's voxels, in its order
   * @throws BadInputException at the first voxel that differs
   */
  public void requireVoxels(List<VoxelSite> expected) {
    if (expected.size() != voxelCount()) {
      throw new BadInputException(
          source,
          expected.size() + " voxels as in the dataset",
          voxelCount() + " voxels",
          "use the fields of this very dataset");
    }
    for (int voxel = 0; voxel < sites.size(); voxel++) {
      if (!sites.get(voxel).equals(expected.get(voxel))) {
        throw new BadInputException(
            source,
            "voxel " + voxel + " at " + expected.get(voxel) + " as in the dataset",
            "" + sites.get(voxel),
            "bring the table into the dataset's order of voxels");
      }
    }
  }

  /**
   * Only the fields that explain their voxel well enough, {@code r2 >= minR2}.
   *
   * @param minR2 0 to 1
   * @throws BadInputException if none does; the message holds the histogram of r2
   */
  public ReceptiveFieldTable above(double minR2) {
    if (!(minR2 >= 0 && minR2 <= 1)) {
      throw new BadInputException(
          "minimum r2", "a share from 0 to 1", "" + minR2, "give 0.05 for 5 %");
    }
    List<Optional<FittedField>> kept =
        fields.stream().map(fitted -> fitted.filter(f -> f.r2() >= minR2)).toList();
    if (kept.stream().noneMatch(Optional::isPresent)) {
      throw new BadInputException(
          source,
          "a voxel with r2 >= " + minR2,
          R2Histogram.line(r2()),
          "lower the minimum r2, or map the fields anew");
    }
    return new ReceptiveFieldTable(source, kept, sites, droppedCount);
  }

  private double[] r2() {
    return fields.stream().flatMap(Optional::stream).mapToDouble(FittedField::r2).toArray();
  }
}
