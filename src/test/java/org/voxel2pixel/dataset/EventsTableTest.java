// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rows of an events.tsv mean. */
class EventsTableTest {
  private static final EventColumns BIDS = EventColumns.bids();
  private static final EventColumns KEPT =
      EventColumns.parse("stimulus=stimulus_name type=event_type keep=1");

  @TempDir Path temporary;
  private final Findings findings = new Findings();

  private EventsTable read(EventColumns columns, String text) throws IOException {
    Path file = temporary.resolve("events.tsv");
    Files.writeString(file, text);
    return EventsTable.read(file, columns, findings);
  }

  private static String tabs(String text) {
    return text.replace(' ', '\t');
  }

  private String told() {
    return findings.all().toString();
  }

  @Test // B-01
  void lineEndsByteOrderMarkBlanksAndBlankLastLinesChangeNothing() throws IOException {
    String plain = "onset\tduration\tstim_file\n0\t2\ta.png\n2\t2\tb c.png\n";
    List<StimulusEvent> events = read(BIDS, plain).events();
    assertEquals(
        List.of(new StimulusEvent(0, 2, "a.png"), new StimulusEvent(2, 2, "b c.png")), events);
    for (String same :
        List.of(
            plain.replace("\n", "\r\n"),
            "\uFEFF" + plain,
            plain.replace("\t", " \t ").replace("\n", "  \n"),
            plain + "\n  \n\r\n",
            plain.strip())) {
      assertEquals(events, read(BIDS, same).events());
    }
    assertEquals(List.of(), findings.all());
  }

  @Test // B-02
  void commasForTabsAreRefused() {
    assertRefused(() -> read(BIDS, "onset,duration,stim_file\n0,2,a.png\n"), "not tab-separated");
  }

  @Test // B-03
  void missingTimesAreToldWithTheColumnsThatThereAre() {
    assertRefused(
        () -> read(BIDS, tabs("start duration stim_file\n0 2 a.png\n")),
        "no onset among start, duration, stim_file");
    assertRefused(() -> read(BIDS, tabs("onset stim_file\n0 a.png\n")), "no duration among onset");
  }

  @Test // B-04
  void noOnsetIsRefusedAndNoDurationIsNone() throws IOException {
    EventsTable table =
        read(BIDS, tabs("onset duration stim_file\nn/a 2 a.png\n4 n/a b.png\n8 -1 c.png\n"));
    assertEquals(List.of(new StimulusEvent(4, 0, "b.png")), table.events());
    assertTrue(told().contains("line 2, column onset"), told());
    assertTrue(told().contains("line 4, column duration, expected=a duration of 0"), told());
    assertTrue(told().contains("line 3, column duration, expected=, found=n/a is taken as 0"));
  }

  @Test // B-05
  void aNegativeOnsetIsKept() throws IOException {
    EventsTable table = read(BIDS, tabs("onset duration stim_file\n-3.5 8 a.png\n"));
    assertEquals(List.of(new StimulusEvent(-3.5, 8, "a.png")), table.events());
    assertEquals(List.of(), findings.all());
  }

  @Test // B-06
  void eventsAreSortedAndTold() throws IOException {
    EventsTable table =
        read(BIDS, tabs("onset duration stim_file\n4 2 b.png\n0 2 a.png\n4 2 c.png\n"));
    assertEquals(
        List.of("a.png", "b.png", "c.png"),
        table.events().stream().map(StimulusEvent::stimulus).toList());
    assertTrue(told().contains("not in the order of onset; sorted"), told());
  }

  @Test // B-08
  void columnsOfOtherNamesAreMappedAndNeverGuessed() throws IOException {
    String text = tabs("onset duration event_type stimulus_name\n0 8 1 n01_2\n8 8 2 n01_2\n");
    assertRefused(
        () -> read(BIDS, text),
        "no stim_file among onset, duration, event_type, stimulus_name",
        "columns=[stimulus=stimulus_name type=event_type keep=1]");
    assertRefused(
        () -> read(EventColumns.parse("stimulus=stimulus_name category=synset"), text),
        "no synset");
    assertEquals(
        List.of(new StimulusEvent(0, 8, "n01_2", "1", TsvTable.MISSING)),
        read(KEPT, text).events());
  }

  @Test // B-09
  void onlyTheTypesToKeepCount() throws IOException {
    EventsTable table =
        read(
            KEPT,
            tabs(
                "onset duration event_type stimulus_name\n0 32 -1 n/a\n32 8 1 a\n40 8 2 a\n"
                    + "48 8 1 b\n56 8 1 n/a\n64 6 -2 n/a\n"));
    assertEquals(List.of("a", "b"), table.events().stream().map(StimulusEvent::stimulus).toList());
    assertEquals(32, table.firstShownSec());
    assertEquals("{-1=1, -2=1, 1=3, 2=1}", new TreeMap<>(table.types()).toString());
    assertTrue(told().contains("1 events of the types to keep name no stimulus"), told());
  }

  @Test
  void whatShowsNothingIsNotReadAndSoMayBeMisspelt() throws IOException {
    EventsTable table =
        read(
            BIDS, tabs("onset duration stim_file response_time\non/a x n/a n/a\n2 2 a.png on/a\n"));
    assertEquals(1, table.events().size());
    assertEquals(List.of(), findings.all());
  }

  @Test
  void aPictureThatIsNotKeptStillSpoilsTheBaseline() throws IOException {
    String text = tabs("onset duration event_type stimulus_name\n10 8 2 a\n32 8 1 b\n");
    assertEquals(10, read(KEPT, text).firstShownSec());
  }

  @Test
  void eventsWithoutPicturesHaveTheirKind() throws IOException {
    EventsTable table =
        read(
            EventColumns.parse("stimulus=none type=trial_type category=trial_type"),
            tabs("onset duration trial_type\n0 2 face\n2 2 n/a\n4 2 house\n"));
    assertEquals(
        List.of(
            new StimulusEvent(0, 2, "", "face", "face"),
            new StimulusEvent(4, 2, "", "house", "house")),
        table.events());
  }

  @Test
  void aStimulusLiesBelowItsFolder() throws IOException {
    EventsTable table =
        read(
            BIDS,
            tabs(
                "onset duration stim_file\n0 2 ../a.png\n2 2 /etc/a.png\n4 2 x/../b.png\n"
                    + "6 2 ./c/d.png\n"));
    assertEquals(
        List.of("b.png", "c/d.png"), table.events().stream().map(StimulusEvent::stimulus).toList());
    assertTrue(told().contains("line 2, column stim_file"), told());
    assertTrue(told().contains("line 3, column stim_file"), told());
  }

  @Test
  void aTableFullOfFaultsIsGivenUpAfterFive() throws IOException {
    StringBuilder text = new StringBuilder("onset\tduration\tstim_file\n");
    for (int n = 0; n < 1000; n++) text.append("x" + n + "\t2\ta.png\n");
    assertEquals(0, read(BIDS, text.toString()).events().size());
    assertEquals(5, findings.all().size());
  }
}
