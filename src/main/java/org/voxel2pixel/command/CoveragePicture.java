// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import ij.plugin.LutLoader;
import ij.process.LUT;
import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.FloatHyperstack;
import org.voxel2pixel.imagej.ImageHeader;
import org.voxel2pixel.imagej.Page;
import org.voxel2pixel.visualfield.FieldCoverage;
import org.voxel2pixel.visualfield.PixelGrid;

/** How many fields see which pixel: a hyperstack of numbers, and a figure with colour bars. */
final class CoveragePicture {
  static final List<String> MEASURES = List.of("centres", "sum of Gaussians");

  private static final List<String> CAPTIONS =
      List.of(
          "Centres: number of fields centred on a pixel",
          "Sum of Gaussians: each field counts 1 at its centre, exp(\u2212\u00bd) one sigma from it");

  private static final int PANEL_PX = 260;
  private static final int GAP_PX = 24;
  private static final int LEFT_PX = 30;
  private static final int TOP_PX = 62;
  private static final int BAR_PX = 120;
  private static final int HEADING_PX = 34;
  private static final int MOST_COLUMNS = 6;
  private static final int TEXT_PX = 15;
  private static final double SHOWN_SHARE = 0.99; // of the pixels above 0; the rest saturate

  private final ShownFields shown;
  private final List<FieldCoverage> regions; // [region]
  private final IndexColorModel colours = LutLoader.getLut("fire");

  private CoveragePicture(ShownFields shown, List<FieldCoverage> regions) {
    this.shown = shown;
    this.regions = regions;
  }

  static CoveragePicture of(ShownFields shown, Progress progress) {
    List<FieldCoverage> regions = new ArrayList<>();
    for (String region : shown.regions()) {
      progress.report("coverage", regions.size(), shown.regions().size());
      regions.add(FieldCoverage.of(shown.fieldsIn(region), shown.grid(), progress));
    }
    return new CoveragePicture(shown, List.copyOf(regions));
  }

  /** Channels are regions; the first frame counts centres, the second adds up Gaussians. */
  ImagePlus hyperstack(String provenance) {
    PixelGrid grid = shown.grid();
    ImageHeader header =
        new ImageHeader(
            "coverage", grid.widthPx(), grid.heightPx(), grid.degPerPx(), 0, provenance);
    ImagePlus image =
        FloatHyperstack.of(
            header,
            shown.regions(),
            MEASURES,
            new FloatHyperstack.DisplayRange(0, shownMost(0)),
            (frame, channel) -> plane(frame, channel).clone());
    image.setLut(new LUT(colours, 0, shownMost(0)));
    image.setDisplayRange(0, shownMost(0));
    return image;
  }

  private float[] plane(int measure, int region) {
    FieldCoverage coverage = regions.get(region);
    return measure == 0 ? coverage.centres() : coverage.gaussianSum();
  }

  /** The end of the colours: whole, at least 1. */
  private double shownMost(int measure) {
    List<Float> values = new ArrayList<>();
    for (int region = 0; region < regions.size(); region++) {
      for (float value : plane(measure, region)) if (value > 0.01) values.add(value);
    }
    if (values.isEmpty()) return 1;
    values.sort(null);
    return Math.max(1, Math.ceil(values.get((int) (SHOWN_SHARE * (values.size() - 1)))));
  }

  /** A panel for each region and measure; a colour bar for each measure. */
  ImagePlus figure() {
    int scale = FieldAxes.scaleFor(shown.grid(), PANEL_PX);
    int columns = Math.min(MOST_COLUMNS, regions.size());
    int rows = (regions.size() + columns - 1) / columns;
    int panelWidthPx = shown.grid().widthPx() * scale;
    int panelHeightPx = HEADING_PX + shown.grid().heightPx() * scale;
    int blockPx = HEADING_PX + rows * panelHeightPx + GAP_PX;
    int widthPx = LEFT_PX + columns * (panelWidthPx + GAP_PX) + BAR_PX;
    try (Page page = new Page(widthPx, TOP_PX + MEASURES.size() * blockPx + GAP_PX)) {
      page.heading("Coverage", LEFT_PX, 32, 20, Page.Align.LEFT);
      page.note(subtitle(), LEFT_PX, 54, TEXT_PX - 2, Page.Align.LEFT);
      for (int measure = 0; measure < MEASURES.size(); measure++) {
        int top = TOP_PX + measure * blockPx;
        String title = CAPTIONS.get(measure);
        page.text(title, LEFT_PX, top + 26.0, TEXT_PX, Page.Align.LEFT);
        for (int region = 0; region < regions.size(); region++) {
          int x = LEFT_PX + region % columns * (panelWidthPx + GAP_PX);
          int y = top + HEADING_PX + region / columns * panelHeightPx + HEADING_PX;
          drawPanel(page, new FieldAxes(shown.grid(), x, y, scale), measure, region);
        }
        int barLeft = LEFT_PX + columns * (panelWidthPx + GAP_PX);
        drawBar(page, barLeft, top + 2 * HEADING_PX, panelHeightPx - HEADING_PX, measure);
      }
      return new ImagePlus("coverage figure", page.image());
    }
  }

  private String subtitle() {
    return String.format(
        Locale.ROOT,
        "screen %.4g \u00d7 %.4g degrees, %d \u00d7 %d pixels; %s",
        shown.grid().widthDeg(),
        shown.heightDeg(),
        shown.grid().widthPx(),
        shown.grid().heightPx(),
        shown.caption());
  }

  private void drawPanel(Page page, FieldAxes at, int measure, int region) {
    float[] plane = plane(measure, region);
    double most = shownMost(measure);
    for (int y = 0; y < at.heightPx(); y++) {
      for (int x = 0; x < at.widthPx(); x++) {
        float value = plane[y / at.scale() * at.grid().widthPx() + x / at.scale()];
        page.image().setRGB(at.leftPx() + x, at.topPx() + y, rgb(value / most));
      }
    }
    page.frame(at.leftPx(), at.topPx(), at.widthPx(), at.heightPx(), Page.INK);
    at.drawFixationOn(page, 5, 12, Color.WHITE);
    String name = shown.regions().get(region);
    page.heading(name, at.leftPx(), at.topPx() - 9.0, TEXT_PX, Page.Align.LEFT);
    String count = shown.usedIn(name).size() + " voxels";
    int right = at.leftPx() + at.widthPx();
    page.note(count, right, at.topPx() - 9.0, TEXT_PX - 2, Page.Align.RIGHT);
  }

  private int rgb(double share) {
    return colours.getRGB((int) Math.round(255 * Math.min(1, share)));
  }

  private void drawBar(Page page, int left, int top, int heightPx, int measure) {
    int width = 18;
    for (int y = 0; y < heightPx; y++) {
      int rgb = rgb(1 - (y + 0.5) / heightPx);
      for (int x = 0; x < width; x++) page.image().setRGB(left + x, top + y, rgb);
    }
    page.frame(left, top, width, heightPx, Page.INK);
    double most = shownMost(measure);
    double step = Math.max(1, FieldAxes.step(most, 5));
    for (double value = 0; value <= most; value += step) {
      double tick = top + heightPx * (1 - value / most);
      page.line(left + width + 1.0, tick, left + width + 6.0, tick, 1, Page.INK);
      String label = String.format(Locale.ROOT, "%.0f", value);
      page.text(label, left + width + 10.0, tick + 5, TEXT_PX - 1, Page.Align.LEFT);
    }
    String end = String.format(Locale.ROOT, "\u2265 %.0f", most);
    page.note(end, left, top - 9.0, TEXT_PX - 2, Page.Align.LEFT);
  }
}
