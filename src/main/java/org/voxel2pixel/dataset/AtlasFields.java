// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.dataset.FieldMaps.Hemisphere;
import org.voxel2pixel.dataset.FieldMaps.SurfaceField;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.VoxelSite;

/**
 * The vertices of a template that belong to an area, as a table of fields: those of the left
 * hemisphere first. A vertex stands at {@code i} = its number, {@code j} = 0, {@code k} = 0 in the
 * left and 1 in the right hemisphere; a template measures nothing, so r2 is 1.
 *
 * @param table a line a vertex
 * @param files the maps that were read
 */
public record AtlasFields(ReceptiveFieldTable table, List<Path> files) {
  private static final String AREA = "varea";

  /**
   * @param where a folder of maps, or a folder and a pattern such as {@code surf/lh.*}
   * @param names of the maps of angle, eccentricity and sigma; of areas it is varea
   * @param hemispheres one, or both; of both, the names of maps begin with lh and rh
   * @throws org.voxel2pixel.BadInputException if a map is missing, or does not fit the others
   */
  public static AtlasFields read(Path where, List<String> names, List<Hemisphere> hemispheres) {
    List<String> maps = List.of(names.get(0), names.get(1), names.get(2), AREA);
    List<Path> files = new ArrayList<>();
    List<Optional<FittedField>> fields = new ArrayList<>();
    List<VoxelSite> sites = new ArrayList<>();
    for (Hemisphere hemisphere : hemispheres) {
      Path side = hemispheres.size() == 1 ? where : where.resolve(hemisphere.prefix() + ".*");
      List<Path> found = FieldMaps.find(side, maps);
      files.addAll(found);
      for (SurfaceField vertex :
          FieldMaps.ofSurface(found.get(0), found.get(1), found.get(2), found.get(3), hemisphere)) {
        fields.add(Optional.of(new FittedField(vertex.field(), 1)));
        sites.add(new VoxelSite(vertex.vertex(), 0, hemisphere.ordinal(), vertex.area()));
      }
    }
    return new AtlasFields(ReceptiveFieldTable.of(fields).withSites(sites), List.copyOf(files));
  }
}
