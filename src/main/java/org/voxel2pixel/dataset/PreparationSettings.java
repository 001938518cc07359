// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/**
 * Every choice in preparing a dataset from fMRI runs.
 *
 * @param train runs to learn from
 * @param test runs to judge by; may select none
 * @param columns what the events tables say
 * @param frames how stimuli become frames
 * @param samples what becomes a sample
 * @param steps what is done to each run on its own
 * @param scaling what is done to all samples together
 */
public record PreparationSettings(
    RunSelection train,
    RunSelection test,
    EventColumns columns,
    FrameSettings frames,
    SamplePlan samples,
    RunPipeline steps,
    ResponseScaling scaling) {

  public PreparationSettings {
    boolean averages = scaling.repeats() != Repeats.SINGLE;
    if (samples instanceof SamplePlan.Blocks
        && scaling.normalisation() == Normalisation.RUN
        && averages) {
      throw new IllegalArgumentException(
          "normalisation=run with samples=blocks and averaged repeats: a mean over runs has no run"
              + " of its own; take normalisation=training or repeats=single");
    }
  }

  /**
   * Ours: frames of 96 x 96 pixels, squashed, on a screen of 20 degrees; every volume a sample,
   * with volumes t+4 to t+8 its response; motion and a second-degree drift taken out; z-scores by
   * the statistics of training, so that no test response depends on other test responses; test runs
   * with the same events averaged.
   */
  public static PreparationSettings standard() {
    return new PreparationSettings(
        new RunSelection("task-train"),
        new RunSelection("task-test"),
        EventColumns.bids(),
        new FrameSettings(96, 96, FrameResize.SQUASH, 20, FrameSettings.Warp.NONE),
        new SamplePlan.Volumes(new LagWindow(4, 8)),
        RunPipeline.parse("regress degree=2 confounds=motion; demean"),
        new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE));
  }

  /**
   * Brain2Pix (Le et al. 2022): fisheye frames of 96 x 96 pixels, volumes t+4 to t+8, each run
   * z-scored by itself, test runs after they were averaged. The paper names no nuisance regression.
   */
  public static PreparationSettings brain2pix() {
    PreparationSettings ours = standard();
    return new PreparationSettings(
        ours.train,
        ours.test,
        ours.columns,
        new FrameSettings(96, 96, FrameResize.SQUASH, 20, FrameSettings.Warp.FISHEYE),
        ours.samples,
        new RunPipeline(List.of()),
        new ResponseScaling(Normalisation.RUN, 0, Repeats.AVERAGE));
  }

  /**
   * Shen et al. 2019 (Front. Comput. Neurosci. 13:21, Methods; released code for the last two):
   * linear trend and six motion parameters regressed out, percent of the mean of the first 24 s,
   * values beyond 3 SD cut, blocks averaged after a shift of 4 s, z-scores by training statistics
   * (ddof 0), test trials averaged and multiplied by the square root of their number. Frames of 248
   * x 248 pixels on 12 degrees.
   */
  public static PreparationSettings shen2019() {
    PreparationSettings ours = standard();
    return new PreparationSettings(
        ours.train,
        ours.test,
        ours.columns,
        new FrameSettings(248, 248, FrameResize.SQUASH, 12, FrameSettings.Warp.NONE),
        new SamplePlan.Blocks(4, SamplePlan.CutShort.STOP),
        RunPipeline.parse(
            "regress degree=1 confounds=motion; percent baseline=24; despike sd=3 iterations=1"),
        new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE_SQRT_N));
  }

  /** Whether every event, not every volume, is a sample. */
  public boolean ofBlocks() {
    return samples instanceof SamplePlan.Blocks;
  }

  /** Every value by its name, for provenance. */
  public Map<String, String> toParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("train", train.text());
    parameters.put("test", test.text());
    parameters.put("columns", columns.toText());
    parameters.put("frameWidthPx", Integer.toString(frames.widthPx()));
    parameters.put("frameHeightPx", Integer.toString(frames.heightPx()));
    parameters.put("resize", frames.resize().name());
    parameters.put("warp", frames.warp().name());
    parameters.put("screenWidthDeg", Double.toString(frames.screenWidthDeg()));
    if (samples instanceof SamplePlan.Blocks blocks) {
      parameters.put("shiftSec", Double.toString(blocks.shiftSec()));
      parameters.put("cutShort", blocks.cutShort().name());
    } else {
      parameters.put("firstLag", Integer.toString(samples.lags().first()));
      parameters.put("lastLag", Integer.toString(samples.lags().last()));
    }
    parameters.put("steps", steps.toText());
    parameters.put("normalisation", scaling.normalisation().name());
    parameters.put("ddof", Integer.toString(scaling.ddof()));
    parameters.put("repeats", scaling.repeats().name());
    return parameters;
  }
}
