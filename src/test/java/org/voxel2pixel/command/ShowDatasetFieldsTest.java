// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.StoredFields;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Fields of a dataset, drawn on its frames: 32 x 32 px, 12 degrees, enlarged 24 times. */
class ShowDatasetFieldsTest {
  @TempDir static Path folder;
  private static TinySubject subject;
  private static List<Optional<ReceptiveField>> fields;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.generate(folder);
    MacroRunner.value(subject.prepare());
    List<Optional<FittedField>> fitted = new ArrayList<>();
    for (int v = 0; v < TinySubject.VOXELS; v++) {
      // All in the upper half: what is at the bottom is the frame alone.
      ReceptiveField field = new ReceptiveField(v % 10 - 4.6, 1 + v % 4, 0.3);
      fitted.add(v == 7 ? Optional.empty() : Optional.of(new FittedField(field, 0.5)));
    }
    fields = fitted.stream().map(f -> f.map(FittedField::field)).toList();
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      dataset.writeFields(fitted, Provenance.of("test", Map.of(), 0, Map.of()));
    }
  }

  private static String show(Object... more) {
    List<Object> options = new ArrayList<>(List.of("fields", subject.dataset()));
    options.addAll(List.of(more));
    return TinySubject.command("Show Receptive Fields...", options.toArray());
  }

  /** The lower left of the frame, faded: 0.35 of its colour, 0.4 of that and 0.6 of white. */
  private static void assertShowsFrame(int stimulus, Path png, Dataset dataset) throws IOException {
    BufferedImage page = ImageIO.read(png.toFile());
    byte[] rgb = new byte[32 * 32 * 3];
    dataset.readFrame(stimulus, rgb);
    for (int x = 0; x < 12; x++) {
      int at = 3 * (30 * 32 + x);
      double[] value = {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
      double grey = (value[0] + value[1] + value[2]) / 3;
      int found = page.getRGB(84 + 24 * x + 12, 52 + 24 * 30 + 12);
      int[] shown = {found >> 16 & 0xff, found >> 8 & 0xff, found & 0xff};
      for (int c = 0; c < 3; c++) {
        double faded = 0.4 * (0.35 * value[c] + 0.65 * grey) + 0.6 * 255;
        assertEquals(faded, shown[c], 0.51, "stimulus " + stimulus + ", x " + x + ", " + c);
      }
    }
  }

  @Test
  void theFrameIsTheMiddleOfTheTestFilmOrTheOneThatIsNamed() throws IOException {
    Path png = folder.resolve("frames");
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      int[] rows = dataset.examples(Split.TEST);
      int middle = dataset.samples().get(rows[rows.length / 2]).stimulus();
      MacroRunner.value(show("folder", png));
      assertShowsFrame(middle, png.resolve("fields.png"), dataset);
      MacroRunner.value(show("folder", png, "frame", 5, "ifexists", "replace"));
      assertShowsFrame(5, png.resolve("fields.png"), dataset);
      String reason = MacroRunner.refusal(show("frame", dataset.frameCount()));
      assertTrue(reason.contains("option frame") && reason.contains("from 0 to"), reason);
    }
    String reason = MacroRunner.refusal(show("screendeg", 12));
    assertTrue(reason.contains("option screendeg"), reason);
  }

  @Test
  void coverageIsThatOfTheFixedProjection() {
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      FixedRfProjection projection =
          FixedRfProjection.of(
              new VoxelFields(
                  dataset.grid(),
                  dataset.rois(),
                  dataset.voxels().stream().map(v -> v.roi()).toList(),
                  fields,
                  1));
      StoredFields all = StoredFields.of(dataset);
      ShownFields shown =
          new ShownFields(dataset.rois(), all, all, 0, dataset.grid(), Optional.empty());
      ImagePlus coverage = CoveragePicture.of(shown, Progress.silent()).hyperstack("");
      for (int region = 0; region < dataset.rois().size(); region++) {
        float[] expected = projection.coverage(region);
        Object found = coverage.getStack().getPixels(region + 1); // channels first
        assertArrayEquals(expected, (float[]) found, "region " + region);
      }
    }
  }

  @Test
  void datasetJsonAndVoxelsTsvStandForTheirFields() {
    String names =
        "Overlay.activateSelection(0); text = Roi.getName; return text + \" \" + Overlay.size;";
    String expected = MacroRunner.value(show() + names);
    Path manifest = subject.dataset().resolve("dataset.json");
    Path voxels = subject.dataset().resolve("voxels.tsv");
    String command = "Show Receptive Fields...";
    assertEquals(
        expected, MacroRunner.value(TinySubject.command(command, "fields", manifest) + names));
    String table = TinySubject.command(command, "fields", voxels, "screendeg", 12);
    assertEquals(expected, MacroRunner.value(table + names));
    assertTrue(expected.endsWith(" " + (2 * (TinySubject.VOXELS - 1) + 2)), expected);
  }
}
