// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.dataset.FieldMaps.Hemisphere;
import org.voxel2pixel.dataset.FieldMaps.SurfaceField;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.visualfield.RawField;
import org.voxel2pixel.visualfield.VoxelSite;

class FieldMapsTest {
  private static final Path BENSON = Path.of("../shared/data/retinotopy-benson14");
  private static final NiftiGrid GRID =
      new NiftiGrid(4, 3, 2, new double[] {2, 0, 0, -4, 0, 2, 0, -3, 0, 0, 2, 5});
  private static final NiftiGrid SHIFTED =
      new NiftiGrid(4, 3, 2, new double[] {2, 0, 0, -2, 0, 2, 0, -3, 0, 0, 2, 5});
  private static final List<String> NAMES = List.of("x", "y", "sigma", "r2");

  @TempDir Path folder;

  /** Voxel (i, j, k): offset + 100 i + 10 j + k. */
  private static float value(int offset, int i, int j, int k) {
    return offset + 100 * i + 10 * j + k;
  }

  private static float[] values(int offset) {
    float[] values = new float[24];
    for (int n = 0; n < 24; n++) values[n] = value(offset, n % 4, n / 4 % 3, n / 12);
    return values;
  }

  private Path nifti(String name, NiftiGrid grid, int volumes, int offset) {
    Path file = folder.resolve(name);
    try (NiftiWriter writer = NiftiWriter.create(file, grid, volumes, 1, NiftiType.FLOAT32, 1, 0)) {
      for (int t = 0; t < volumes; t++) writer.write(values(offset));
    }
    return file;
  }

  /** A surface, or {@link #GRID}'s volume, by the offsets of MghFormat. */
  private Path mgh(String name, int nx, int ny, int nz, float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(284 + 4 * values.length);
    bytes.putInt(0, 1).putInt(4, nx).putInt(8, ny).putInt(12, nz).putInt(16, 1).putInt(20, 3);
    bytes.putShort(28, (short) 1);
    float[] place = {2, 2, 2, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 7}; // -4, -3, 5 + half of 8, 6, 4
    for (int n = 0; n < place.length; n++) bytes.putFloat(30 + 4 * n, place[n]);
    for (int n = 0; n < values.length; n++) bytes.putFloat(284 + 4 * n, values[n]);
    return Files.write(folder.resolve(name), bytes.array());
  }

  private static Voxel voxel(int index, int i, int j, int k) {
    return new Voxel(index, i, j, k, "V1", Optional.empty());
  }

  @Test
  void eachVoxelGetsTheNumbersOfItsPlaceFromNiftiAndMgh() throws IOException {
    Path reference = nifti("bold.nii", GRID, 3, 0);
    nifti("sub-01_x.nii.gz", GRID, 1, 1000);
    mgh("sub-01_y.mgh", 4, 3, 2, values(2000));
    nifti("sub-01_sigma.nii", GRID, 1, 3000);
    nifti("sub-01_r2.nii", GRID, 1, 4000);
    List<Path> maps = FieldMaps.find(folder, NAMES);
    List<Voxel> voxels = List.of(voxel(0, 3, 1, 0), voxel(1, 0, 2, 1));
    assertEquals(
        List.of(new RawField(1310, 2310, 3310, 4310), new RawField(1021, 2021, 3021, 4021)),
        FieldMaps.ofVoxels(maps, reference, voxels));
    RawField withoutFit = FieldMaps.ofVoxels(maps.subList(0, 3), reference, voxels).get(0);
    assertTrue(Double.isNaN(withoutFit.fit()));
  }

  @Test
  void mapsOfAnotherGridOrOfManyVolumesAndVoxelsWithoutAPlaceAreRefused() throws IOException {
    Path reference = nifti("bold.nii", GRID, 1, 0);
    Path x = nifti("x.nii", GRID, 1, 0);
    Path shifted = nifti("y.nii", SHIFTED, 1, 0);
    Path many = nifti("many.nii", GRID, 2, 0);
    Path flat = mgh("flat.mgh", 24, 1, 1, values(0));
    List<Voxel> voxels = List.of(voxel(0, 0, 0, 0));
    assertRefused(
        () -> FieldMaps.ofVoxels(List.of(x, shifted, x), reference, voxels),
        "y.nii",
        "bold.nii",
        "off by 2.0 mm in x");
    assertRefused(
        () -> FieldMaps.ofVoxels(List.of(x, flat, x), reference, voxels), "flat.mgh", "24 x 1 x 1");
    assertRefused(
        () -> FieldMaps.ofVoxels(List.of(x, many, x), reference, voxels), "many.nii", "2 volumes");
    List<Path> maps = List.of(x, x, x);
    assertRefused(
        () -> FieldMaps.ofVoxels(maps, reference, List.of(voxel(0, 4, 0, 0))), "voxel 0 at 4, 0");
    assertRefused(
        () -> FieldMaps.ofVoxels(maps, reference, List.of(voxel(0, -1, -1, -1))), "at -1, -1, -1");
  }

  @Test
  void aMapIsFoundByOneWordOfItsNameAlone() throws IOException {
    for (String side : List.of("lh", "rh")) {
      mgh(side + ".benson14_angle.v4_0.mgz", 1, 1, 1, 1);
      mgh(side + ".benson14_eccen.v4_0.mgz", 1, 1, 1, 1);
    }
    Files.writeString(folder.resolve("lh.angle.txt"), "no map");
    List<Path> found = FieldMaps.find(folder.resolve("lh.*"), List.of("Angle", "", "eccen"));
    assertEquals("lh.benson14_angle.v4_0.mgz", found.get(0).getFileName().toString());
    assertEquals("lh.benson14_eccen.v4_0.mgz", found.get(1).getFileName().toString());
    assertRefused(
        () -> FieldMaps.find(folder, List.of("angle")), "lh.benson14", "rh.benson14", "pattern");
    assertRefused(() -> FieldMaps.find(folder, List.of("sigma")), "named sigma", "none among");
    assertRefused(() -> FieldMaps.find(folder.resolve("no/lh.*"), List.of("x")), "no");
  }

  @Test
  void aSurfaceGivesTheFieldsOfItsAreasOnTheOtherSide() throws IOException {
    Path angle = mgh("angle.mgh", 1, 1, 4, 90, 0, 45, 180);
    Path eccen = mgh("eccen.mgh", 1, 1, 4, 5, 6, 7, 8);
    Path sigma = mgh("sigma.mgh", 1, 1, 4, 1, 2, 3, 0);
    Path varea = mgh("varea.mgh", 1, 1, 4, 1, 0, 3, 2);
    List<SurfaceField> right = FieldMaps.ofSurface(angle, eccen, sigma, varea, Hemisphere.RIGHT);
    assertEquals(List.of(0, 2), right.stream().map(SurfaceField::vertex).toList());
    assertEquals(List.of("V1", "V3"), right.stream().map(SurfaceField::area).toList());
    assertEquals(-5, right.get(0).field().xDeg(), 1e-9);
    assertEquals(0, right.get(0).field().yDeg(), 1e-9);
    assertEquals(-7 * Math.sqrt(0.5), right.get(1).field().xDeg(), 1e-9);
    assertEquals(7 * Math.sqrt(0.5), right.get(1).field().yDeg(), 1e-9);
    Path other = mgh("other.mgh", 1, 1, 3, 1, 1, 1);
    assertRefused(
        () -> FieldMaps.ofSurface(angle, eccen, other, varea, Hemisphere.LEFT), "other.mgh", "4");
    Path unknown = mgh("unknown.mgh", 1, 1, 4, 13, 0, 0, 0);
    assertRefused(
        () -> FieldMaps.ofSurface(angle, eccen, sigma, unknown, Hemisphere.LEFT), "unknown", "13");
  }

  @Test
  void bothHemispheresOfATemplateMakeOneTable() throws IOException {
    for (String side : List.of("lh", "rh")) {
      mgh(side + ".atlas_angle.mgh", 1, 1, 3, 90, 0, 0);
      mgh(side + ".atlas_eccen.mgh", 1, 1, 3, 5, 6, 7);
      mgh(side + ".atlas_sigma.mgh", 1, 1, 3, 1, 2, 3);
      mgh(side + ".atlas_varea.mgh", 1, 1, 3, 2, 0, 1);
    }
    List<String> names = List.of("angle", "eccen", "sigma", "");
    AtlasFields both = AtlasFields.read(folder, names, List.of(Hemisphere.values()));
    assertEquals(8, both.files().size());
    assertEquals(
        List.of(
            new VoxelSite(0, 0, 0, "V2"),
            new VoxelSite(2, 0, 0, "V1"),
            new VoxelSite(0, 0, 1, "V2"),
            new VoxelSite(2, 0, 1, "V1")),
        both.table().sites());
    assertEquals(5, both.table().field(0).orElseThrow().field().xDeg(), 1e-9);
    assertEquals(-5, both.table().field(2).orElseThrow().field().xDeg(), 1e-9);
    assertEquals(7, both.table().field(3).orElseThrow().field().yDeg(), 1e-9);
    assertEquals(1, both.table().field(3).orElseThrow().r2());
    Path left = folder.resolve("lh.*");
    assertEquals(2, AtlasFields.read(left, names, List.of(Hemisphere.LEFT)).table().voxelCount());
    assertRefused(
        () -> AtlasFields.read(folder, names, List.of(Hemisphere.LEFT)), "lh.atlas", "rh.atlas");
  }

  /** Counts and means as numpy computes them from nibabel's values. */
  @ParameterizedTest
  @CsvSource({
    "lh,LEFT,17332,3701,2945,2056,13.144732949364183,0.6827932100271187,3.317136451477168",
    "rh,RIGHT,17401,3822,3124,2505,-10.341611874921924,3.0542138093851876,2.953982799235012"
  })
  void bensonsTemplateHasItsAreasInTheOtherHalfOfTheField(
      String side,
      Hemisphere hemisphere,
      int all,
      int v1,
      int v2,
      int v3,
      double x,
      double y,
      double sigma) {
    Assumptions.assumeTrue(Files.exists(BENSON), "skipped: no " + BENSON);
    List<Path> maps =
        FieldMaps.find(
            BENSON.resolve(side + ".benson14*"), List.of("angle", "eccen", "sigma", "varea"));
    List<SurfaceField> fields =
        FieldMaps.ofSurface(maps.get(0), maps.get(1), maps.get(2), maps.get(3), hemisphere);
    assertEquals(all, fields.size());
    assertEquals(v1, ofArea(fields, "V1").size());
    assertEquals(v2, ofArea(fields, "V2").size());
    assertEquals(v3, ofArea(fields, "V3").size());
    double sign = hemisphere == Hemisphere.LEFT ? 1 : -1;
    // The template's angles overshoot 0 and 180 degrees by 2e-4.
    assertTrue(fields.stream().allMatch(f -> sign * f.field().xDeg() > -1e-3));
    double[] means = new double[3];
    for (SurfaceField f : ofArea(fields, "V1")) {
      means[0] += f.field().xDeg() / v1;
      means[1] += f.field().yDeg() / v1;
      means[2] += f.field().sigmaDeg() / v1;
    }
    for (int n = 0; n < 3; n++) assertEquals(new double[] {x, y, sigma}[n], means[n], 1e-6);
  }

  private static List<SurfaceField> ofArea(List<SurfaceField> fields, String area) {
    return fields.stream().filter(f -> f.area().equals(area)).toList();
  }
}
