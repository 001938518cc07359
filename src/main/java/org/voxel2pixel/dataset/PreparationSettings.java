// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/**
 * Every choice in preparing a dataset from fMRI runs.
 *
 * @param frameWidthPx pixels in a row of a frame
 * @param frameHeightPx pixels in a column of a frame
 * @param resize how a stimulus is brought to that size
 * @param screenWidthDeg width of a frame as the person saw it, degrees of visual angle
 * @param lags which volumes after a frame are its response
 * @param polynomialDegree of the drift that is taken out of each run; 0 for its mean alone
 * @param confounds columns of the confounds table that are taken out of each run; none if empty
 * @param trainTask task label of the runs to learn from
 * @param testTask task label of the runs to judge by
 */
public record PreparationSettings(
    int frameWidthPx,
    int frameHeightPx,
    FrameResize resize,
    double screenWidthDeg,
    LagWindow lags,
    int polynomialDegree,
    List<String> confounds,
    String trainTask,
    String testTask) {

  /** Head motion as fMRIPrep names it: three translations and three rotations. */
  public static final List<String> MOTION =
      List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");

  public PreparationSettings {
    confounds = List.copyOf(confounds);
    if (polynomialDegree < 0) {
      throw new IllegalArgumentException("polynomialDegree must be >= 0, was " + polynomialDegree);
    }
    if (trainTask.equals(testTask)) {
      throw new IllegalArgumentException(
          "trainTask and testTask must differ, were both " + trainTask);
    }
  }

  /**
   * Frames of 96 x 96 pixels, squashed, and volumes t+4 to t+8, as Brain2Pix has them; a screen of
   * 20 degrees; motion and a second-degree drift taken out; tasks "train" and "test".
   */
  public static PreparationSettings defaults() {
    return new PreparationSettings(
        96, 96, FrameResize.SQUASH, 20, new LagWindow(4, 8), 2, MOTION, "train", "test");
  }

  /** Every value by its name, for provenance. */
  public Map<String, String> toParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("frameWidthPx", Integer.toString(frameWidthPx));
    parameters.put("frameHeightPx", Integer.toString(frameHeightPx));
    parameters.put("resize", resize.name());
    parameters.put("screenWidthDeg", Double.toString(screenWidthDeg));
    parameters.put("firstLag", Integer.toString(lags.first()));
    parameters.put("lastLag", Integer.toString(lags.last()));
    parameters.put("polynomialDegree", Integer.toString(polynomialDegree));
    parameters.put("confounds", String.join(",", confounds));
    parameters.put("trainTask", trainTask);
    parameters.put("testTask", testTask);
    return parameters;
  }
}
