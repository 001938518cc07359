// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.util.Tools;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.imagej.RegionColours;
import org.voxel2pixel.visualfield.R2Histogram;
import org.voxel2pixel.visualfield.ReceptiveField;
import org.voxel2pixel.visualfield.SizeTrend;

/** Numbers of the fields as plots of ImageJ: size against eccentricity, and the histogram of R². */
final class FieldPlots {
  private static final int WIDTH_PX = 720;
  private static final int HEIGHT_PX = 420;
  private static final int LEGEND_LINE_PX = 22;
  private static final int TEXT_PX = 15;
  private static final int MOST_BARS = 40;
  private static final int ECCENTRICITY_BINS = 12;
  private static final float ENLARGED = 2;
  private static final int MOST_CIRCLES = 2000;
  private static final double FAR = 2;
  private static final double SHOWN_SHARE = 0.995; // of the sizes; a few failed fits are huge

  private FieldPlots() {}

  /** A point a voxel; squares are medians, lines least squares; the legend tells the lines. */
  static Plot sizes(ShownFields shown) {
    double mostDeg = 0;
    for (String region : shown.regions()) {
      for (ReceptiveField f : shown.fieldsIn(region)) {
        mostDeg = Math.max(mostDeg, f.eccentricityDeg());
      }
    }
    if (mostDeg == 0) mostDeg = 1;
    Plot plot =
        new Plot(
            "size against eccentricity",
            "Eccentricity (degrees); squares: medians, lines: least squares",
            "Sigma (degrees)");
    style(plot, shown.regions().size());
    double top = shownSigma(shown);
    plot.setLimits(0, mostDeg * 1.02, 0, top * (1 + headroom(shown.regions().size())));
    for (int region = 0; region < shown.regions().size(); region++) {
      addPoints(plot, shown.fieldsIn(shown.regions().get(region)), region, top);
    }
    for (Map.Entry<String, SizeTrend> trend : trends(shown, mostDeg).entrySet()) {
      int region = shown.regions().indexOf(trend.getKey());
      addTrend(plot, trend.getKey(), trend.getValue(), region, mostDeg);
    }
    plot.setColor(Color.BLACK);
    plot.setLineWidth(1);
    plot.setLegend(null, Plot.TOP_LEFT);
    return plot;
  }

  private static Map<String, SizeTrend> trends(ShownFields shown, double mostDeg) {
    double binDeg = FieldAxes.step(mostDeg, ECCENTRICITY_BINS);
    Map<String, SizeTrend> trends = new TreeMap<>(NaturalOrder.INSTANCE);
    for (String region : shown.regions()) {
      trends.put(region, SizeTrend.of(shown.fieldsIn(region), binDeg));
    }
    return trends;
  }

  /** The largest size, unless few are far larger than all others. */
  private static double shownSigma(ShownFields shown) {
    double[] sigmas =
        shown.used().mapped().stream().mapToDouble(v -> v.field().sigmaDeg()).sorted().toArray();
    double most = sigmas[sigmas.length - 1];
    double usual = sigmas[(int) (SHOWN_SHARE * (sigmas.length - 1))];
    return 1.05 * (most > FAR * usual ? usual : most);
  }

  /** Sizes beyond the top of the plot are drawn there. */
  private static void addPoints(Plot plot, List<ReceptiveField> fields, int region, double top) {
    boolean many = fields.size() > MOST_CIRCLES;
    plot.setColor(pale(region));
    plot.setLineWidth(many ? 4 : 1);
    double[] x = fields.stream().mapToDouble(ReceptiveField::eccentricityDeg).toArray();
    double[] y = fields.stream().mapToDouble(f -> Math.min(top, f.sigmaDeg())).toArray();
    plot.addPoints(x, y, many ? Plot.DOT : Plot.CIRCLE);
  }

  /** Plots know no opacity. */
  private static Color pale(int region) {
    Color colour = RegionColours.of(region);
    return new Color(
        (colour.getRed() + 255) / 2, (colour.getGreen() + 255) / 2, (colour.getBlue() + 255) / 2);
  }

  private static void addTrend(
      Plot plot, String name, SizeTrend trend, int region, double mostDeg) {
    plot.setColor(RegionColours.of(region), RegionColours.of(region));
    plot.setLineWidth(2);
    double[] x = trend.bins().stream().mapToDouble(SizeTrend.Bin::eccentricityDeg).toArray();
    double[] y = trend.bins().stream().mapToDouble(SizeTrend.Bin::medianSigmaDeg).toArray();
    plot.addPoints(x, y, Plot.BOX);
    if (trend.line().isEmpty()) return;
    SizeTrend.Line line = trend.line().get();
    double[] ends = {0, mostDeg};
    double[] sigmas = {line.sigmaDeg(0), line.sigmaDeg(mostDeg)};
    String label =
        String.format(
            Locale.ROOT,
            "%s: sigma = %.2f %s %.3f ecc",
            name,
            line.interceptDeg(),
            line.slope() < 0 ? "-" : "+",
            Math.abs(line.slope()));
    plot.addPoints(Tools.toFloat(ends), Tools.toFloat(sigmas), null, Plot.LINE, label);
  }

  /** Stacked bars, the first region at the bottom; the line is the least R² of a used field. */
  static Plot r2(ShownFields shown) {
    double best = R2Histogram.of(shown.all().r2(), 1).best();
    double width = R2Histogram.widthFor(best, MOST_BARS);
    R2Histogram total = R2Histogram.of(shown.all().r2(), width);
    int bins = Math.max(total.usedBins(), (int) Math.ceil(shown.minR2() / width));
    Plot plot = new Plot("r2 histogram", "R\u00b2", "Voxels");
    int lines = shown.regions().size() + 1;
    style(plot, lines);
    double highest = 1;
    for (int count : total.counts()) highest = Math.max(highest, count);
    double top = highest * (1 + headroom(lines));
    plot.setLimits(0, bins * width, 0, top);
    double[] stack = new double[bins];
    for (int bin = 0; bin < bins; bin++) stack[bin] = total.counts()[bin];
    for (int region = shown.regions().size() - 1; region >= 0; region--) {
      addBars(plot, shown, region, width, stack);
    }
    plot.setColor(Color.BLACK);
    plot.setLineWidth(2);
    double[] at = {shown.minR2(), shown.minR2()};
    String label =
        "R\u00b2 \u2265 "
            + shown.minR2()
            + ": "
            + shown.used().mapped().size()
            + " of "
            + shown.all().mapped().size();
    float[] upTo = {0, (float) highest};
    plot.addPoints(Tools.toFloat(at), upTo, null, Plot.LINE, label);
    plot.setLineWidth(1);
    plot.setLegend(null, Plot.TOP_RIGHT);
    return plot;
  }

  /** Bars as high as the stack still is, over those of the regions above; then takes them off. */
  private static void addBars(
      Plot plot, ShownFields shown, int region, double width, double[] stack) {
    String name = shown.regions().get(region);
    R2Histogram histogram = R2Histogram.of(shown.r2In(name), width);
    double[] middles = new double[stack.length];
    for (int bin = 0; bin < stack.length; bin++) middles[bin] = (bin + 0.5) * width;
    plot.setColor(RegionColours.of(region), RegionColours.of(region));
    plot.setLineWidth(1);
    String label = name + ": " + histogram.countFrom(shown.minR2()) + " of " + histogram.count();
    plot.addPoints(Tools.toFloat(middles), Tools.toFloat(stack), null, Plot.BAR, label);
    for (int bin = 0; bin < stack.length; bin++) stack[bin] -= histogram.counts()[bin];
  }

  /** The same at twice its size, for print. */
  static ImagePlus enlarged(Plot plot) {
    plot.getImagePlus(); // lays it out
    return plot.makeHighResolution(plot.getTitle(), ENLARGED, true, false);
  }

  /** Tall enough for a legend above the data. */
  private static void style(Plot plot, int legendLines) {
    plot.setFrameSize(WIDTH_PX, HEIGHT_PX + legendLines * LEGEND_LINE_PX);
    plot.setFont(Font.PLAIN, TEXT_PX);
    plot.setAxisLabelFont(Font.PLAIN, TEXT_PX + 2);
    plot.setAntialiasedText(true);
  }

  private static double headroom(int legendLines) {
    return (legendLines + 1.0) * LEGEND_LINE_PX / HEIGHT_PX;
  }
}
