// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiPlacement;

class VoxelGridTest {
  @TempDir Path folder;

  /** dataset_mini_subject.py's masks, as nibabel wrote them: i to the left, an sform alone. */
  @Test
  void preparationRecordsTheGridOfTheMasks() {
    MiniSubject subject = MiniSubject.copyTo(folder.resolve("mini"));
    subject.prepare();
    JsonObject grid =
        JsonFile.read(subject.dataset().resolve("dataset.json")).getAsJsonObject("voxelGrid");
    assertArrayEquals(new double[] {4, 3, 2}, numbers(grid.getAsJsonArray("shape")));
    double[][] affine = {{-2, 0, 0, 5}, {0, 2, 0, -3}, {0, 0, 2.5, 1}};
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(
          affine[row], numbers(grid.getAsJsonArray("affine").get(row).getAsJsonArray()));
    }
    assertEquals(2, grid.get("sformCode").getAsInt());
    assertEquals(0, grid.get("qformCode").getAsInt());
    assertArrayEquals(new double[] {2, 2, 2.5}, numbers(grid.getAsJsonArray("voxelSizeMm")));
    try (Dataset set = Dataset.open(subject.dataset())) {
      assertEquals(subject.grid(), set.voxelGrid().orElseThrow().grid());
    }
  }

  private static double[] numbers(JsonArray array) {
    double[] numbers = new double[array.size()];
    for (int n = 0; n < numbers.length; n++) numbers[n] = array.get(n).getAsDouble();
    return numbers;
  }

  @Test
  void anAffineSurvivesDatasetJsonBitwise() {
    double third = 1.0 / 3;
    NiftiGrid grid =
        new NiftiGrid(
            5, 4, 3, new double[] {-third, 0, 1e-7, 5, 0.1, 2, 0, -3, 0, 0.3, 2.2, Math.PI});
    NiftiGrid other =
        new NiftiGrid(5, 4, 3, new double[] {2, 0, 0, 0.1, 0, 2, 0, third, 0, 0, 2, 0});
    for (NiftiPlacement placement :
        List.of(
            new NiftiPlacement(4, 1, Optional.of(other)),
            new NiftiPlacement(0, 1, Optional.empty()),
            new NiftiPlacement(0, 0, Optional.empty()))) {
      VoxelGrid voxelGrid = new VoxelGrid(grid, placement);
      assertEquals(voxelGrid, VoxelGrid.ofJson(voxelGrid.toJson()));
    }
  }

  @Test
  void aGridThatIsNoneIsRefusedWithTheFile() throws IOException {
    Path dataset = folder.resolve("dataset");
    SmallGridDataset.write(dataset);
    Path json = dataset.resolve("dataset.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"affine\"", "\"affin\""));
    assertRefused(() -> Dataset.open(dataset), "dataset.json", "manifest");
    Files.writeString(json, text.replaceFirst("\"shape\": \\[\\s*5,\\s*4,", "\"shape\": [5,"));
    assertRefused(() -> Dataset.open(dataset), "dataset.json", "manifest");
    Files.writeString(
        json, text.replaceFirst("\"shape\": \\[\\s*5,\\s*4,", "\"shape\": [2000000000,4000,"));
    assertRefused(() -> Dataset.open(dataset), "dataset.json", "too large");
  }

  @Test
  void voxelsOutsideTheGridAreRefused() throws IOException {
    Path dataset = folder.resolve("dataset");
    SmallGridDataset.write(dataset);
    Path json = dataset.resolve("dataset.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replaceFirst("\"shape\": \\[\\s*5,", "\"shape\": [4,"));
    assertRefused(() -> Dataset.open(dataset), "voxels.tsv", "voxel 1 at 4, 3, 2", "4 x 4 x 3");
  }
}
