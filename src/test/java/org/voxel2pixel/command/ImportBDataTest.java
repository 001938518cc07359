// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.NpyFile;
import org.voxel2pixel.dataset.NumericArray;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.MacroRunner;

/** Import BData through macros, on files of h5py with numpy's results (bdata_files.py). */
class ImportBDataTest {
  @TempDir Path folder;

  private Path dataset() {
    return folder.resolve("dataset");
  }

  private static Path fixture(String name) {
    try {
      return Path.of(Dataset.class.getResource("bdata/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private String importing(Object... more) {
    List<Object> options = new ArrayList<>(List.of("train", fixture("train.h5")));
    options.addAll(List.of("stimuli", fixture("pictures"), "dataset", dataset()));
    options.addAll(List.of(more));
    return TinySubject.command("Import BData...", options.toArray());
  }

  @Test
  void theDefaultsAreThoseThatThePublishedFilesNeed() {
    MacroRunner.value(importing("test", fixture("test.h5")));
    NumericArray expected = NpyFile.read(fixture("expected_z.npy"));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(248, set.frameWidthPx());
      assertEquals(248, set.frameHeightPx());
      assertEquals(12, set.screenWidthDeg());
      assertEquals(List.of("VC"), set.rois());
      assertEquals(expected.rowCount(), set.sampleCount());
      float[] response = new float[set.voxelCount()];
      for (int row = 0; row < set.sampleCount(); row++) {
        set.readResponse(row, response);
        assertArrayEquals(expected.row(row), response, 2e-5f, "sample " + row);
      }
      Provenance provenance = set.provenance().get(0);
      assertEquals("Import BData", provenance.command());
      assertEquals("ROI_VC = 1", provenance.parameters().get("select"));
      assertEquals(
          Map.of(
              "train.h5", Provenance.sha256(fixture("train.h5")),
              "test.h5", Provenance.sha256(fixture("test.h5"))),
          provenance.inputHashes());
    }
  }

  @Test
  void everyOptionHasItsEffect() {
    MacroRunner.value(
        TinySubject.command(
            "Import BData...",
            "train",
            fixture("index.h5"),
            "trainrows",
            "DataType = 1",
            "testrows",
            "DataType = 2",
            "stimuli",
            fixture("pictures"),
            "table",
            fixture("labels.tsv"),
            "labels",
            "image_index",
            "select",
            "ROI_V1 + ROI_LOC",
            "rois",
            "LOC, V1",
            "repeats",
            "single",
            "normalisation",
            "none",
            "sizepx",
            8,
            "resize",
            "centre-crop",
            "screendeg",
            9.5,
            "trialsec",
            12,
            "dataset",
            dataset()));
    try (Dataset set = Dataset.open(dataset())) {
      assertEquals(21, set.sampleCount());
      assertEquals(
          "V1 V1 V1 V1 V1 V1 V1 V1 LOC LOC LOC LOC LOC",
          set.voxels().stream().map(Voxel::roi).collect(Collectors.joining(" ")));
      assertEquals(8, set.frameWidthPx());
      assertEquals(9.5, set.screenWidthDeg());
      assertEquals(12, set.trSec());
      float[] response = new float[13];
      set.readResponse(0, response);
      assertEquals(7.25f, response[3], "as it is in the file, and not dropped");
    }
  }

  @Test
  void aColumnOfSeveralIsNamedByItsNumberAndItsVmapFound() {
    MacroRunner.value(
        TinySubject.command(
            "Import BData...",
            "train",
            fixture("train_vmap.h5"),
            "test",
            fixture("test_vmap.h5"),
            "labels",
            "Label[1]",
            "stimuli",
            fixture("pictures"),
            "repeats",
            "average",
            "ddof",
            1,
            "dataset",
            dataset()));
    float[] expected = NpyFile.read(fixture("expected_z.npy")).row(14);
    try (Dataset set = Dataset.open(dataset())) {
      float[] response = new float[expected.length];
      set.readResponse(14, response);
      for (int v = 0; v < expected.length; v++) {
        assertEquals(expected[v] * Math.sqrt(11 / 12.0 / 4), response[v], 2e-5);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsWritten() {
    assertRefused(importing(), "test file", "neither");
    assertRefused(importing("test", fixture("test.h5"), "select", "ROI_V1 +"), "character 9");
    assertRefused(importing("test", fixture("test.h5"), "select", "ROI_MT"), "ROI_MT", "ROI_VC");
    assertRefused(importing("test", fixture("test.h5"), "labels", ","), "labels", "stimulus_id");
    assertRefused(importing("test", fixture("fault_mirrored.h5")), "same order");
    assertRefused(importing("test", folder.resolve("none.h5")), "none.h5");
    assertRefused(importing("testrows", "DataType = 2"), "key DataType", "stimulus_id");
    assertRefused(importing("test", fixture("test.h5"), "testcolumn", "Run"), "testcolumn");
    assertEquals(List.of(), TinySubject.namesIn(folder));
  }

  private static void assertRefused(String macro, String... parts) {
    String reason = MacroRunner.refusal(macro);
    for (String part : parts) {
      assertTrue(reason.contains(part), () -> "no \"" + part + "\" in: " + reason);
    }
  }
}
