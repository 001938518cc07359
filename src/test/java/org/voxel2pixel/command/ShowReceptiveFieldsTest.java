// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.gui.Plot;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.StoredFields;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A table of four fields on a screen of 12 x 12 degrees. The screen is 96 px, enlarged 8 times; its
 * corner on the page is at (84, 52): x = 84 + 384 + 64 deg, y = 52 + 384 - 64 deg.
 */
class ShowReceptiveFieldsTest {
  private static final int V1 = 0x0072B2;
  private static final int V2 = 0xD55E00;
  private static final int GREY = 0xCCCCCC; // 128, faded by 60 % of white
  private static final String TITLES = "receptive fields,coverage,size against eccentricity,";

  @TempDir Path folder;

  private Path table(String... lines) throws IOException {
    StringBuilder text = new StringBuilder("index\tx_deg\ty_deg\tsigma_deg\tr2\ti\tj\tk\troi\n");
    for (String line : lines) text.append(line.replace(' ', '\t')).append('\n');
    return Files.writeString(folder.resolve("fields.tsv"), text);
  }

  /** V1 at the upper right, twice; V2 at the lower left; one of V2 that explains little. */
  private Path four() throws IOException {
    return table(
        "0 3 4.5 1 0.5 0 0 0 V1",
        "1 3 4.5 0.5 0.25 1 0 0 V1",
        "2 -4 -2 1.5 0.3 2 0 0 V2",
        "3 0 5 1 0.01 3 0 0 V2",
        "4 n/a n/a n/a n/a 4 0 0 V2");
  }

  private static String show(Path fields, Object... more) {
    List<Object> options = new ArrayList<>(List.of("fields", fields));
    options.addAll(List.of(more));
    return TinySubject.command("Show Receptive Fields...", options.toArray());
  }

  private static int pageX(double xDeg) {
    return (int) (84 + 384 + 64 * xDeg);
  }

  private static int pageY(double yDeg) {
    return (int) (52 + 384 - 64 * yDeg);
  }

  private static int rgb(BufferedImage image, double xDeg, double yDeg) {
    return image.getRGB(pageX(xDeg), pageY(yDeg)) & 0xffffff;
  }

  private BufferedImage png(String name) throws IOException {
    return ImageIO.read(folder.resolve("png").resolve(name).toFile());
  }

  @Test
  void aFieldAtTheUpperRightIsDrawnAtTheUpperRightInTheColourOfItsRegion() throws IOException {
    MacroRunner.value(show(four(), "screendeg", 12, "folder", folder.resolve("png")));
    BufferedImage page = png("fields.png");
    assertEquals(V1, rgb(page, 3, 4.5));
    assertEquals(V2, rgb(page, -4, -2));
    assertEquals(GREY, rgb(page, 3, -4.5), "upside down");
    assertEquals(GREY, rgb(page, -3, 4.5), "mirrored");
    assertEquals(GREY, rgb(page, 0, 5), "r2 below the threshold");
    assertEquals(GREY, rgb(page, -4, -2.75), "half a sigma from the centre");
    assertEquals(0, rgb(page, 0, 0), "fixation");
    // The circle of sigma 1.5: a line of 1.8 px on the pixels beside x = -5.5 and y = -0.5.
    for (int[] at : new int[][] {{pageX(-5.5), pageY(-2)}, {pageX(-4), pageY(-0.5)}}) {
      int found = page.getRGB(at[0], at[1]);
      assertTrue((found >> 16 & 0xff) - (found & 0xff) > 100, Integer.toHexString(found));
    }
  }

  @Test
  void aCircleEndsAtTheBorderOfTheScreen() throws IOException {
    Path table = table("0 5 0 2 0.5 0 0 0 V1");
    MacroRunner.value(show(table, "screendeg", 12, "folder", folder.resolve("png")));
    BufferedImage page = png("fields.png");
    int left = page.getRGB(pageX(3), pageY(0));
    assertTrue((left & 0xff) - (left >> 16 & 0xff) > 60, Integer.toHexString(left));
    double y = Math.sqrt(2 * 2 - 0.9 * 0.9);
    int arc = rgb(page, 5.9, y);
    assertTrue((arc & 0xff) - (arc >> 16 & 0xff) > 60, Integer.toHexString(arc));
    for (int x = pageX(6) + 1; x < pageX(6) + 25; x++) {
      for (int row = pageY(2.1); row < pageY(-2.1); row++) {
        assertEquals(0xffffff, page.getRGB(x, row) & 0xffffff, x + ", " + row);
      }
    }
  }

  @Test
  void theOverlayNamesItsFieldsAndDegreesGrowUpward() throws IOException {
    String macro =
        show(four(), "screendeg", 12)
            + "names = \"\"; for (i = 0; i < Overlay.size; i++) {"
            + " Overlay.activateSelection(i); names += Roi.getName + \"|\"; }"
            + "run(\"Select None\");"
            + "x = "
            + pageX(3)
            + "; y = "
            + pageY(4.5)
            + "; toScaled(x, y); return names + d2s(x, 2) + \" \" + d2s(y, 2);";
    assertEquals(
        "2 V2 r2=0.300|0 V1 r2=0.500|1 V1 r2=0.250|2 V2 r2=0.300 centre|0 V1 r2=0.500 centre|"
            + "1 V1 r2=0.250 centre|fixation|fixation|3.01 4.49",
        MacroRunner.value(macro));
  }

  @Test
  void coverageCountsCentresAndAddsUpGaussians() throws IOException {
    // 8 pixels a degree: pixel 72 has its middle at 3.0625, row 12 at 4.4375 degrees.
    String macro =
        show(four(), "screendeg", 12)
            + "selectImage(\"coverage\"); Stack.getDimensions(w, h, c, z, t);"
            + "text = \"\" + w + \" \" + c + \" \" + t;"
            + "Stack.setPosition(1, 1, 1); text += \" \" + getPixel(72, 12) + \" \""
            + " + getPixel(72, 83) + \" \" + getPixel(16, 64);"
            + "Stack.setPosition(2, 1, 1); text += \" \" + getPixel(16, 64);"
            + "Stack.setPosition(1, 1, 2); text += \" \" + d2s(getPixel(72, 12), 6);"
            + "toScaled(w, h); return text + \" \" + d2s(w, 4) + \" \" + d2s(h, 4);";
    double squared = 2 * 0.0625 * 0.0625;
    double sum = Math.exp(-squared / 2) + Math.exp(-squared / (2 * 0.25));
    String expected = String.format(Locale.ROOT, "96 2 2 2 0 0 1 %.6f", sum);
    assertEquals(expected + " 6.0625 -6.0625", MacroRunner.value(macro));
  }

  @Test
  void countsOfTheRegionsStandBesideEachPicture() throws IOException {
    Path png = folder.resolve("png");
    MacroRunner.value(show(four(), "screendeg", 12, "folder", png));
    for (String name : List.of("fields.png", "coverage.png", "sizes.png", "r2.png")) {
      assertTrue(png(name).getWidth() > 500, name);
      JsonObject json =
          JsonParser.parseString(Files.readString(png.resolve(name + ".json"))).getAsJsonObject();
      JsonObject v2 = json.getAsJsonObject("regions").getAsJsonObject("V2");
      assertEquals(2, v2.get("fields").getAsInt());
      assertEquals(1, v2.get("shown").getAsInt());
      assertTrue(json.getAsJsonObject("inputHashes").has("fields.tsv"), json.toString());
    }
    assertEquals(8, TinySubject.namesIn(png).size(), "no temporary file is left");
  }

  @Test
  void allPicturesAreOpenAndTellHowTheyWereMade() throws IOException {
    String macro =
        show(four(), "screendeg", 12)
            + "text = getTitle() + \",\"; titles = newArray(\"coverage\","
            + " \"size against eccentricity\", \"r2 histogram\"); infos = 0;"
            + "for (i = 0; i < 3; i++) { selectImage(titles[i]); text += titles[i] + \",\";"
            + " if (indexOf(getMetadata(\"Info\"), \"command: Show Receptive Fields\") >= 0"
            + " && indexOf(getMetadata(\"Info\"), \"3 of 4 fields have r2 >= 0.05\") >= 0)"
            + " infos++; } return text + infos + \" \" + nImages;";
    assertEquals(TITLES + "r2 histogram,3 4", MacroRunner.value(macro));
  }

  @Test
  void thePlotsHoldTheNumbersThatTheyShow() throws IOException {
    StoredFields all = StoredFields.read(four());
    PixelGrid grid = new PixelGrid(96, 96, 12);
    ShownFields shown =
        new ShownFields(all.regions(), all, all.above(0.05), 0.05, grid, Optional.empty());
    // Bins of 0.02 up to the best, 0.5. V2's bars, drawn first, stand on V1's.
    Plot r2 = FieldPlots.r2(shown);
    assertEquals("0.01:1 0.25:1 0.31:1 0.51:1", bars(r2.getDataObjectArrays(0)));
    assertEquals("0.25:1 0.51:1", bars(r2.getDataObjectArrays(1)));
    assertEquals("0.05:0 0.05:1", bars(r2.getDataObjectArrays(2)), "threshold");
    // V1 has one eccentricity, hence no line; V2 one field.
    Plot sizes = FieldPlots.sizes(shown);
    float ecc = (float) Math.hypot(3, 4.5);
    assertArrayEquals(new float[] {ecc, ecc}, sizes.getDataObjectArrays(0)[0]);
    assertArrayEquals(new float[] {1, 0.5f}, sizes.getDataObjectArrays(0)[1]);
    assertArrayEquals(new float[] {1.5f}, sizes.getDataObjectArrays(1)[1]);
    assertArrayEquals(new float[] {0.75f}, sizes.getDataObjectArrays(2)[1]); // median
  }

  private static String bars(float[][] xAndY) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < xAndY[0].length; n++) {
      if (xAndY[1][n] == 0 && xAndY[0].length > 2) continue;
      text.append(String.format(Locale.ROOT, "%.2f:%.0f ", xAndY[0][n], xAndY[1][n]));
    }
    return text.toString().strip();
  }

  @Test
  void regionsAreDrawnInTheOrderInWhichTheyAreNamed() throws IOException {
    Path png = folder.resolve("png");
    MacroRunner.value(show(four(), "screendeg", 12, "regions", "V2 V1", "folder", png));
    assertEquals(V1, rgb(png("fields.png"), -4, -2));
    MacroRunner.value(
        show(four(), "screendeg", 12, "regions", "V2", "folder", png, "ifexists", "replace"));
    assertEquals(GREY, rgb(png("fields.png"), 3, 4.5));
    String reason = MacroRunner.refusal(show(four(), "screendeg", 12, "regions", "V4"));
    assertTrue(reason.contains("region V4") && reason.contains("[V1, V2]"), reason);
  }

  @Test
  void whereNoFieldExplainsEnoughTheHistogramIsTheReason() throws IOException {
    Path png = folder.resolve("png");
    String reason = MacroRunner.refusal(show(four(), "screendeg", 12, "minr2", 0.6, "folder", png));
    assertEquals(
        folder.resolve("fields.tsv")
            + ": expected a voxel with r2 >= 0.6, found 4 fields with r2 0.0..0.1: 1, 0.2..0.3: 1,"
            + " 0.3..0.4: 1, 0.5..0.6: 1, best 0.5000; lower minr2, or map the fields anew.",
        reason);
    assertFalse(Files.exists(png));
    Path none = table("0 n/a n/a n/a n/a 0 0 0 V1");
    reason = MacroRunner.refusal(show(none, "screendeg", 12));
    assertTrue(reason.contains("none for any of 1 voxels"), reason);
  }

  @Test
  void picturesThatExistStayUnlessTheyAreToBeReplaced() throws IOException {
    Path png = Files.createDirectory(folder.resolve("png"));
    byte[] old = {1, 2, 3};
    Files.write(png.resolve("sizes.png"), old);
    Files.write(png.resolve("notes.txt"), old);
    String reason = MacroRunner.refusal(show(four(), "screendeg", 12, "folder", png));
    assertTrue(reason.contains("sizes.png") && reason.contains("ifexists=replace"), reason);
    assertEquals(List.of("notes.txt", "sizes.png"), TinySubject.namesIn(png));
    MacroRunner.value(show(four(), "screendeg", 12, "folder", png, "ifexists", "replace"));
    assertNotEquals(old.length, Files.size(png.resolve("sizes.png")));
    assertArrayEquals(old, Files.readAllBytes(png.resolve("notes.txt")));
  }

  @Test
  void aTableNeedsItsScreenAndHasNoFrames() throws IOException {
    String reason = MacroRunner.refusal(show(four()));
    assertTrue(reason.contains("option screendeg") && reason.contains("screendeg=20"), reason);
    reason = MacroRunner.refusal(show(four(), "screendeg", 12, "frame", 3));
    assertTrue(reason.contains("option frame"), reason);
    reason = MacroRunner.refusal(show(folder.resolve("none.tsv"), "screendeg", 12));
    assertTrue(reason.contains("none.tsv"), reason);
  }

  @Test
  void manyFieldsAreOnePointSelectionARegionAtTheSamePlaces() throws IOException {
    String[] lines = new String[FieldOverlay.MOST_CIRCLES + 1];
    for (int n = 0; n < lines.length; n++) {
      boolean v2 = n % 2 == 1;
      // Middles of pixels of the page: 64 px a degree.
      String place = v2 ? " -4.0078125 -2.0078125 1" : " 3.0078125 4.4921875 1";
      lines[n] = n + place + " 0.5 " + n + " 0 0 " + (v2 ? "V2" : "V1");
    }
    Path table = table(lines);
    String names =
        MacroRunner.value(
            show(table, "screendeg", 12, "folder", folder.resolve("png"))
                + "Overlay.activateSelection(0); a = Roi.getName; Overlay.activateSelection(1);"
                + "return a + \"|\" + Roi.getName + \"|\" + Overlay.size;");
    assertEquals("V1 2501 centres|V2 2500 centres|4", names);
    BufferedImage page = png("fields.png");
    int[][] rings = {{pageX(3), pageY(4.5), V1}, {pageX(-4) - 1, pageY(-2), V2}};
    for (int[] ring : rings) {
      for (int side : new int[] {-1, 1}) {
        assertEquals(ring[2], page.getRGB(ring[0] + side, ring[1]) & 0xffffff, "x " + side);
        assertEquals(ring[2], page.getRGB(ring[0], ring[1] + side) & 0xffffff, "y " + side);
        assertEquals(GREY, page.getRGB(ring[0] + 3 * side, ring[1]) & 0xffffff, "x far " + side);
        assertEquals(GREY, page.getRGB(ring[0], ring[1] + 3 * side) & 0xffffff, "y far " + side);
      }
    }
  }
}
