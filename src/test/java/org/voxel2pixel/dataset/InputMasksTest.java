// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStops;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertTold;
import static org.voxel2pixel.dataset.Checks.assertWarns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;
import org.voxel2pixel.nifti.NiftiGrid;

/** Which voxels, of which region, in which order; a grid of 3 x 2 x 2 voxels of 2 mm. */
class InputMasksTest {
  private static final String MASKS = "sub-01/masks/";

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
  }

  /** {@code V1:0 V1:1 V2:7}, each voxel's region and flat index in the order of the columns. */
  private static String voxels(InputCheck check) {
    assertSound(check);
    RoiVoxels voxels = check.plan().voxels();
    List<String> texts = new ArrayList<>();
    for (Voxel voxel : voxels.voxels()) {
      int flat = voxels.flat()[voxel.index()];
      assertEquals(flat, SmallStudy.GRID.indexOf(voxel.i(), voxel.j(), voxel.k()));
      texts.add(voxel.roi() + ":" + flat);
    }
    return String.join(" ", texts);
  }

  private InputCheck named(String path) {
    return study.checkMasks(Optional.of(study.at(path)), "");
  }

  private void threeAreas() {
    study.mask(MASKS + "sub-01_label-V10_mask.nii", 2);
    study.mask(MASKS + "sub-01_hemi-L_label-V2_mask.nii", 7, 3);
    study.mask(MASKS + "sub-01_hemi-R_label-V2_mask.nii", 4, 7);
  }

  @Test
  void regionsAreInNaturalOrderAndHemispheresTogether() {
    threeAreas();
    assertEquals("V1:0 V1:1 V1:5 V2:3 V2:4 V2:7 V10:2", voxels(study.check()));
  }

  @Test // N-56
  void regionsAreChosenOrderedAndMerged() {
    threeAreas();
    InputCheck check = study.checkRois("V10, early = V2 + V1");
    assertEquals("V10:2 early:0 early:1 early:3 early:4 early:5 early:7", voxels(check));
    check = study.checkRois("V2");
    assertEquals("V2:3 V2:4 V2:7", voxels(check));
    assertTold(check, Level.INFO, "regions not used: V1, V10");
    assertTrue(
        check.plan().sources().keySet().stream().noneMatch(file -> file.contains("label-V1")));
    assertStopsOnly(study.checkRois("V2, V3, v1"), "V1, V2, V10", "found V3, v1");
  }

  @Test // N-56
  void aVoxelOfTwoPartsOfOneRegionCountsOnce() {
    study.mask(MASKS + "sub-01_label-V2_mask.nii", 5, 7);
    InputCheck check = study.checkRois("V12=V1+V2");
    assertEquals("V12:0 V12:1 V12:5 V12:7", voxels(check));
    assertTold(check, Level.INFO, "V12", "V1 and V2 share 1 voxels", "counts once");
  }

  @Test // N-56
  void aVoxelOfTwoRegionsStopsUnlessTheFirstHasIt() {
    study.mask(MASKS + "sub-01_label-V2_mask.nii", 5, 1, 7);
    study.mask(MASKS + "sub-01_label-V3_mask.nii", 7, 8);
    assertStopsOnly(
        study.check(),
        "V1 and V2 share 2 voxels, V2 and V3 share 1 voxels",
        "rois=[V1=V1d+V1v]",
        "overlap=first");
    InputCheck check = study.checkRois("; overlap=first");
    assertEquals("V1:0 V1:1 V1:5 V2:7 V3:8", voxels(check));
    assertWarns(check, "V1 and V2 share 2 voxels", "the region named first has them");
    assertEquals("V3:7 V3:8 V2:1 V2:5", voxels(study.checkRois("V3, V2; overlap=first")));
    study.mask(MASKS + "sub-01_label-V2_mask.nii", 5, 1);
    assertStopsOnly(study.checkRois("V1, V2; overlap=first"), "none left in V2");
  }

  @Test
  void theTextOfRegionsIsReadStrictly() {
    for (String bad :
        List.of("V1,,V2", "V1+V2", "=V1", "A=V1=V2", "A=V1+", "V1, V1", "V1; first", ";;")) {
      assertStopsOnly(study.checkRois(bad), "rois", "write it like V1=V1d+V1v, V2, V3");
    }
    RegionSelection parsed = RegionSelection.parse(" V1 = V1d + V1v ,hV4 ; overlap = first ");
    assertEquals(
        List.of(
            new RegionSelection.Region("V1", List.of("V1d", "V1v")),
            new RegionSelection.Region("hV4", List.of("hV4"))),
        parsed.regions());
    assertEquals(RegionSelection.Overlap.FIRST, parsed.overlap());
  }

  @Test
  void masksAreNamedAsInDs001506() {
    study.delete(MASKS + "sub-01_label-V1_mask.nii");
    study.mask(MASKS + "sub-01_mask_LH_V1d.nii", 3);
    study.mask(MASKS + "sub-01_mask_RH_V1d.nii", 1);
    study.mask(MASKS + "sub-01_mask_LH_hV4.nii", 2);
    study.mask(MASKS + "sub-01_mask_HVC.nii", 4);
    study.mask(MASKS + "sub-01_T1w.nii", 4);
    InputCheck check = study.check();
    assertEquals("HVC:4 V1d:1 V1d:3 hV4:2", voxels(check));
    assertTold(check, Level.INFO, "not masks by their names", "sub-01_T1w.nii");
  }

  @Test
  void twoVersionsOfOneMaskAreNotMixed() {
    study.mask(MASKS + "sub-01_label-V1_desc-atlas_mask.nii", 3);
    assertStopsOnly(study.check(), "one mask for each region and hemisphere", "another of V1");
  }

  @Test
  void labelsHaveTheNamesOfTheirTable() {
    study.values("atlas/sub-01_dseg.nii", 0, 1, 2, 2, 7, 0, 0, 0, 9, 0, 1, 0);
    InputCheck without = named("atlas/sub-01_dseg.nii");
    assertStopsOnly(without, "names of its labels in sub-01_dseg.tsv beside it");
    study.table(
        "atlas/sub-01_dseg.tsv", "index name", "0 background", "2 V1", "1 V2", "7 V1", "5 V3");
    InputCheck check = named("atlas/sub-01_dseg.nii");
    assertEquals("V1:2 V1:3 V1:4 V2:1 V2:10", voxels(check));
    assertTold(check, Level.INFO, "no voxel of label 5, V3"); // N-55
    assertTrue(check.plan().sources().containsKey("atlas/sub-01_dseg.tsv"));
    assertEquals(voxels(check), voxels(named("atlas")));
    InputCheck absent = study.checkMasks(Optional.of(study.at("atlas")), "V1, V3");
    assertStopsOnly(absent, "voxels of label 5", "0 voxels; labels there: 1, 2, 7, 9"); // N-55
  }

  @Test
  void aTableListsMasksLabelsAndThresholds() {
    study.values("roi/atlas.nii", 0, 1, 2, 2, 7, 0, 0, 0, 9, 0, 1, 0);
    study.values("roi/prob.nii", 0, 0, 0, 0, 0, 0.2f, 0.5f, 0.8f, 0, 0, 0, Float.NaN);
    study.mask("roi/plain.nii", 11);
    study.table(
        "roi/regions.tsv",
        "roi file label threshold",
        "MT atlas.nii 2 n/a",
        "MT atlas.nii 7 n/a",
        "LO prob.nii n/a 0.5",
        "V8 plain.nii n/a n/a");
    InputCheck check = named("roi/regions.tsv");
    assertEquals("LO:6 LO:7 MT:2 MT:3 MT:4 V8:11", voxels(check));
    assertTrue(check.plan().sources().containsKey("roi/regions.tsv"));
    study.table(
        "roi/bad.tsv",
        "file roi label threshold",
        "a.nii V1 1 0.5",
        "a.nii n/a 1 n/a",
        "a.nii V1 0 n/a",
        "a.nii V1 n/a 0",
        "n/a V1 1 n/a",
        "atlas.nii V1 2 n/a");
    InputCheck bad = named("roi/bad.tsv");
    for (String place :
        List.of(
            "2, column threshold",
            "3, column roi",
            "4, column label",
            "5, column thr",
            "6, column file")) {
      assertStops(bad, "roi/bad.tsv, line " + place);
    }
    study.table("roi/few.tsv", "file name", "a.nii V1");
    assertStopsOnly(named("roi/few.tsv"), "no roi among file, name");
  }

  @Test
  void aFileThatTheUserNamesMayHaveAnyName() {
    study.mask("rois/ventral.stream.nii", 4, 2);
    assertEquals("ventral.stream:2 ventral.stream:4", voxels(named("rois/ventral.stream.nii")));
    assertStopsOnly(named("rois/nothing.nii"), "masks named like", "none", "masks=[...]");
  }

  @Test // N-51, N-52
  void masksOnOtherGridsAreToldWithTheDifference() {
    double[] affine = SmallStudy.GRID.affine();
    affine[7] -= 2;
    study.image(
        MASKS + "sub-01_label-V2_mask.nii",
        new NiftiGrid(3, 2, 2, affine),
        List.of(new float[] {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
        0);
    assertStopsOnly(study.check(), "label-V2_mask.nii", "off by 2.0 mm in y");
    float[] longer = new float[18];
    longer[4] = 1;
    study.image(
        MASKS + "sub-01_label-V2_mask.nii",
        new NiftiGrid(3, 2, 3, SmallStudy.GRID.affine()),
        List.of(longer),
        0);
    assertStopsOnly(study.check(), "3 x 2 x 2 voxels", "3 x 2 x 3 voxels");
    study.delete(MASKS + "sub-01_label-V2_mask.nii");
    study.bold(
        "sub-01/func/sub-01_task-test_run-1_bold.nii", 20, new NiftiGrid(3, 2, 2, affine), 2);
    assertStopsOnly(study.check(), "task-test_run-1_bold.nii", "off by 2.0 mm in y");
  }

  @Test // N-53
  void theSameGridIsNoProofOfTheSameSpace() throws Exception {
    Path mask = study.at(MASKS + "sub-01_label-V1_mask.nii");
    Files.createDirectories(study.at("else"));
    Path elsewhere = study.at("else/sub-01_label-V1_mask.nii");
    assertTold(study.check(), Level.INFO, "neither masks nor runs state their space");
    Files.copy(mask, elsewhere);
    assertWarns(named("else"), "neither these masks nor the runs state their space", "no proof");
    Files.move(mask, study.at(MASKS + "sub-01_space-T1w_label-V1_mask.nii"));
    assertWarns(study.check(), "masks in space-T1w, runs in a space unsaid", "no proof");
    for (String run : List.of("train_run-1", "test_run-1")) {
      String stem = "sub-01/func/sub-01_task-" + run;
      Files.move(study.at(stem + "_bold.nii"), study.at(stem + "_space-T1w_bold.nii"));
    }
    assertEquals(List.of(), Checks.told(study.check(), Level.WARN));
    assertWarns(named("else"), "masks in a space unsaid, runs in space-T1w");
    Files.move(
        study.at("sub-01/func/sub-01_task-test_run-1_space-T1w_bold.nii"),
        study.at("sub-01/func/sub-01_task-test_run-1_space-MNI_bold.nii"));
    assertStopsOnly(
        study.check(), "masks in space-T1w, runs in space-MNI and space-T1w", "trainruns");
  }

  @Test // N-54
  void aSubjectFlippedFromRightToLeftHasTheSameVoxelsInTheWorld() {
    String before = positions(study.check());
    double[] affine = SmallStudy.GRID.affine();
    affine[3] += 2 * affine[0]; // the last voxel along x is now the first
    affine[0] = -affine[0];
    NiftiGrid flipped = new NiftiGrid(3, 2, 2, affine);
    float[] mask = new float[12];
    for (int v : new int[] {0, 1, 5}) mask[v - 2 * (v % 3) + 2] = 1;
    study.image(MASKS + "sub-01_label-V1_mask.nii", flipped, List.of(mask), 0);
    assertStops(study.check(), "axes LAS", "axes RAS"); // the runs are not flipped
    study.bold("sub-01/func/sub-01_task-train_run-1_bold.nii", 20, flipped, 2);
    study.bold("sub-01/func/sub-01_task-test_run-1_bold.nii", 20, flipped, 2);
    assertEquals(before, positions(study.check()));
  }

  private static String positions(InputCheck check) {
    assertSound(check);
    RoiVoxels voxels = check.plan().voxels();
    return voxels.voxels().stream()
        .map(v -> Arrays.toString(voxels.grid().positionMm(v.i(), v.j(), v.k())))
        .sorted()
        .toList()
        .toString();
  }

  @Test // N-55
  void masksThatAreNoMasks() {
    String file = MASKS + "sub-01_label-V1_mask.nii";
    study.mask(file);
    assertStopsOnly(study.check(), "0 voxels");
    study.values(file, 0, 0.3f, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertStopsOnly(
        study.check(), "whole numbers", "the value 0.3", "columns file, roi, threshold");
    study.values(file, 0, -1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertStopsOnly(study.check(), "the label -1");
    study.values(file, 0, Float.NaN, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertStopsOnly(study.check(), "the value NaN");
    study.values(file, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertWarns(study.check(), "the values 1, 3 all count as inside V1");
    study.values(file, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertWarns(study.check(), "the mask is the whole volume");
    assertEquals(Map.of("V1", 12), study.check().plan().voxels().countOfRoi());
  }

  @Test // N-57
  void aMaskOfSeveralVolumes() {
    study.bold(MASKS + "sub-01_label-V1_mask.nii", 3);
    assertStopsOnly(study.check(), "a mask of 1 volume", "3 volumes");
  }
}
