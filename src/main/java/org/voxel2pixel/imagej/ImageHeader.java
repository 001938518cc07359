// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.Objects;

/**
 * What an image window says beside its pixels. Coordinates are shown in degrees of visual angle
 * from fixation, which is the centre of the image: x to the right, y upward.
 *
 * @param title of the window
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 * @param degPerPx degrees of visual angle that a pixel spans; greater than 0
 * @param frameSec seconds from frame to frame, 0 if frames are no film
 * @param provenance text for the image's "Info": version, command, parameters, sources
 */
public record ImageHeader(
    String title, int widthPx, int heightPx, double degPerPx, double frameSec, String provenance) {

  public ImageHeader {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(provenance, "provenance");
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "an image needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
    requireFinite("degPerPx", degPerPx);
    requireFinite("frameSec", frameSec);
    if (degPerPx == 0) throw new IllegalArgumentException("degPerPx must be > 0, was 0");
  }

  private static void requireFinite(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite and >= 0, was " + value);
    }
  }

  /** Pixels of one frame. */
  int pixelCount() {
    return Math.multiplyExact(widthPx, heightPx);
  }

  /** Writes calibration and provenance to the image. */
  void applyTo(ImagePlus image) {
    Calibration calibration = new Calibration(image);
    calibration.setUnit("deg");
    calibration.pixelWidth = degPerPx;
    calibration.pixelHeight = degPerPx;
    calibration.xOrigin = (widthPx - 1) / 2.0; // pixel centres have whole coordinates
    calibration.yOrigin = (heightPx - 1) / 2.0;
    calibration.setInvertY(true);
    if (frameSec > 0) {
      calibration.frameInterval = frameSec;
      calibration.fps = 1 / frameSec;
    }
    image.setCalibration(calibration);
    if (!provenance.isEmpty()) image.setProperty("Info", provenance);
  }
}
