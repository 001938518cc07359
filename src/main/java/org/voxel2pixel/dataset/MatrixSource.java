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
 * @param test those to judge by; empty where all trials are to learn from, as for cross-validation
 * @param regions which region each voxel belongs to, if that is known
 * @param images how the pictures are laid out
 * @param trials how the trials are laid out
 */
public record MatrixSource(
    Path path,
    Variables train,
    Optional<Variables> test,
    Optional<Regions> regions,
    ImageLayout images,
    Trials trials) {

  /** Both splits; a row a trial, each a run of its own, of no kind. */
  public MatrixSource(
      Path path, Variables train, Variables test, Optional<Regions> regions, ImageLayout images) {
    this(path, train, Optional.of(test), regions, images, Trials.ROWS);
  }

  /** Region of all voxels where the source tells none. */
  public static final String ONE_REGION = "ALL";

  /** The arrays of a split, if it has any. */
  public Optional<Variables> variables(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /** Along which dimension of a matrix the trials follow each other. */
  public enum TrialAxis {
    /** {@code [trial][voxel]} and {@code [trial][pixel]}. */
    ROWS,
    /** {@code [voxel][trial]} and {@code [pixel][trial]}. */
    COLUMNS
  }

  /**
   * How the trials are laid out.
   *
   * @param axis where the trials are
   * @param perRun successive trials that were recorded together, in a run or block: they are one
   *     run of the dataset
   */
  public record Trials(TrialAxis axis, int perRun) {
    /** A row a trial, each a run of its own. */
    public static final Trials ROWS = new Trials(TrialAxis.ROWS, 1);

    public Trials {
      if (perRun < 1) throw new IllegalArgumentException("perRun must be >= 1, was " + perRun);
    }
  }

  /**
   * Names of two arrays with as many rows.
   *
   * @param responses {@code [trial][voxel]}
   * @param images {@code [trial][pixel]}, {@code [trial][y][x]} or {@code [trial][y][x][rgb]}
   * @param kinds a whole number for each trial, which becomes its trial_type
   */
  public record Variables(String responses, String images, Optional<String> kinds) {

    /** Of trials of no kind. */
    public Variables(String responses, String images) {
      this(responses, images, Optional.empty());
    }
  }

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
