// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/** The settings that a person writes as text, and the presets' every value. */
class PreparationTextsTest {

  @Test
  void stepsComeInTheOrderOfTheText() {
    RunPipeline pipeline =
        RunPipeline.parse(
            "dropnonfinite; regress degree=1 confounds=motion+csf;percent baseline=24 ; despike"
                + " sd=2.5 iterations=3; zscore ddof=1; demean");
    assertEquals(
        List.of(
            new RunStep.DropNonFinite(),
            new RunStep.Regress(1, List.of("motion", "csf")),
            new RunStep.PercentSignal(24),
            new RunStep.Despiking(2.5, 3),
            new RunStep.Standardise(1),
            new RunStep.Demean()),
        pipeline.steps());
    assertEquals(pipeline, RunPipeline.parse(pipeline.toText()));
    assertEquals(List.of("motion", "csf"), pipeline.confounds());
    assertEquals(24, pipeline.baselineSec());
    assertEquals(List.of(), RunPipeline.parse("").steps());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smooth",
        "regress degre=1",
        "regress degree=one",
        "regress degree=1.5",
        "regress degree=21",
        "despike sd=0",
        "despike sd=NaN",
        "zscore ddof=2",
        "percent baseline=-1",
        "demean now=1",
        "regress degree=1 degree=2",
        "regress degree="
      })
  void aStepThatIsNotUnderstoodIsRefused(String text) {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> RunPipeline.parse("demean; " + text));
    assertTrue(refused.getMessage().startsWith("steps: expected "), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task-train|sub-01_task-train_run-1|true",
        "train|sub-01_task-train_run-1|true",
        "task-train|sub-01_task-training_run-1|false",
        "task-train*|sub-01_task-training_run-1|true",
        "ses-perceptionNaturalImageTest*|sub-01_ses-perceptionNaturalImageTest02_task-p_run-1|true",
        "ses-perceptionNaturalImageTest*|sub-01_ses-perceptionNaturalImageTraining02_run-1|false",
        "task-p space-T1w|sub-01_task-p_space-T1w_desc-preproc|true",
        "task-p space-T1w|sub-01_task-p_space-MNI_desc-preproc|false",
        "task-a, task-b run-2|sub-01_task-b_run-2|true",
        "task-a, task-b run-2|sub-01_task-b_run-3|false",
        "task-a.b|sub-01_task-axb|false"
      })
  void aSelectionMatchesEntities(String text, String name, boolean expected) {
    assertEquals(expected, new RunSelection(text).matches(name));
  }

  @Test
  void anEmptySelectionSelectsNothing() {
    assertTrue(new RunSelection(" ").isNone());
    assertFalse(new RunSelection("").matches("task-train"));
  }

  @Test
  void columnsSayWhatTheyMean() {
    EventColumns columns =
        EventColumns.parse(
            "stimulus=stimulus_name type=event_type keep=1|3 category=category_index");
    assertEquals(Optional.of("stimulus_name"), columns.stimulus());
    assertEquals(Optional.of("event_type"), columns.type());
    assertEquals(Set.of("1", "3"), columns.keep());
    assertEquals(Optional.of("category_index"), columns.category());
    assertEquals(columns, EventColumns.parse(columns.toText()));
    assertEquals(EventColumns.bids(), EventColumns.parse(""));
    EventColumns kinds = EventColumns.parse("stimulus=none type=trial_type");
    assertEquals(Optional.empty(), kinds.stimulus());
    assertEquals(kinds, EventColumns.parse(kinds.toText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stim=a", "keep=1", "stimulus=none", "stimulus", "stimulus=a stimulus=b"})
  void columnsThatAreNotUnderstoodAreRefused(String text) {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> EventColumns.parse(text));
    assertTrue(refused.getMessage().startsWith("columns: expected "), refused.getMessage());
  }

  @Test
  void aMeanOverRunsHasNoRunToBeScoredBy() {
    PreparationSettings shen = PreparationSettings.shen2019();
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new PreparationSettings(
                    shen.train(),
                    shen.test(),
                    shen.columns(),
                    shen.frames(),
                    shen.samples(),
                    shen.steps(),
                    new ResponseScaling(Normalisation.RUN, 0, Repeats.AVERAGE)));
    assertTrue(refused.getMessage().contains("repeats=single"), refused.getMessage());
  }

  /** P-09. */
  @Test
  void theStepsOfShen2019AreFrozen() {
    PreparationSettings shen = PreparationSettings.shen2019();
    assertEquals(
        List.of(
            new RunStep.Regress(1, List.of("motion")),
            new RunStep.PercentSignal(24),
            new RunStep.Despiking(3, 1)),
        shen.steps().steps());
    assertEquals(new SamplePlan.Blocks(4, SamplePlan.CutShort.STOP), shen.samples());
    assertEquals(
        new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE_SQRT_N), shen.scaling());
    assertEquals(
        new FrameSettings(248, 248, FrameResize.SQUASH, 12, FrameSettings.Warp.NONE),
        shen.frames());
  }

  @Test
  void theStepsOfBrain2PixAreFrozen() {
    PreparationSettings brain2pix = PreparationSettings.brain2pix();
    assertEquals(List.of(), brain2pix.steps().steps());
    assertEquals(new SamplePlan.Volumes(new LagWindow(4, 8)), brain2pix.samples());
    assertEquals(new ResponseScaling(Normalisation.RUN, 0, Repeats.AVERAGE), brain2pix.scaling());
    assertEquals(
        new FrameSettings(96, 96, FrameResize.SQUASH, 20, FrameSettings.Warp.FISHEYE),
        brain2pix.frames());
  }

  @Test
  void ourStepsAreFrozen() {
    PreparationSettings ours = PreparationSettings.standard();
    assertEquals(
        List.of(new RunStep.Regress(2, List.of("motion")), new RunStep.Demean()),
        ours.steps().steps());
    assertEquals(new SamplePlan.Volumes(new LagWindow(4, 8)), ours.samples());
    assertEquals(new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE), ours.scaling());
  }
}
