// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the size of fields grows with eccentricity: medians of sigma in bins of eccentricity, and the
 * least-squares line
 *
 * <pre>
 *   sigma = intercept + slope * eccentricity
 *   slope = sum (e - mean e) (s - mean s) / sum (e - mean e)^2,   intercept = mean s - slope mean e
 * </pre>
 *
 * @param bins those with a field, ascending
 * @param line empty with fewer than 2 different eccentricities
 */
public record SizeTrend(List<Bin> bins, Optional<Line> line) {

  /**
   * Fields of similar eccentricity.
   *
   * @param eccentricityDeg middle of the bin
   * @param medianSigmaDeg of an even number, the mean of the middle two
   * @param count fields
   */
  public record Bin(double eccentricityDeg, double medianSigmaDeg, int count) {}

  /**
   * @param interceptDeg sigma at fixation
   * @param slope degrees a degree
   */
  public record Line(double interceptDeg, double slope) {
    public double sigmaDeg(double eccentricityDeg) {
      return interceptDeg + slope * eccentricityDeg;
    }
  }

  public SizeTrend {
    bins = List.copyOf(bins);
  }

  /**
   * @param binWidthDeg bins are {@code b w <= eccentricity < (b + 1) w}
   */
  public static SizeTrend of(List<ReceptiveField> fields, double binWidthDeg) {
    if (!(binWidthDeg > 0)) throw new IllegalArgumentException("binWidthDeg must be > 0");
    List<ReceptiveField> sorted = new ArrayList<>(fields);
    sorted.sort((a, b) -> Double.compare(a.eccentricityDeg(), b.eccentricityDeg()));
    List<Bin> bins = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      double bin = Math.floor(sorted.get(from).eccentricityDeg() / binWidthDeg);
      int to = from;
      while (to < sorted.size()
          && Math.floor(sorted.get(to).eccentricityDeg() / binWidthDeg) == bin) to++;
      bins.add(new Bin((bin + 0.5) * binWidthDeg, median(sorted.subList(from, to)), to - from));
      from = to;
    }
    return new SizeTrend(bins, line(fields));
  }

  private static double median(List<ReceptiveField> fields) {
    double[] sigmas = fields.stream().mapToDouble(ReceptiveField::sigmaDeg).toArray();
    Arrays.sort(sigmas);
    int upper = sigmas.length / 2;
    return sigmas.length % 2 == 1 ? sigmas[upper] : (sigmas[upper - 1] + sigmas[upper]) / 2;
  }

  private static Optional<Line> line(List<ReceptiveField> fields) {
    double meanE = 0;
    double meanS = 0;
    for (ReceptiveField field : fields) {
      meanE += field.eccentricityDeg() / fields.size();
      meanS += field.sigmaDeg() / fields.size();
    }
    double squares = 0;
    double products = 0;
    for (ReceptiveField field : fields) {
      double e = field.eccentricityDeg() - meanE;
      squares += e * e;
      products += e * (field.sigmaDeg() - meanS);
    }
    // Equal eccentricities differ by rounding alone.
    if (fields.size() < 2 || !(squares > 1e-18 * fields.size() * meanE * meanE)) {
      return Optional.empty();
    }
    double slope = products / squares;
    return Optional.of(new Line(meanS - slope * meanE, slope));
  }
}
