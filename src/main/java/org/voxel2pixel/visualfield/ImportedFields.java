// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FieldConvention.Fit;

/**
 * A mapping tool's fields in our convention.
 *
 * <p>No field is made of a row without numbers, of one whose size is 0 or less, and of one
 * whose R² is below 0: it explains less than the mean. All are counted in the warnings. Numbers
 * that can only be meant in another unit are refused: an R² above 1 as a fraction or above 100 as a
 * percentage, and no R² above 1 as a percentage.
 *
 * @param fields one a row, in the rows' order
 * @param warnings what was dropped or is odd, a line each
 */
public record ImportedFields(List<Optional<FittedField>> fields, List<String> warnings) {
  /** More centres off the screen than this share say that units or origin are others. */
  public static final double MOST_OFF_SCREEN = 0.2;

  public ImportedFields {
    fields = List.copyOf(fields);
    warnings = List.copyOf(warnings);
  }

  /**
   * @param source file that they come from, for messages
   * @param stimulus the tool's screen
   * @throws BadInputException if R² or a coordinate is out of its range
   */
  public static ImportedFields of(
      String source, List<RawField> rows, FieldConvention convention, PixelGrid stimulus) {
    requireFits(source, rows, convention.fit());
    List<Optional<FittedField>> fields = new ArrayList<>();
    int[] dropped = new int[3]; // no numbers, no size, worse than the mean
    int large = 0;
    for (int n = 0; n < rows.size(); n++) {
      RawField raw = rows.get(n);
      double r2 = r2(raw, convention.fit());
      Optional<FittedField> field = Optional.empty();
      if (!isNumeric(raw) || Double.isNaN(r2)) {
        dropped[0]++;
      } else if (raw.size() <= 0) {
        dropped[1]++;
      } else if (r2 < 0) {
        dropped[2]++;
      } else {
        field = Optional.of(new FittedField(field(source, n, raw, convention, stimulus), r2));
        if (field.get().field().sigmaDeg() > stimulus.widthDeg()) large++;
      }
      fields.add(field);
    }
    return new ImportedFields(fields, warnings(rows.size(), dropped, large, convention));
  }

  private static List<String> warnings(
      int rows, int[] dropped, int large, FieldConvention convention) {
    List<String> warnings = new ArrayList<>();
    String[] why = {"no finite numbers", "a size of 0 or less", "an R² below 0"};
    for (int n = 0; n < why.length; n++) {
      if (dropped[n] == 0) continue;
      warnings.add(dropped[n] + " of " + rows + " rows with " + why[n] + " were taken as no field");
    }
    if (large > 0) {
      warnings.add(large + " fields have a sigma larger than the screen is wide: other units?");
    }
    if (convention.fit() == Fit.NONE) warnings.add("without R², all fields were given R² = 1");
    return warnings;
  }

  private static boolean isNumeric(RawField raw) {
    return Double.isFinite(raw.first())
        && Double.isFinite(raw.second())
        && Double.isFinite(raw.size());
  }

  private static double r2(RawField raw, Fit fit) {
    return switch (fit) {
      case NONE -> 1;
      case FRACTION -> raw.fit();
      case PERCENT -> raw.fit() / 100;
    };
  }

  private static ReceptiveField field(
      String source, int row, RawField raw, FieldConvention convention, PixelGrid stimulus) {
    try {
      return convention.field(raw, stimulus);
    } catch (BadInputException e) {
      throw new BadInputException(
          source + ", row " + row + ", " + e.what(), e.expected(), e.found(), e.remedy(), e);
    }
  }

  private static void requireFits(String source, List<RawField> rows, Fit fit) {
    double most = Double.NEGATIVE_INFINITY;
    for (RawField raw : rows) {
      if (!Double.isNaN(raw.fit())) most = Math.max(most, raw.fit());
    }
    if (fit == Fit.FRACTION && most > 1) {
      throw new BadInputException(
          source, "R² from 0 to 1", "R² up to " + most + ": percent?", "choose r2=percent if so");
    }
    if (fit == Fit.PERCENT && most > 100) {
      throw new BadInputException(
          source, "R² from 0 to 100", "R² up to " + most, "choose the column of R²");
    }
    if (fit == Fit.PERCENT && most > 0 && most <= 1) {
      throw new BadInputException(
          source,
          "R² in percent",
          "R² up to only " + most + ": a fraction?",
          "choose r2=fraction if so");
    }
  }

  /**
   * Only the fields whose R² is at least so high.
   *
   * @param source file that they come from, for messages
   * @throws BadInputException if there are fields but none such; the message holds the histogram of
   *     R²
   */
  public ImportedFields above(String source, double minR2) {
    double[] r2 = fields.stream().flatMap(Optional::stream).mapToDouble(FittedField::r2).toArray();
    if (r2.length > 0 && Arrays.stream(r2).noneMatch(value -> value >= minR2)) {
      throw new BadInputException(
          source, "a field with r2 >= " + minR2, R2Histogram.line(r2), "lower minr2");
    }
    return new ImportedFields(
        fields.stream().map(fitted -> fitted.filter(f -> f.r2() >= minR2)).toList(), warnings);
  }

  /**
   * Refuses fields most of which cannot have been meant so.
   *
   * @param screen where the frames are shown
   * @throws BadInputException if there is no field, or more than a fifth have their centre off the
   *     screen; the message says in which range the centres lie
   */
  public void requireOnScreen(String source, PixelGrid screen) {
    List<ReceptiveField> all =
        fields.stream().flatMap(Optional::stream).map(FittedField::field).toList();
    if (all.isEmpty()) {
      throw new BadInputException(
          source, "a receptive field", "none in " + fields.size() + " rows", "check its columns");
    }
    long off = all.stream().filter(f -> screen.pixelOf(f) == PixelGrid.OFF_SCREEN).count();
    if (off <= MOST_OFF_SCREEN * all.size()) return;
    double heightDeg = screen.heightPx() * screen.degPerPx();
    throw new BadInputException(
        source,
        String.format(
            Locale.ROOT,
            "centres on the screen of %.4g x %.4g degrees",
            screen.widthDeg(),
            heightDeg),
        String.format(
            Locale.ROOT,
            "%d of %d (%.0f %%) off it: x %s, y %s",
            off,
            all.size(),
            100.0 * off / all.size(),
            range(all.stream().mapToDouble(ReceptiveField::xDeg).toArray()),
            range(all.stream().mapToDouble(ReceptiveField::yDeg).toArray())),
        "check units, origin and the width of the screen; poor fits can be left out by minr2");
  }

  private static String range(double[] degrees) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : degrees) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return String.format(Locale.ROOT, "%.4g..%.4g", least, most);
  }
}
