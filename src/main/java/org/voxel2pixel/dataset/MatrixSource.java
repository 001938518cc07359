// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;

/**
 * Where to find responses and pictures that somebody has prepared as matrices, a row a trial.
 *
 * @param path what {@link NamedArrays#open} opens: MATLAB, HDF5, .npz, or a folder of .npy, .tsv
 *     and .csv files
 * @param train names of the arrays to learn from
 * @param test those to judge by
 * @param regions which region each voxel belongs to, if that is known
 * @param images how the pictures are laid out
 */
public record MatrixSource(
    Path path, Variables train, Variables test, Optional<Regions> regions, ImageLayout images) {

  /** Region of all voxels where the source tells none. */
  public static final String ONE_REGION = "ALL";

  /** The arrays of a split. */
  public Variables variables(Split split) {
    return split == Split.TRAIN ? train : test;
  }

  /**
   * Names of two arrays with as many rows.
   *
   * @param responses {@code [trial][voxel]}
   * @param images {@code [trial][pixel]}, {@code [trial][y][x]} or {@code [trial][y][x][rgb]}
   */
  public record Variables(String responses, String images) {}

  /**
   * A vector with a number for each voxel, and what the numbers mean.
   *
   * @param labels name of the vector
   * @param nameOf every number that occurs, with its region's name
   */
  public record Regions(String labels, Map<Integer, String> nameOf) {
    private static final Pattern PAIR =
        Pattern.compile("\\s*(-?\\d{1,9})\\s*=\\s*(\\S(?:.*\\S)?)\\s*");

    public Regions {
      nameOf = Collections.unmodifiableMap(new LinkedHashMap<>(nameOf));
    }

    /**
     * From a text such as {@code 1=V1, 2=V2}.
     *
     * @throws BadInputException if it is not of that form, or gives a number twice
     */
    public static Regions of(String labels, String names) {
      Map<Integer, String> nameOf = new LinkedHashMap<>();
      for (String pair : names.split(",", -1)) {
        Matcher matcher = PAIR.matcher(pair);
        if (!matcher.matches()) throw malformed(names, "\"" + pair.strip() + "\"");
        int label = Integer.parseInt(matcher.group(1));
        if (nameOf.put(label, matcher.group(2)) != null) throw malformed(names, label + " twice");
      }
      return new Regions(labels, nameOf);
    }

    private static BadInputException malformed(String names, String found) {
      return new BadInputException(
          "region names \"" + names + "\"",
          "a number and a name for each region, such as 1=V1, 2=V2",
          found,
          "name each label once");
    }
  }

  /** How the pixels of a picture follow each other in its row. */
  public enum PixelOrder {
    /** {@code [(y * width + x) * channels + channel]}, as NumPy flattens {@code [y][x][rgb]}. */
    ROW_MAJOR,
    /** {@code [y + height * (x + width * channel)]}, as MATLAB's {@code image(:)}. */
    COLUMN_MAJOR
  }

  /** What number is white. */
  public enum ValueRange {
    /** Black is 0 and white 255. */
    BYTE(255),
    /** Black is 0 and white 1. */
    UNIT(1);

    private final int white;

    ValueRange(int white) {
      this.white = white;
    }

    /** The number that is white. */
    public int white() {
      return white;
    }
  }

  /**
   * Size and layout of every picture; one channel (grey) or three (red, green, blue).
   *
   * @param widthPx pixels in a row
   * @param heightPx pixels in a column
   * @param order of the pixels where a picture is one row of a matrix; arrays of three or four
   *     dimensions say it themselves
   * @param range of the numbers
   */
  public record ImageLayout(int widthPx, int heightPx, PixelOrder order, ValueRange range) {

    public ImageLayout {
      if (widthPx < 1 || heightPx < 1) {
        throw new IllegalArgumentException(
            "a picture needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
      }
      Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), 3);
    }
  }
}
