// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.EventColumns;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.InputSource;
import org.voxel2pixel.dataset.PreparationSettings;
import org.voxel2pixel.dataset.ResponseScaling;
import org.voxel2pixel.dataset.RunPipeline;
import org.voxel2pixel.dataset.RunSelection;
import org.voxel2pixel.dataset.SamplePlan;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/**
 * What checking and preparing a study ask for alike: where its files are, and what is to be made of
 * them. A choice left at "preset", or a text left empty, is the preset's value.
 */
abstract class PreparationCommand extends Voxel2PixelCommand {
  private static final String SHEN = "shen2019";
  private static final String BRAIN2PIX = "brain2pix";
  private static final String NO_STEPS = "none";
  private static final String BLOCKS = "blocks";

  @Parameter(
      label = "Subject (folder or runs.tsv)",
      style = "directory",
      persist = false,
      description = "BIDS subject such as sub-01, raw or by fMRIPrep; or a table of runs (.tsv)")
  private File subject;

  @Parameter(
      label = "Preset",
      choices = {"standard", BRAIN2PIX, SHEN},
      persist = false,
      description = "Every value that is left open below: ours, Brain2Pix (2022), or Shen (2019)")
  private String preset = "standard";

  @Parameter(
      label = "Training runs",
      required = false,
      persist = false,
      description = "Entities in the runs' names: task-perception ses-train*; commas for or")
  private String trainRuns = PreparationSettings.standard().train().text();

  @Parameter(
      label = "Test runs",
      required = false,
      persist = false,
      description = "The same for the runs to judge by; nothing for none")
  private String testRuns = PreparationSettings.standard().test().text();

  @Parameter(
      label = "Masks",
      style = "directory",
      required = false,
      persist = false,
      description = "Folder, one file, or a table (.tsv: file, roi); else masks in the subject")
  private File masks;

  @Parameter(
      label = "Regions",
      required = false,
      persist = false,
      description = "Which, in which order: V1=V1d+V1v, V2; overlap=first. Nothing: all")
  private String rois = "";

  @Parameter(
      label = "Events",
      style = "directory",
      required = false,
      persist = false,
      description = "Folder to search for events, such as the raw dataset; else beside the runs")
  private File events;

  @Parameter(
      label = "Stimuli",
      style = "directory",
      required = false,
      persist = false,
      description = "Folder, TIFF stack or list; else the folder stimuli beside the subject")
  private File stimuli;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String leftOpen =
      "What is left open below, empty or at \"preset\", is as the preset has it.";

  @Parameter(
      label = "Event columns",
      required = false,
      persist = false,
      description = "Such as: stimulus=stimulus_name type=event_type keep=1; else stim_file")
  private String columns = "";

  @Parameter(
      label = "Frame size (px)",
      required = false,
      persist = false,
      attrs = {@Attr(name = "narrow")},
      description = "Side of the square frames, 8 to 1024; nothing: the preset's")
  private String sizePx = "";

  @Parameter(
      label = "Screen width (degrees)",
      required = false,
      persist = false,
      attrs = {@Attr(name = "narrow"), @Attr(name = "beside")},
      description = "Width of a frame as the person saw it, 0.1 to 180; nothing: the preset's")
  private String screenDeg = "";

  @Parameter(
      label = "Resize",
      choices = {PresetOverride.PRESET, "squash", "centre-crop"},
      persist = false,
      description = "How frames that are not square become square")
  private String resize = PresetOverride.PRESET;

  @Parameter(
      label = "Warp",
      choices = {PresetOverride.PRESET, "none", "fisheye"},
      persist = false,
      attrs = {@Attr(name = "beside")},
      description = "fisheye magnifies the fovea, as Brain2Pix does")
  private String warp = PresetOverride.PRESET;

  @Parameter(
      label = "Samples",
      choices = {PresetOverride.PRESET, "volumes", BLOCKS},
      persist = false,
      description = "volumes: each, for films; blocks: the mean of each event's volumes")
  private String samples = PresetOverride.PRESET;

  @Parameter(
      label = "First lag (volumes)",
      required = false,
      persist = false,
      attrs = {@Attr(name = "narrow")},
      description = "First volume after a frame that counts as its response, 0 to 100")
  private String firstLag = "";

  @Parameter(
      label = "Last lag (volumes)",
      required = false,
      persist = false,
      attrs = {@Attr(name = "narrow"), @Attr(name = "beside")},
      description = "Last volume after a frame that counts as its response, 0 to 100")
  private String lastLag = "";

  @Parameter(
      label = "Shift of blocks (s)",
      required = false,
      persist = false,
      attrs = {@Attr(name = "narrow")},
      description = "How long the response to a block is waited for, 0 to 60")
  private String shiftSec = "";

  @Parameter(
      label = "Blocks cut short",
      choices = {PresetOverride.PRESET, "stop", "drop"},
      persist = false,
      attrs = {@Attr(name = "beside")},
      description = "Events whose response was not recorded to its end")
  private String cutShort = PresetOverride.PRESET;

  @Parameter(
      label = "Steps for each run",
      required = false,
      persist = false,
      description = "regress degree=2 confounds=motion; demean; percent; despike; zscore; or none")
  private String steps = "";

  @Parameter(
      label = "Normalisation",
      choices = {PresetOverride.PRESET, "training", "run", "none"},
      persist = false,
      description = "z-scores by the training samples' statistics, or by each run's own")
  private String normalisation = PresetOverride.PRESET;

  @Parameter(
      label = "Repeats in the test",
      choices = {PresetOverride.PRESET, "average", "average-sqrt-n", "single"},
      persist = false,
      attrs = {@Attr(name = "beside")},
      description = "average-sqrt-n multiplies a mean of n by the square root of n (Shen)")
  private String repeats = PresetOverride.PRESET;

  @Parameter(
      label = "Threads",
      min = "0",
      max = "1024",
      persist = false,
      description = "Runs that are read at a time; 0 takes all processors")
  private int threads = 0;

  /** Where the files are. */
  final InputSource source() {
    return new InputSource(
        subject.toPath(), path(masks), rois == null ? "" : rois, path(events), path(stimuli));
  }

  private static Optional<Path> path(File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  /** Processors to work on. */
  final int threads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * What is to be made of them.
   *
   * @throws BadInputException naming the option that is wrong
   */
  final PreparationSettings settings() {
    PreparationSettings base = base();
    try {
      return new PreparationSettings(
          new RunSelection(trainRuns == null ? "" : trainRuns),
          new RunSelection(testRuns == null ? "" : testRuns),
          override("columns", columns).isLeft() ? base.columns() : EventColumns.parse(columns),
          frames(base.frames()),
          samples(base.samples()),
          steps(base.steps()),
          scaling(base.scaling()));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "options", "values that go together", e.getMessage(), "correct one of them", e);
    }
  }

  private PreparationSettings base() {
    return switch (preset) {
      case SHEN -> PreparationSettings.shen2019();
      case BRAIN2PIX -> PreparationSettings.brain2pix();
      default -> PreparationSettings.standard();
    };
  }

  private static PresetOverride override(String option, String text) {
    return new PresetOverride(option, text);
  }

  private FrameSettings frames(FrameSettings base) {
    int side = override("sizepx", sizePx).whole(base.widthPx(), 8, 1024);
    return new FrameSettings(
        side,
        side,
        override("resize", resize).choice(FrameResize.class, base.resize()),
        override("screendeg", screenDeg).number(base.screenWidthDeg(), 0.1, 180),
        override("warp", warp).choice(FrameSettings.Warp.class, base.warp()));
  }

  private SamplePlan samples(SamplePlan base) {
    PresetOverride kind = override("samples", samples);
    boolean blocks = kind.isLeft() ? base instanceof SamplePlan.Blocks : kind.text().equals(BLOCKS);
    return blocks ? blocks(base) : volumes(base);
  }

  private SamplePlan blocks(SamplePlan base) {
    for (PresetOverride lag :
        List.of(override("firstlag", firstLag), override("lastlag", lastLag))) {
      lag.requireLeft("samples are blocks, which have a shift");
    }
    SamplePlan.Blocks preset =
        (SamplePlan.Blocks)
            (base instanceof SamplePlan.Blocks ? base : PreparationSettings.shen2019().samples());
    return new SamplePlan.Blocks(
        override("shiftsec", shiftSec).number(preset.shiftSec(), 0, 60),
        override("cutshort", cutShort).choice(SamplePlan.CutShort.class, preset.cutShort()));
  }

  private SamplePlan volumes(SamplePlan base) {
    override("shiftsec", shiftSec).requireLeft("samples are volumes, which have lags");
    override("cutshort", cutShort).requireLeft("samples are volumes, which have lags");
    LagWindow preset =
        (base instanceof SamplePlan.Volumes ? base : PreparationSettings.standard().samples())
            .lags();
    int first = override("firstlag", firstLag).whole(preset.first(), 0, 100);
    int last = override("lastlag", lastLag).whole(preset.last(), 0, 100);
    if (first <= last) return new SamplePlan.Volumes(new LagWindow(first, last));
    throw new BadInputException(
        "option firstlag", "at most lastlag " + last, String.valueOf(first), "correct it");
  }

  private RunPipeline steps(RunPipeline base) {
    PresetOverride text = override("steps", steps);
    if (text.text().equals(NO_STEPS)) return new RunPipeline(List.of());
    return text.isLeft() ? base : RunPipeline.parse(text.text());
  }

  private ResponseScaling scaling(ResponseScaling base) {
    return new ResponseScaling(
        override("normalisation", normalisation)
            .choice(ResponseScaling.Normalisation.class, base.normalisation()),
        base.ddof(),
        override("repeats", repeats).choice(ResponseScaling.Repeats.class, base.repeats()));
  }
}
