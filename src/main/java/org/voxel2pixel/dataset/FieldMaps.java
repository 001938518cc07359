// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.visualfield.FieldConvention;
import org.voxel2pixel.visualfield.FieldConvention.Coordinates;
import org.voxel2pixel.visualfield.FieldTool;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.RawField;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Receptive fields from maps: a NIfTI or MGH file for each of a field's numbers. */
public final class FieldMaps {
  private static final List<String> ENDINGS = List.of(".nii", ".nii.gz", ".mgh", ".mgz");

  /** Names of the values of Benson's varea maps, from 1. */
  private static final List<String> AREAS =
      List.of("V1", "V2", "V3", "hV4", "VO1", "VO2", "LO1", "LO2", "TO1", "TO2", "V3b", "V3a");

  private FieldMaps() {}

  /** Half of the brain; it sees the other half of the visual field. */
  public enum Hemisphere {
    LEFT(Coordinates.FROM_UPPER_RIGHTWARD, "lh"),
    RIGHT(Coordinates.FROM_UPPER_LEFTWARD, "rh");

    private final Coordinates coordinates;
    private final String prefix;

    Hemisphere(Coordinates coordinates, String prefix) {
      this.coordinates = coordinates;
      this.prefix = prefix;
    }

    /** How FreeSurfer begins the names of its files. */
    String prefix() {
      return prefix;
    }

    /** What angles from the upper vertical meridian mean in it. */
    public Coordinates coordinates() {
      return coordinates;
    }
  }

  /**
   * The field of one vertex of a template.
   *
   * @param vertex from 0
   * @param area such as V1
   */
  public record SurfaceField(int vertex, String area, ReceptiveField field) {}

  /**
   * The files of the maps: each the only one in the folder among whose words (parted by any of
   * {@code . _ -}) is the wanted name, whatever its case, as {@code lh.benson14_angle.v4_0.mgz} for
   * angle.
   *
   * @param where a folder, or a folder and a pattern for names such as {@code surf/lh.*}
   * @param names of the maps; an empty one is passed over
   * @throws BadInputException if a map is missing or there are several
   */
  public static List<Path> find(Path where, List<String> names) {
    List<Path> files = files(where);
    List<Path> found = new ArrayList<>();
    for (String name : names) {
      if (name.isEmpty()) continue;
      List<Path> fitting = files.stream().filter(file -> hasWord(file, name)).toList();
      if (fitting.size() != 1) {
        throw new BadInputException(
            where,
            "one map named " + name + " (" + String.join(", ", ENDINGS) + ")",
            fitting.isEmpty()
                ? "none among " + files.stream().map(Path::getFileName).toList()
                : fitting.stream().map(Path::getFileName).toList().toString(),
            "name the maps by columns, or narrow the folder by a pattern such as folder/lh.*");
      }
      found.add(fitting.get(0));
    }
    return found;
  }

  private static List<Path> files(Path where) {
    boolean isFolder = Files.isDirectory(where);
    Path folder = isFolder ? where : where.toAbsolutePath().getParent();
    String pattern = isFolder ? "*" : where.getFileName().toString();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : entries) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (ENDINGS.stream().anyMatch(name::endsWith)) files.add(file);
      }
    } catch (IOException e) {
      throw Unreadable.of(where, "a folder of maps", e);
    }
    files.sort(null);
    return files;
  }

  private static boolean hasWord(Path file, String word) {
    return words(file.getFileName().toString()).contains(words(word));
  }

  /** {@code .a.b.c.}, in lower case. */
  private static String words(String name) {
    return '.' + name.toLowerCase(Locale.ROOT).replaceAll("[._-]", ".") + '.';
  }

  /**
   * The numbers of a dataset's voxels, by their place {@code i, j, k}.
   *
   * @param maps of the numbers of {@link RawField}, in its order; without a fourth, R² is NaN
   * @param reference an image of the grid that the dataset was made from, a run or a mask
   * @throws BadInputException if a map has another grid than the reference, or a voxel no place
   */
  public static List<RawField> ofVoxels(List<Path> maps, Path reference, List<Voxel> voxels) {
    NiftiGrid grid = FieldMap.gridOf(reference);
    List<FieldMap> read = new ArrayList<>();
    for (Path file : maps) {
      FieldMap map = FieldMap.read(file);
      map.grid().requireSame(grid, file, reference);
      read.add(map);
    }
    List<RawField> fields = new ArrayList<>();
    for (Voxel voxel : voxels) {
      double fit = read.size() > 3 ? read.get(3).at(voxel) : Double.NaN;
      fields.add(
          new RawField(read.get(0).at(voxel), read.get(1).at(voxel), read.get(2).at(voxel), fit));
    }
    return fields;
  }

  /**
   * The fields of a template on a surface, such as Benson's on fsaverage: those of all vertices
   * that belong to an area and have a size.
   *
   * @param angle degrees from the upper vertical meridian, 0 to 180
   * @param eccen eccentricity, degrees
   * @param sigma degrees
   * @param varea 0 for none, 1 V1, 2 V2, 3 V3, 4 hV4, 5 VO1, 6 VO2, 7 LO1, 8 LO2, 9 TO1, 10 TO2, 11
   *     V3b, 12 V3a
   * @throws BadInputException if the maps have different numbers of vertices, or an area no name
   */
  public static List<SurfaceField> ofSurface(
      Path angle, Path eccen, Path sigma, Path varea, Hemisphere hemisphere) {
    float[] angles = FieldMap.read(angle).values();
    float[] eccentricities = likewise(eccen, angle, angles.length);
    float[] sizes = likewise(sigma, angle, angles.length);
    float[] areas = likewise(varea, angle, angles.length);
    FieldConvention convention = FieldTool.BENSON.convention().with(hemisphere.coordinates());
    PixelGrid unused = new PixelGrid(1, 1, 1); // degrees need no screen
    List<SurfaceField> fields = new ArrayList<>();
    for (int v = 0; v < angles.length; v++) {
      if (areas[v] == 0 || !(sizes[v] > 0)) continue;
      RawField raw = new RawField(angles[v], eccentricities[v], sizes[v], Double.NaN);
      fields.add(new SurfaceField(v, area(varea, areas[v]), convention.field(raw, unused)));
    }
    return List.copyOf(fields);
  }

  private static float[] likewise(Path file, Path first, int vertices) {
    float[] values = FieldMap.read(file).values();
    if (values.length == vertices) return values;
    throw new BadInputException(
        file,
        vertices + " vertices as in " + first,
        values.length + " vertices",
        "give the maps of one surface");
  }

  private static String area(Path file, float value) {
    if (value == Math.rint(value) && value >= 1 && value <= AREAS.size()) {
      return AREAS.get((int) value - 1);
    }
    throw new BadInputException(
        file, "areas from 0 to " + AREAS.size(), "the value " + value, "give the varea map");
  }
}
