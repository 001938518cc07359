// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertWarns;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;
import org.voxel2pixel.signal.BlockWindow;

/** Events against the volumes of their run: 20 of them, every 2 s. */
class EventTimingTest {
  private static final String EVENTS = "sub-01/func/sub-01_task-train_run-1_events.tsv";
  private static final String PICTURES = "stimulus=stim_file";
  private static final PreparationSettings DROP =
      SmallStudy.blocks(PICTURES, SamplePlan.CutShort.DROP);
  private static final PreparationSettings STOP =
      SmallStudy.blocks(PICTURES, SamplePlan.CutShort.STOP);

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
  }

  private InputCheck volumes(String... events) {
    study.events(EVENTS, events);
    return study.check();
  }

  private InputCheck blocks(PreparationSettings settings, String... events) {
    study.events(EVENTS, events);
    return study.check(settings);
  }

  private static List<Double> onsets(InputCheck check) {
    assertSound(check);
    return check.plan().runs().get(0).events().stream().map(StimulusEvent::onsetSec).toList();
  }

  /** Volumes begin at 0, 2, 4 s and so on: a second from 4.5 s on shows in none. */
  @Test
  void anEventBetweenTwoVolumesIsToldAndARunOfThemStops() {
    assertWarns(volumes("2 4 a.png", "8.5 1 b.png"), "1 of 2 events", "8.5 s", "in no sample");
    assertStopsOnly(volumes("2.5 0.5 a.png", "8.5 1 b.png"), "2 of 2 events", "2.0 s");
  }

  @Test
  void aWindowHoldsTheVolumesThatBeginInIt() {
    Random random = new Random(1);
    for (int n = 0; n < 2000; n++) {
      double trSec = 0.5 + random.nextInt(30) / 10.0;
      double onset = (random.nextInt(400) - 100) / 10.0;
      double duration = random.nextInt(200) / 10.0;
      double shift = random.nextInt(80) / 10.0;
      BlockWindow window = new StimulusEvent(onset, duration, "a").volumes(shift, trSec);
      List<Integer> expected = new ArrayList<>();
      for (int t = -300; t < 300; t++) {
        // in whole tenths of a second, which are exact
        long begin = Math.round(t * trSec * 10);
        long from = Math.round((onset + shift) * 10);
        if (begin >= from && begin < from + Math.round(duration * 10)) expected.add(t);
      }
      List<Integer> found = new ArrayList<>();
      for (int t = window.firstVolume(); t < window.endVolume(); t++) found.add(t);
      assertEquals(expected, found, onset + " " + duration + " " + shift + " " + trSec);
    }
  }

  @Test // B-05
  void aNegativeOnsetIsFineIfItsPictureIsStillOn() {
    assertEquals(List.of(-3.0, 4.0), onsets(volumes("-3 6 a.png", "4 4 b.png")));
    assertStopsOnly(
        volumes("-3 2 a.png", "4 4 b.png"),
        "events within the run, 0 to 40.0 s",
        "1 outside it, first a.png at -3.0 s for 2.0 s");
  }

  @Test // B-05
  void aBlocksResponseMustNotBeginBeforeTheRun() {
    assertEquals(List.of(-5.0), onsets(blocks(STOP, "-5 4 a.png"))); // no volume begins at -1 s
    assertStopsOnly(blocks(STOP, "-6 4 a.png", "8 4 b.png"), "1 events whose response", "-6.0 s");
    assertEquals(List.of(8.0), onsets(blocks(DROP, "-6 4 a.png", "8 4 b.png")));
  }

  @Test // B-07
  void eventsAfterTheRunAreToldTogether() {
    assertStopsOnly(
        volumes("0 4 a.png", "40 4 a.png", "50 4 b.png"),
        "2 outside it, first a.png at 40.0 s for 4.0 s");
    assertEquals(List.of(0.0, 39.0), onsets(volumes("0 4 a.png", "39 100 b.png")));
  }

  @Test // B-07
  void aBlockWhoseResponseWasCutShortStopsOrIsLeftOutWithItsCount() {
    // volumes begin at 0 .. 38 s; the response to [32, 36) is [36, 40), the last that is whole
    assertEquals(List.of(0.0, 32.0), onsets(blocks(STOP, "0 4 a.png", "32 4 b.png")));
    InputCheck stopped = blocks(STOP, "0 4 a.png", "32.5 4 b.png", "38 2 a.png");
    assertStopsOnly(
        stopped,
        "2 events whose response, 4.0 s later, was not recorded whole",
        "first b.png at 32.5 s",
        "cutshort=drop");
    InputCheck dropped = blocks(DROP, "0 4 a.png", "32.5 4 b.png", "38 2 a.png");
    assertEquals(List.of(0.0), onsets(dropped));
    assertWarns(dropped, "2 events whose response", "left out");
    assertEquals(2, dropped.plan().sampleCount()); // and one of the test run
  }

  @Test
  void twoPicturesAtOnceStopVolumesAndOverlappingBlocksAreTold() {
    assertStopsOnly(volumes("0 6 a.png", "4 4 b.png"), "a.png and b.png at 4.0 s");
    assertSound(volumes("0 6 a.png", "4 4 a.png"));
    assertSound(volumes("0 5 a.png", "5 4 b.png"));
    InputCheck check = blocks(STOP, "0 6 a.png", "4 4 b.png", "8 4 a.png");
    assertWarns(check, "1 events share volumes with the event before, first b.png at 4.0 s");
    assertSound(check);
    assertEquals(List.of(), Checks.told(blocks(STOP, "0 4 a.png", "4 4 b.png"), Level.WARN));
  }

  @Test
  void aBlockBetweenTwoVolumesHasNoResponse() {
    assertStopsOnly(
        blocks(DROP, "0 4 a.png", "8.5 1 b.png"),
        "a volume begins, every 2.0 s",
        "b.png at 8.5 s for 1.0 s");
  }

  @Test // P-07
  void aPictureInTheBaselineStops() {
    PreparationSettings percent =
        SmallStudy.settings("task-train", "task-test", PICTURES, "percent baseline=6");
    study.events("sub-01/func/sub-01_task-test_run-1_events.tsv", "8 4 c.png");
    study.events(EVENTS, "5.5 4 a.png");
    assertStopsOnly(
        study.check(percent),
        "rest in the first 6.0 s",
        "a picture at 5.5 s",
        "percent baseline=0");
    study.events(EVENTS, "6 4 a.png");
    assertSound(study.check(percent));
    study.events(EVENTS, "-2 4 a.png");
    assertSound(study.check(SmallStudy.settings("task-train", "task-test", PICTURES, "percent")));
    study.events(EVENTS, "8 4 a.png");
    assertStopsOnly(
        study.check(SmallStudy.settings("task-train", "", PICTURES, "percent baseline=41")),
        "a run of at least 41.0 s",
        "40.0 s");
  }

  @Test
  void aRunThatGoesOnLongAfterItsEventsIsTold() {
    study.bold("sub-01/func/sub-01_task-train_run-1_bold.nii", 40);
    assertWarns(
        volumes("0 4 a.png", "14 5 b.png"), "goes on for 61 s after its last event at 19 s");
    assertEquals(List.of(), Checks.told(volumes("0 4 a.png", "16 4 b.png"), Level.WARN));
  }

  @Test // P-05
  void aRunOfOneVolumeIsNone() {
    study.bold("sub-01/func/sub-01_task-train_run-1_bold.nii", 1);
    assertStopsOnly(study.check(), "a run of many volumes", "1 volume");
  }

  @Test
  void typesToKeepMustExistAndLevelsAreCompared() {
    String columns = "stimulus=stim_file type=kind keep=pic";
    String[] rows = {"onset duration stim_file kind", "0 4 a.png pic", "4 4 b.png rest"};
    study.table(EVENTS, rows);
    study.table("sub-01/func/sub-01_task-test_run-1_events.tsv", rows[0], "0 4 c.png pic");
    PreparationSettings settings = SmallStudy.settings("task-train", "task-test", columns, "");
    study.text("task-train_events.json", "{\"kind\": {\"Levels\": {\"pic\": \"a picture\"}}}");
    InputCheck check = study.check(settings);
    assertWarns(check, "kind rest is not among the Levels of task-train_events.json");
    assertEquals(List.of(0.0), onsets(check));
    study.text(
        "sub-01/sub-01_events.json", "{\"kind\": {\"Levels\": {\"pic\": \"\", \"rest\": \"\"}}}");
    assertEquals(List.of(), Checks.told(study.check(settings), Level.WARN));
    InputCheck misspelt =
        study.check(
            SmallStudy.settings(
                "task-train", "task-test", "stimulus=stim_file type=kind keep=pic|Pic", ""));
    assertStopsOnly(misspelt, "no Pic among pic (2), rest (1)");
  }

  @Test
  void aRunWithoutAnyEventIsTold() {
    InputCheck check = volumes("0 4 n/a");
    assertWarns(check, "no event that counts in the whole run");
    assertTrue(check.isSound());
  }
}
