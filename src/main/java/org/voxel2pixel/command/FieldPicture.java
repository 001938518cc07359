// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import org.voxel2pixel.imagej.Page;
import org.voxel2pixel.imagej.RegionColours;

/**
 * The stimulus with the receptive fields on it. The stimulus, its axes and the legend are pixels,
 * paler than they were so that colours stand out; fields and fixation are an overlay, so that they
 * can be hidden or taken to the ROI Manager.
 */
final class FieldPicture {
  /** The longer side of the screen is enlarged by a whole factor to about this. */
  private static final int SCREEN_PX = 768;

  private static final int LEFT_PX = 84;
  private static final int TOP_PX = 52;
  private static final int BOTTOM_PX = 68;
  private static final int LEGEND_PX = 264;
  private static final int LEGEND_LINE_PX = 30;
  private static final int LEGEND_NOTES_PX = 150;
  private static final int TEXT_PX = 16;
  private static final int GREY = 128;
  private static final double PALE = 0.6; // share of white
  private static final double COLOUR = 0.35; // share of the stimulus' own colour

  private FieldPicture() {}

  static ImagePlus of(ShownFields shown, String provenance) {
    int scale = FieldAxes.scaleFor(shown.grid(), SCREEN_PX);
    FieldAxes axes = new FieldAxes(shown.grid(), LEFT_PX, TOP_PX, scale);
    int legendHeightPx = shown.regions().size() * LEGEND_LINE_PX + LEGEND_NOTES_PX;
    int widthPx = LEFT_PX + axes.widthPx() + LEGEND_PX;
    int heightPx = TOP_PX + Math.max(axes.heightPx(), legendHeightPx) + BOTTOM_PX;
    FieldOverlay fields = FieldOverlay.of(shown, axes);
    ImagePlus image;
    try (Page page = new Page(widthPx, heightPx)) {
      drawFrame(page, axes, shown);
      axes.drawOn(page);
      drawTitle(page, shown);
      drawLegend(page, axes.leftPx() + axes.widthPx() + 28, shown, fields);
      image = new ImagePlus("receptive fields", new ColorProcessor(page.image()));
    }
    Overlay overlay = fields.overlay();
    image.setOverlay(overlay);
    image.setCalibration(calibration(axes));
    image.setProperty("Info", provenance);
    return image;
  }

  private static Calibration calibration(FieldAxes axes) {
    Calibration calibration = new Calibration();
    calibration.setUnit("deg");
    calibration.pixelWidth = axes.degPerPx();
    calibration.pixelHeight = axes.degPerPx();
    calibration.xOrigin = axes.x(0) - 0.5; // pixel centres have whole coordinates
    calibration.yOrigin = axes.y(0) - 0.5;
    calibration.setInvertY(true);
    return calibration;
  }

  private static void drawFrame(Page page, FieldAxes axes, ShownFields shown) {
    for (int y = 0; y < axes.heightPx(); y++) {
      for (int x = 0; x < axes.widthPx(); x++) {
        int pixel = y / axes.scale() * axes.grid().widthPx() + x / axes.scale();
        page.image().setRGB(axes.leftPx() + x, axes.topPx() + y, paleRgb(shown, pixel));
      }
    }
  }

  private static int paleRgb(ShownFields shown, int pixel) {
    int[] stored = {GREY, GREY, GREY};
    for (int channel = 0; channel < 3 && shown.frame().isPresent(); channel++) {
      stored[channel] = shown.frame().get().rgb()[3 * pixel + channel] & 0xff;
    }
    double grey = (stored[0] + stored[1] + stored[2]) / 3.0;
    int rgb = 0;
    for (int value : stored) {
      double faded = COLOUR * value + (1 - COLOUR) * grey;
      rgb = rgb << 8 | (int) Math.round((1 - PALE) * faded + PALE * 255);
    }
    return rgb;
  }

  private static void drawTitle(Page page, ShownFields shown) {
    page.heading("Receptive fields", LEFT_PX, 32, 20, Page.Align.LEFT);
    page.note(shown.caption(), LEFT_PX + 200.0, 32, TEXT_PX, Page.Align.LEFT);
  }

  private static void drawLegend(Page page, int left, ShownFields shown, FieldOverlay fields) {
    double y = TOP_PX + 14.0;
    for (int region = 0; region < shown.regions().size(); region++) {
      String name = shown.regions().get(region);
      page.disc(left + 7.0, y - 5.5, 7, RegionColours.of(region));
      page.heading(name, left + 24.0, y, TEXT_PX, Page.Align.LEFT);
      String count = shown.usedIn(name).size() + " of " + shown.r2In(name).length;
      page.text(count, page.widthPx() - 20.0, y, TEXT_PX, Page.Align.RIGHT);
      y += LEGEND_LINE_PX;
    }
    y += 10;
    for (String note : fields.notes(shown)) {
      page.note(note, left, y, TEXT_PX - 2, Page.Align.LEFT);
      y += 21;
    }
  }
}
