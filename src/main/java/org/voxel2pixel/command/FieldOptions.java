// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.FieldMaps.Hemisphere;
import org.voxel2pixel.visualfield.FieldConvention;
import org.voxel2pixel.visualfield.FieldConvention.Coordinates;
import org.voxel2pixel.visualfield.FieldConvention.Fit;
import org.voxel2pixel.visualfield.FieldConvention.Origin;
import org.voxel2pixel.visualfield.FieldConvention.Size;
import org.voxel2pixel.visualfield.FieldConvention.Unit;
import org.voxel2pixel.visualfield.FieldConvention.YDirection;
import org.voxel2pixel.visualfield.FieldTool;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * What the user states about a tool's numbers, each a choice or {@link #AS_TOOL}.
 *
 * @param hemisphere left, right or {@link #NO_HEMISPHERE}
 * @param stimulusPx width, or width x height, of the stimulus that the tool was given; "" in
 *     degrees
 * @param stimulusDeg its width; 0 for that of the dataset's screen
 */
record FieldOptions(
    FieldTool tool,
    String units,
    String yDirection,
    String origin,
    String size,
    String r2,
    String hemisphere,
    String stimulusPx,
    double stimulusDeg) {

  static final String AS_TOOL = "tool";
  static final String NO_HEMISPHERE = "none";

  /** Whether nothing is stated beyond the tool. */
  boolean isPlain() {
    return List.of(units, yDirection, origin, size, r2).stream().allMatch(AS_TOOL::equals)
        && hemisphere.equals(NO_HEMISPHERE)
        && stimulusPx.isBlank()
        && stimulusDeg == 0;
  }

  /**
   * @param names of the columns or maps; the fourth is empty where there is no fit
   */
  FieldConvention convention(List<String> names) {
    FieldConvention convention = tool.convention();
    boolean isAtlas = convention.coordinates() == Coordinates.FROM_UPPER_RIGHTWARD;
    if (isAtlas) convention = convention.with(half().coordinates());
    if (!isAtlas && !hemisphere.equals(NO_HEMISPHERE)) {
      throw refused("hemisphere", NO_HEMISPHERE + " with " + tool.label(), hemisphere);
    }
    if (tool.yIsStated() && yDirection.equals(AS_TOOL)) {
      throw new BadInputException(
          "option ydirection",
          "up or down, since " + tool.label() + " leaves it to the stimulus",
          "neither",
          "choose down if the rows of its stimulus ran from the top, else up");
    }
    convention = stated(Unit.class, "units", units).map(convention::with).orElse(convention);
    convention =
        stated(YDirection.class, "ydirection", yDirection).map(convention::with).orElse(convention);
    convention = stated(Origin.class, "origin", origin).map(convention::with).orElse(convention);
    convention = stated(Size.class, "size", size).map(convention::with).orElse(convention);
    boolean hasFit = !names.get(3).isEmpty();
    if (hasFit && convention.fit() == Fit.NONE) convention = convention.with(Fit.FRACTION);
    if (!hasFit && !r2.equals(AS_TOOL)) throw refused("r2", AS_TOOL + " without R²", r2);
    return stated(Fit.class, "r2", r2).map(convention::with).orElse(convention);
  }

  private Hemisphere half() {
    if (!hemisphere.equals("left") && !hemisphere.equals("right")) {
      throw refused("hemisphere", "left or right with " + tool.label(), hemisphere);
    }
    return hemispheres(hemisphere).get(0);
  }

  /** Those that an atlas is read of. */
  static List<Hemisphere> hemispheres(String option) {
    return switch (option) {
      case "left" -> List.of(Hemisphere.LEFT);
      case "right" -> List.of(Hemisphere.RIGHT);
      case "both" -> List.of(Hemisphere.values());
      default -> throw refused("hemisphere", "left, right or both with an atlas", option);
    };
  }

  /** The tool's screen. */
  PixelGrid stimulus(FieldConvention convention, PixelGrid screen) {
    if (convention.unit() == Unit.DEGREES) {
      if (stimulusPx.isBlank() && stimulusDeg == 0) return screen;
      throw refused("stimuluspx, stimulusdeg", "nothing with units in degrees", stimulusPx);
    }
    if (!stimulusPx.strip().matches("[1-9]\\d{0,5}(x[1-9]\\d{0,5})?")) {
      throw refused(
          "stimuluspx", "the size of the tool's stimulus such as 100 or 160x90", stimulusPx);
    }
    double widthDeg = stimulusDeg == 0 ? screen.widthDeg() : stimulusDeg;
    if (!(widthDeg > 0 && widthDeg <= 360)) {
      throw refused("stimulusdeg", "a width in degrees, or 0", "" + stimulusDeg);
    }
    String[] sides = stimulusPx.strip().split("x");
    int widthPx = Integer.parseInt(sides[0]);
    int heightPx = Integer.parseInt(sides[sides.length - 1]);
    return new PixelGrid(widthPx, heightPx, widthDeg);
  }

  private static <E extends Enum<E>> Optional<E> stated(Class<E> type, String option, String text) {
    if (text.equals(AS_TOOL)) return Optional.empty();
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(text)) return Optional.of(value);
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(FieldOptions::word).toList();
    throw refused(option, AS_TOOL + " or one of " + words, text);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static BadInputException refused(String option, String expected, String found) {
    return new BadInputException("option " + option, expected, "\"" + found + "\"", "state it so");
  }
}
