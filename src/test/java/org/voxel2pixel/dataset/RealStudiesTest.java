// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertTold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;

/**
 * Tables and runs as laboratories have published them (../shared/data, not part of the project).
 */
class RealStudiesTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path EVENTS = DATA.resolve("openneuro-events/ds001506/sub-01");
  private static final Path HAXBY = DATA.resolve("haxby2001-mini").toAbsolutePath().normalize();
  private static final EventColumns SHEN =
      EventColumns.parse("stimulus=stimulus_name type=event_type keep=1 category=category_index");

  @TempDir Path temporary;

  @BeforeEach
  void needsTheData() {
    assumeTrue(Files.isDirectory(DATA), "SKIPPED: no real data in " + DATA.toAbsolutePath());
  }

  private static List<Path> tables(String session) throws IOException {
    try (Stream<Path> files = Files.walk(EVENTS)) {
      return files
          .filter(f -> f.toString().contains("ses-" + session) && f.toString().endsWith(".tsv"))
          .sorted()
          .toList();
    }
  }

  /** Rows of each kind, as {@code cut -f3 | sort | uniq -c} counts them. */
  private static Map<String, Integer> countByHand(Path table, int column) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : Files.readAllLines(table)) {
      counts.merge(line.split("\t")[column], 1, Integer::sum);
    }
    return counts;
  }

  @Test // B-09
  void aTrainingRunOfDs001506HasFiftyBlocksWithoutItsRepetitions() throws IOException {
    List<Path> tables = tables("perceptionNaturalImageTraining");
    assertEquals(8, tables.size());
    for (Path table : tables) {
      Findings findings = new Findings();
      EventsTable events = EventsTable.read(table, SHEN, findings);
      assertEquals(50, events.events().size(), table.toString());
      assertEquals(5, countByHand(table, 2).get("2"));
      assertEquals(32, events.firstShownSec());
      assertEquals(List.of(), findings.all());
      for (StimulusEvent event : events.events()) {
        assertEquals(8, event.durationSec());
        assertTrue(event.stimulus().matches("n\\d{8}_\\d+"), event.stimulus());
        assertTrue(event.volumes(4, 2).isInside(239), event.toString());
      }
    }
  }

  @Test
  void everyOtherTableOfDs001506IsReadTheMisspeltOneToo() throws IOException {
    int runs = 0;
    TreeSet<String> letters = new TreeSet<>();
    for (Path table : tables("perception")) {
      Findings findings = new Findings();
      EventsTable events = EventsTable.read(table, SHEN, findings);
      assertEquals(countByHand(table, 2).get("1"), events.events().size(), table.toString());
      assertEquals(List.of(), findings.all());
      if (table.toString().contains("Letter")) {
        events.events().forEach(event -> letters.add(event.stimulus()));
      }
      runs++;
    }
    assertEquals(8 + 24 + 20 + 12, runs);
    assertEquals(10, letters.size()); // LetterImage01 run-01 has "on/a" for "n/a" in line 4
    for (Path table : tables("imagery")) {
      EventColumns imagery = EventColumns.parse("stimulus=none type=event_type keep=2");
      EventsTable events = EventsTable.read(table, imagery, new Findings());
      assertEquals(countByHand(table, 3).get("2"), events.events().size());
    }
  }

  // Haxby et al. 2001

  private Path runsTable(String bold, int testRuns) throws IOException {
    List<String> lines = new ArrayList<>(List.of("run\tbold\tevents\tsplit\tconfounds"));
    for (int run = 1; run <= 12; run++) {
      String folder = HAXBY + "/haxby2001/sub001/BOLD/task001_run%03d/".formatted(run);
      lines.add(
          String.join(
              "\t",
              "run%02d".formatted(run),
              folder + bold,
              folder + "bold_events.tsv",
              run > 12 - testRuns ? "test" : "train",
              folder + "bold_moest.txt"));
    }
    return Files.write(temporary.resolve("runs.tsv"), lines);
  }

  private static PreparationSettings categories(SamplePlan.CutShort cutShort) {
    PreparationSettings blocks =
        SmallStudy.blocks("stimulus=none type=trial_type category=trial_type", cutShort);
    return new PreparationSettings(
        blocks.train(),
        blocks.test(),
        blocks.columns(),
        blocks.frames(),
        blocks.samples(),
        RunPipeline.parse("regress degree=1 confounds=motion; zscore"),
        blocks.scaling());
  }

  @Test
  void haxbysTwelveRunsArePlannedFromATable() throws IOException {
    InputSource source =
        new InputSource(
            runsTable("bold_1slice.nii.gz", 2),
            Optional.of(HAXBY.resolve("mask.nii.gz")),
            "",
            Optional.empty(),
            Optional.empty());
    InputCheck check = Checks.of(source, categories(SamplePlan.CutShort.STOP));
    assertSound(check);
    InputPlan plan = check.plan();
    assertEquals(12, plan.runs().size());
    assertEquals(2.5, plan.trSec());
    assertEquals(Map.of("mask", 530), plan.voxels().countOfRoi()); // the README's number
    for (CheckedRun run : plan.runs()) {
      assertEquals(121, run.volumeCount());
      assertEquals(8, run.events().size());
      assertEquals(6, run.confounds().names().size());
      assertEquals(121, run.confounds().values()[5].length);
    }
    assertEquals(10 * 8 + 8, plan.sampleCount()); // two test runs, averaged by category
    assertEquals(0.110484, plan.runs().get(0).confounds().values()[3][0]);
    assertTold(check, Level.WARN, "8 categories in both training and test");
    assertEquals(List.of(), plan.warnings().stream().filter(w -> w.contains("NaN")).toList());
  }

  @Test // N-52
  void haxbysCoarseRunsDoNotFitTheFineMask() throws IOException {
    InputSource source =
        new InputSource(
            runsTable("bold_25mm.nii.gz", 0),
            Optional.of(HAXBY.resolve("mask.nii.gz")),
            "",
            Optional.empty(),
            Optional.empty());
    assertStopsOnly(
        Checks.of(source, categories(SamplePlan.CutShort.STOP)),
        "bold_25mm.nii.gz",
        "40 x 20 x 1 voxels",
        "6 x 10 x 10 voxels",
        "and 11 more runs");
  }
}
