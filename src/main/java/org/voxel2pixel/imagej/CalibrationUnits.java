// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.Locale;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/** What an image's calibration says, in mm and seconds, whatever units it is written in. */
final class CalibrationUnits {
  private CalibrationUnits() {}

  /** Millimetres in one unit of length; empty for a unit that is none, such as "pixel". */
  static OptionalDouble mmPer(String unit) {
    return switch (unit.strip().toLowerCase(Locale.ROOT)) {
      case "mm", "millimeter", "millimeters", "millimetre", "millimetres" -> OptionalDouble.of(1);
      case "cm" -> OptionalDouble.of(10);
      case "m", "meter", "metre" -> OptionalDouble.of(1000);
      case "\u00b5m", "\u03bcm", "um", "micron", "microns", "micrometer", "micrometre" ->
          OptionalDouble.of(1e-3);
      case "nm" -> OptionalDouble.of(1e-6);
      case "inch", "inches" -> OptionalDouble.of(25.4);
      default -> OptionalDouble.empty();
    };
  }

  /** Seconds in one unit of time; empty for a unit that is none. */
  static OptionalDouble secPer(String unit) {
    return switch (unit.strip().toLowerCase(Locale.ROOT)) {
      case "s", "sec", "secs", "second", "seconds" -> OptionalDouble.of(1);
      case "ms", "msec", "millisecond", "milliseconds" -> OptionalDouble.of(1e-3);
      case "us", "usec", "\u00b5s", "\u03bcs", "\u00b5sec", "\u03bcsec" -> OptionalDouble.of(1e-6);
      case "min", "minute", "minutes" -> OptionalDouble.of(60);
      default -> OptionalDouble.empty();
    };
  }

  /**
   * A voxel's sides in mm; in the calibration's own numbers where its unit is no length.
   *
   * @throws BadInputException if a side is not greater than 0
   */
  static double[] sidesMm(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    double[] sides = {calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth};
    String[] units = {calibration.getXUnit(), calibration.getYUnit(), calibration.getZUnit()};
    for (int axis = 0; axis < 3; axis++) {
      if (!(sides[axis] > 0) || Double.isInfinite(sides[axis])) {
        throw new BadInputException(
            image.getTitle(),
            "voxels with sides greater than 0",
            "a side of " + sides[axis] + " " + units[axis],
            "correct it in Image > Properties...");
      }
      sides[axis] *= mmPer(units[axis]).orElse(1);
    }
    return sides;
  }

  /**
   * Seconds from frame to frame; 0 if there is one frame only, or the calibration does not say.
   *
   * @throws BadInputException if the interval is negative, or its unit no unit of time
   */
  static double trSec(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    double interval = calibration.frameInterval;
    if (image.getNFrames() == 1 || interval == 0) return 0;
    OptionalDouble sec = secPer(calibration.getTimeUnit());
    if (sec.isEmpty() || !(interval > 0) || Double.isInfinite(interval)) {
      throw new BadInputException(
          image.getTitle(),
          "a frame interval in sec, msec, usec or min",
          interval + " " + calibration.getTimeUnit(),
          "correct it in Image > Properties..., for example to \"2 sec\"");
    }
    return interval * sec.getAsDouble();
  }
}
