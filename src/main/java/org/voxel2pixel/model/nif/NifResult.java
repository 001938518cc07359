// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.FitDetail;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;

/** What {@link NifFit} found. Immutable. */
public final class NifResult {
  private final PixelGrid screen;
  private final AreaReduction reduction;
  private final List<VoxelMaps> maps; // [region]
  private final List<double[]> heldOutR; // [region][voxel]
  private final double[] epochLosses;
  private final List<String> warnings;

  NifResult(
      NifFrames frames,
      List<VoxelMaps> maps,
      List<double[]> heldOutR,
      double[] epochLosses,
      List<String> warnings) {
    this.screen = frames.grid();
    this.reduction = frames.reduction();
    this.maps = List.copyOf(maps);
    this.heldOutR = List.copyOf(heldOutR);
    this.epochLosses = epochLosses.clone();
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Pearson's correlation of predicted and measured held-out responses, one a voxel, over all runs;
   * NaN where either is constant.
   */
  public double[] heldOutR(int region) {
    return heldOutR.get(region).clone();
  }

  /** Mean loss of each epoch's steps, each before its step. */
  public double[] epochLosses() {
    return epochLosses.clone();
  }

  /** What is odd though usable, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** A voxel's map over the pixels of its region's layer, {@code [y][x]}, not normalised. */
  public float[] map(int region, int voxel) {
    return maps.get(region).map(voxel);
  }

  /**
   * The fields of a region's voxels in degrees, each with {@code r2 = max(0, heldOutR)^2}; none
   * where heldOutR is NaN or the map is 0 everywhere. The size is the map's standard deviation
   * about its mean, whichever the centre.
   */
  public List<Optional<FittedField>> fields(int region, FieldCentre centre) {
    List<Optional<FittedField>> fields = new ArrayList<>();
    double[] r = heldOutR.get(region);
    for (int v = 0; v < r.length; v++) {
      double positive = Math.min(1, Math.max(0, r[v]));
      fields.add(
          Double.isNaN(r[v]) || maps.get(region).isEmpty(v)
              ? Optional.empty()
              : Optional.of(
                  new FittedField(
                      maps.get(region).field(v, centre, screen, reduction),
                      positive * positive,
                      FitDetail.ofHeldOutR(Math.max(-1, Math.min(1, r[v]))))));
    }
    return fields;
  }

  /** The fields of all regions, one region after the other, by their centres of mass. */
  public ReceptiveFieldTable table() {
    List<Optional<FittedField>> all = new ArrayList<>();
    for (int r = 0; r < maps.size(); r++) all.addAll(fields(r, FieldCentre.CENTRE_OF_MASS));
    return ReceptiveFieldTable.of(all);
  }
}
