// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many fields explain which share of their voxel: bin {@code b} counts {@code b w <= r2 < (b +
 * 1) w}, where a value within 1e-9 of an edge is on it, and the last bin takes r2 = 1 too.
 * Immutable.
 */
public final class R2Histogram {
  private static final double[] WIDTHS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1};
  private static final double ON_EDGE = 1e-9; // 0.15 / 0.05 is 2.9999999999999996
  private static final int BINS_OF_A_LINE = 10;

  private final double binWidth;
  private final int[] counts;
  private final double[] sorted;

  private R2Histogram(double[] sorted, double binWidth) {
    this.binWidth = binWidth;
    this.sorted = sorted;
    counts = new int[(int) Math.round(1 / binWidth)];
    for (double r2 : sorted) {
      counts[Math.min(counts.length - 1, (int) Math.floor(r2 / binWidth + ON_EDGE))]++;
    }
  }

  /**
   * @param r2 shares from 0 to 1, in any order
   * @param binWidth a whole part of 1, such as 0.05
   */
  public static R2Histogram of(double[] r2, double binWidth) {
    double bins = 1 / binWidth;
    if (!(binWidth > 0 && binWidth <= 1) || Math.abs(bins - Math.rint(bins)) > ON_EDGE * bins) {
      throw new IllegalArgumentException("binWidth must be a whole part of 1, was " + binWidth);
    }
    double[] sorted = r2.clone();
    Arrays.sort(sorted);
    boolean areShares = sorted.length == 0 || sorted[0] >= 0 && sorted[sorted.length - 1] <= 1;
    if (!areShares) throw new IllegalArgumentException("r2 must be in 0..1");
    return new R2Histogram(sorted, binWidth);
  }

  /** The narrowest bins of 0.001, 0.002, 0.005... 0.1 of which so many reach the best value. */
  public static double widthFor(double best, int mostBins) {
    for (double width : WIDTHS) {
      if (Math.floor(best / width + ON_EDGE) < mostBins) return width;
    }
    return WIDTHS[WIDTHS.length - 1];
  }

  public double binWidth() {
    return binWidth;
  }

  /** A count for each bin from 0 to 1. */
  public int[] counts() {
    return counts.clone();
  }

  /** Fields in all. */
  public int count() {
    return sorted.length;
  }

  /** Fields with {@code r2 >= minR2}; by the values themselves, whatever the bins. */
  public int countFrom(double minR2) {
    return (int) Arrays.stream(sorted).filter(r2 -> r2 >= minR2).count();
  }

  /** The largest r2; 0 where there is no field. */
  public double best() {
    return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
  }

  /** Bins up to the best value, at least 1. */
  public int usedBins() {
    for (int bin = counts.length - 1; bin > 0; bin--) if (counts[bin] > 0) return bin + 1;
    return 1;
  }

  /**
   * The histogram in one line for a message, in ten bins at most: {@code 3 fields with r2 0.1..0.2:
   * 2, 0.3..0.4: 1, best 0.3600}.
   */
  public static String line(double[] r2) {
    if (r2.length == 0) return "0 fields";
    double best = Arrays.stream(r2).max().getAsDouble();
    R2Histogram histogram = of(r2, widthFor(best, BINS_OF_A_LINE));
    StringBuilder text = new StringBuilder(r2.length + " fields with r2 ");
    for (int bin = 0; bin < histogram.counts.length; bin++) {
      if (histogram.counts[bin] == 0) continue;
      text.append(edge(bin * histogram.binWidth)).append("..");
      text.append(edge((bin + 1) * histogram.binWidth)).append(": ");
      text.append(histogram.counts[bin]).append(", ");
    }
    return text.append(String.format(Locale.ROOT, "best %.4f", best)).toString();
  }

  private static String edge(double r2) {
    String text = String.format(Locale.ROOT, "%.3f", r2);
    return text.endsWith("00") ? text.substring(0, text.length() - 2) : text.replaceAll("0$", "");
  }
}
