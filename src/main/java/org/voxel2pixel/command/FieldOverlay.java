// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.imagej.RegionColours;
import org.voxel2pixel.visualfield.MappedVoxel;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * Fields as regions of interest of ImageJ: for each a circle of radius sigma, cut at the border of
 * the screen, and a disc at its centre, small fields above large ones. More than {@link
 * #MOST_CIRCLES} would hide each other and be slow: then one point selection a region holds all
 * centres.
 *
 * @param overlay circles or point selections, then centres, then fixation
 * @param hasCircles whether each field has its own
 */
record FieldOverlay(Overlay overlay, boolean hasCircles) {
  static final int MOST_CIRCLES = 5000;

  /** Whole coordinates of points are the middle of a pixel, those of other shapes its corner. */
  private static final double POINT_OFFSET = 0.5;

  private static final int ARC_STEPS = 720;
  private static final double FIXATION_PX = 11;
  private static final int MOST_LETTERS = 30;

  /**
   * How lines and discs are drawn, by the number of fields.
   *
   * @param opacity of circles, 0 to 1
   */
  private record Style(double linePx, double opacity, double discPx) {
    static Style of(int fieldCount) {
      if (fieldCount <= 200) return new Style(1.8, 0.8, 3.5);
      if (fieldCount <= 1000) return new Style(1.2, 0.45, 2.8);
      return new Style(0.9, 0.12, 2.6);
    }
  }

  static FieldOverlay of(ShownFields shown, FieldAxes axes) {
    Overlay overlay = new Overlay();
    boolean hasCircles = shown.used().mapped().size() <= MOST_CIRCLES;
    if (hasCircles) addEach(overlay, shown, axes);
    else addPoints(overlay, shown, axes);
    addFixation(overlay, axes);
    return new FieldOverlay(overlay, hasCircles);
  }

  private static void addEach(Overlay overlay, ShownFields shown, FieldAxes axes) {
    List<MappedVoxel> largeFirst = new ArrayList<>(shown.used().mapped());
    largeFirst.sort(Comparator.comparingDouble((MappedVoxel v) -> -v.field().sigmaDeg()));
    Style style = Style.of(largeFirst.size());
    List<String> regions = shown.regions();
    for (MappedVoxel voxel : largeFirst) {
      Optional<Roi> circle = circle(voxel.field(), axes);
      if (circle.isEmpty()) continue;
      Roi roi = circle.get();
      roi.setStrokeColor(RegionColours.of(regions.indexOf(voxel.region()), style.opacity()));
      roi.setStrokeWidth(style.linePx());
      add(overlay, roi, name(voxel));
    }
    for (MappedVoxel voxel : largeFirst) {
      if (!axes.showsCentre(voxel.field())) continue;
      Roi roi = disc(voxel.field(), axes, style.discPx());
      roi.setFillColor(RegionColours.of(regions.indexOf(voxel.region())));
      add(overlay, roi, name(voxel) + " centre");
    }
  }

  private static void add(Overlay overlay, Roi roi, String name) {
    roi.setName(name);
    overlay.add(roi);
  }

  /** Such as {@code 17 V1 r2=0.412}. */
  private static String name(MappedVoxel voxel) {
    return String.format(
        Locale.ROOT, "%d %s r2=%.3f", voxel.index(), voxel.region(), voxel.fitted().r2());
  }

  private static Roi disc(ReceptiveField field, FieldAxes axes, double radius) {
    double x = axes.x(field.xDeg());
    double y = axes.y(field.yDeg());
    return new OvalRoi(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** The circle, or the arcs of it that are on the screen; empty if none is. */
  private static Optional<Roi> circle(ReceptiveField field, FieldAxes axes) {
    double x = axes.x(field.xDeg());
    double y = axes.y(field.yDeg());
    double radius = field.sigmaDeg() / axes.degPerPx();
    boolean whole = axes.shows(x - radius, y - radius) && axes.shows(x + radius, y + radius);
    if (whole) return Optional.of(disc(field, axes, radius));
    Path2D.Double arcs = new Path2D.Double();
    int from = -1; // first step of the arc
    for (int step = 0; step <= ARC_STEPS; step++) {
      double angle = 2 * Math.PI * step / ARC_STEPS;
      boolean inside = axes.shows(x + radius * Math.cos(angle), y - radius * Math.sin(angle));
      if (inside && from < 0) from = step;
      boolean ends = from >= 0 && (!inside || step == ARC_STEPS);
      if (!ends) continue;
      arcs.append(arc(x, y, radius, from, inside ? step : step - 1), false);
      from = -1;
    }
    boolean isEmpty = arcs.getCurrentPoint() == null;
    return isEmpty ? Optional.empty() : Optional.of(new ShapeRoi(arcs));
  }

  /** A curve: polylines would be rounded to whole pixels. */
  private static Arc2D arc(double x, double y, double radius, int fromStep, int toStep) {
    double degrees = 360.0 / ARC_STEPS;
    return new Arc2D.Double(
        x - radius,
        y - radius,
        2 * radius,
        2 * radius,
        fromStep * degrees,
        (toStep - fromStep) * degrees,
        Arc2D.OPEN);
  }

  private static void addPoints(Overlay overlay, ShownFields shown, FieldAxes axes) {
    List<String> smallLast = new ArrayList<>(shown.regions());
    smallLast.sort(Comparator.comparingDouble((String name) -> -meanSigmaDeg(shown, name)));
    for (String name : smallLast) {
      List<ReceptiveField> fields =
          shown.fieldsIn(name).stream().filter(axes::showsCentre).toList();
      if (fields.isEmpty()) continue;
      float[] x = new float[fields.size()];
      float[] y = new float[fields.size()];
      for (int n = 0; n < x.length; n++) {
        x[n] = (float) (axes.x(fields.get(n).xDeg()) - POINT_OFFSET);
        y[n] = (float) (axes.y(fields.get(n).yDeg()) - POINT_OFFSET);
      }
      PointRoi points = new PointRoi(x, y);
      points.setPointType(PointRoi.CIRCLE); // a dot would get a black rim
      points.setSize(0);
      points.setShowLabels(false);
      points.setStrokeColor(RegionColours.of(shown.regions().indexOf(name)));
      add(overlay, points, name + " " + fields.size() + " centres");
    }
  }

  private static double meanSigmaDeg(ShownFields shown, String region) {
    return shown.fieldsIn(region).stream()
        .mapToDouble(ReceptiveField::sigmaDeg)
        .average()
        .orElse(0);
  }

  private static void addFixation(Overlay overlay, FieldAxes axes) {
    Path2D.Double cross = new Path2D.Double();
    cross.moveTo(axes.x(0) - FIXATION_PX, axes.y(0));
    cross.lineTo(axes.x(0) + FIXATION_PX, axes.y(0));
    cross.moveTo(axes.x(0), axes.y(0) - FIXATION_PX);
    cross.lineTo(axes.x(0), axes.y(0) + FIXATION_PX);
    for (double width : new double[] {6, 2.5}) {
      Roi roi = new ShapeRoi(cross);
      roi.setStroke(new BasicStroke((float) width));
      roi.setStrokeColor(width > 3 ? Color.WHITE : Color.BLACK);
      add(overlay, roi, "fixation");
    }
  }

  /** As much of a name as the legend has room for; its end tells more than its start. */
  private static String end(String name) {
    int from = Math.max(0, name.length() - MOST_LETTERS);
    return from == 0 ? name : "\u2026" + name.substring(from + 1);
  }

  /** What the legend says beneath the regions. */
  List<String> notes(ShownFields shown) {
    List<String> notes = new ArrayList<>();
    notes.add(hasCircles ? "dot: centre; circle: 1 sigma" : "ring: centre of a field");
    notes.add("cross: fixation");
    notes.add(shown.offScreenCount() + " centres off the screen");
    notes.add(shown.frame().isPresent() ? "stimulus, faded:" : "no stimulus");
    shown.frame().ifPresent(frame -> notes.add(end(frame.name())));
    return notes;
  }
}
