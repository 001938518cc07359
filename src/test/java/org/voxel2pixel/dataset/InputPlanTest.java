// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Finding.Level;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;

/** What a plan says of the work, against counts by hand. */
class InputPlanTest {
  private static final String FUNC = "sub-01/func/sub-01_task-";

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
    study.run(FUNC + "test_run-2", 20, "0 4 c.png", "8 4 d.png");
    study.run(FUNC + "test_run-3", 20, "0.0004 4 c.png");
    study.pictures("stimuli", "d.png");
  }

  private static PreparationSettings with(PreparationSettings settings, Repeats repeats) {
    return new PreparationSettings(
        settings.train(),
        settings.test(),
        settings.columns(),
        settings.frames(),
        settings.samples(),
        settings.steps(),
        new ResponseScaling(Normalisation.TRAINING, 0, repeats));
  }

  private InputPlan volumes(Repeats repeats) {
    return study.check(with(SmallStudy.settings(), repeats)).plan();
  }

  private InputPlan blocks(Repeats repeats) {
    PreparationSettings settings =
        SmallStudy.blocks("stimulus=stim_file", SamplePlan.CutShort.STOP);
    return study.check(with(settings, repeats)).plan();
  }

  @Test
  void samplesAreCountedForEachWayOfRepeats() {
    assertEquals(20 + 2 * 20, volumes(Repeats.AVERAGE).sampleCount()); // runs 1 and 3 show the same
    assertEquals(20 + 3 * 20, volumes(Repeats.SINGLE).sampleCount());
    assertEquals(2 + 2, blocks(Repeats.AVERAGE_SQRT_N).sampleCount()); // c three times, d once
    assertEquals(2 + 4, blocks(Repeats.SINGLE).sampleCount());
    assertTrue(
        volumes(Repeats.AVERAGE)
            .summary()
            .contains(
                "1 training runs, 3 test runs (2 different), 60 samples of 3 voxels, 4 frames"));
  }

  @Test
  void repeatsAreRunsWithTheSameEventsToAMillisecond() {
    List<List<CheckedRun>> groups = volumes(Repeats.AVERAGE).testGroups();
    assertEquals(
        List.of(
            List.of("sub-01_task-test_run-1", "sub-01_task-test_run-3"),
            List.of("sub-01_task-test_run-2")),
        groups.stream().map(g -> g.stream().map(CheckedRun::name).toList()).toList());
    study.bold(FUNC + "test_run-3_bold.nii", 19);
    assertStopsOnly(
        study.check(), "test_run-3", "20 volumes, as sub-01_task-test_run-1", "19 volumes");
    assertSound(study.check(with(SmallStudy.settings(), Repeats.SINGLE)));
  }

  @Test
  void memoryGrowsWithThreadsUpToTheNumberOfRuns() {
    InputPlan plan = volumes(Repeats.SINGLE);
    long perThread = 2 * 4 * 20 * 3 + (8 << 20);
    assertEquals(perThread, plan.memoryBytes(2) - plan.memoryBytes(1));
    assertEquals(plan.memoryBytes(4), plan.memoryBytes(64));
    assertEquals(plan.memoryBytes(1), volumes(Repeats.AVERAGE).memoryBytes(1));
    // 60 samples and the rows of 4 runs of 20 volumes, of 3 voxels; 4 frames of 8 x 8
    assertEquals(4 * 3 * (60 + 80) + 4 * 8 * 8 * 3, volumes(Repeats.AVERAGE).diskBytes());
    assertTrue(plan.seconds(1) > 0 && plan.seconds(1) < 60);
    assertEquals(plan.seconds(1) / 2, plan.seconds(2), 1e-12);
    assertTrue(plan.needs(3).contains("with 3 threads"));
  }

  @Test
  void findingsAndWarningsAreTheSameWhereverTheStudyLies() {
    SmallStudy twin = SmallStudy.sound(temporary.resolve("else/where"));
    for (SmallStudy each : List.of(study, twin)) {
      each.events(FUNC + "train_run-1_events.tsv", "4 4 a.png", "0 4 b.png");
      each.text("task-train_bold.json", "{\"SliceTiming\": [0, 1]}");
    }
    List<String> warnings = twin.check().plan().warnings();
    assertEquals(
        List.of(FUNC + "train_run-1_events.tsv: the events were not in the order of onset; sorted"),
        warnings);
    assertEquals(warnings, study.check().plan().warnings());
    assertTrue(
        twin.check().plan().notes().stream()
            .anyMatch(note -> note.startsWith(FUNC + "train_run-1_bold.nii: slices were taken")),
        twin.check().plan().notes()::toString);
  }

  @Test
  void sourcesAreThoseThatDecideTheResult() {
    study.text("task-train_bold.json", "{\"RepetitionTime\": 2}");
    InputPlan plan = volumes(Repeats.SINGLE);
    assertEquals(
        List.of(
            FUNC + "test_run-1_events.tsv",
            FUNC + "test_run-2_events.tsv",
            FUNC + "test_run-3_events.tsv",
            FUNC + "train_run-1_events.tsv",
            "sub-01/masks/sub-01_label-V1_mask.nii",
            "task-train_bold.json"),
        List.copyOf(plan.sources().keySet()));
    assertEquals(4, plan.boldFiles().size());
    assertEquals(
        study.at(FUNC + "train_run-1_bold.nii"),
        plan.boldFiles().get(FUNC + "train_run-1_bold.nii"));
  }

  @Test
  void theReportForMachinesHasEverything() {
    JsonObject json = study.check().toJson();
    assertTrue(json.get("sound").getAsBoolean());
    assertEquals(3, json.getAsJsonObject("plan").getAsJsonObject("regions").get("V1").getAsInt());
    assertEquals("8", json.getAsJsonObject("settings").get("frameWidthPx").getAsString());
    study.delete("stimuli/d.png");
    json = study.check().toJson();
    assertEquals(
        "STOP",
        json.getAsJsonArray("findings").get(0).getAsJsonObject().get("level").getAsString());
    assertTrue(!json.has("plan"));
    assertTrue(study.check().toText().startsWith("STOP  "));
    InputCheck check = study.check();
    assertEquals("stimuli", check.shortened(check.findings().get(0).what()));
  }

  @Test
  void aCheckCanBeCancelledAtAnyStage() {
    for (String stage :
        List.of("checking sub-01", "checking sub-01_task-test", "checking stimuli")) {
      List<String> stages = new ArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void report(String now, long done, long total) {
              stages.add(now);
            }

            @Override
            public boolean isCancelled() {
              return stages.stream().anyMatch(now -> now.startsWith(stage));
            }
          };
      assertThrows(
          CancelledException.class,
          () -> InputCheck.of(InputSource.of(study.subject()), SmallStudy.settings(), progress),
          stage);
    }
  }

  @Test
  void levelsComeInTheOrderOfTheirGravity() {
    study.delete("stimuli/d.png");
    study.delete("dataset_description.json");
    List<Level> levels = study.check().findings().stream().map(Finding::level).toList();
    assertEquals(levels.stream().sorted().toList(), levels);
    assertEquals(Level.STOP, levels.get(0));
    assertEquals(Level.INFO, levels.get(levels.size() - 1));
  }
}
