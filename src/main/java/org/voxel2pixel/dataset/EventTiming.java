// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.signal.BlockWindow;

/** Checks the events of a run against its volumes. */
final class EventTiming {
  /** Rest at the end of a run that is longer may mean that the events are another run's. */
  private static final double LONG_REST_SEC = 60;

  private static final int NO_EVENT = -1;

  private final EventsTable table;
  private final int volumeCount;
  private final double trSec;
  private final Findings findings;

  EventTiming(EventsTable table, int volumeCount, double trSec, Findings findings) {
    this.table = table;
    this.volumeCount = volumeCount;
    this.trSec = trSec;
    this.findings = findings;
  }

  /** The events that become samples; what does not fit is told. */
  List<StimulusEvent> check(PreparationSettings settings) {
    findings.passes(() -> requireBaseline(settings.steps().baselineSec()));
    warnIfMuchLonger();
    if (settings.samples() instanceof SamplePlan.Blocks blocks) return blocks(blocks);
    List<StimulusEvent> inside = new ArrayList<>(table.events());
    inside.removeIf(this::isOutside);
    if (inside.size() < table.events().size()) tellOutside();
    findings.passes(() -> requireOneAtATime(inside));
    tellUnseen(inside);
    return inside;
  }

  private double runSec() {
    return volumeCount * trSec;
  }

  private void requireBaseline(double baselineSec) {
    if (baselineSec == 0) return;
    if (baselineSec > runSec()) {
      throw new BadInputException(
          table.file(),
          "a run of at least " + rounded(baselineSec) + " s, as percent baseline asks",
          rounded(runSec()) + " s",
          "shorten it, or write percent baseline=0 in steps for the mean of the run");
    }
    if (table.firstShownSec() >= baselineSec - BlockWindow.ROUNDING_SEC) return;
    throw new BadInputException(
        table.file(),
        "rest in the first " + rounded(baselineSec) + " s, as percent baseline asks",
        "a picture at " + rounded(table.firstShownSec()) + " s",
        "write percent baseline=0 in steps for the mean of the run, or the seconds that were rest");
  }

  private void warnIfMuchLonger() {
    double end = table.events().stream().mapToDouble(StimulusEvent::endSec).max().orElse(runSec());
    if (runSec() - end <= LONG_REST_SEC) return;
    findings.warn(
        table.file(),
        String.format(
            Locale.ROOT,
            "the run goes on for %.0f s after its last event at %.0f s",
            runSec() - end,
            end),
        "check that the events belong to this run");
  }

  private boolean isOutside(StimulusEvent event) {
    boolean before = event.endSec() <= BlockWindow.ROUNDING_SEC && event.onsetSec() < 0;
    return before || event.onsetSec() >= runSec();
  }

  private void tellOutside() {
    List<StimulusEvent> outside = table.events().stream().filter(this::isOutside).toList();
    findings.stop(
        table.file(),
        "events within the run, 0 to " + rounded(runSec()) + " s",
        outside.size() + " outside it, first " + told(outside.get(0)),
        "check that the events belong to this run and count from its first stored volume");
  }

  /** What is on the screen only between two volumes is in no sample. */
  private void tellUnseen(List<StimulusEvent> inside) {
    List<StimulusEvent> unseen = inside.stream().filter(this::isBetweenVolumes).toList();
    if (unseen.isEmpty()) return;
    String found =
        unseen.size()
            + " of "
            + inside.size()
            + " events end before a volume begins, first "
            + told(unseen.get(0));
    String remedy = "correct the durations, or take the mean of each event with samples=blocks";
    if (unseen.size() < inside.size()) {
      findings.warn(table.file(), found + "; they are in no sample", remedy);
    } else {
      findings.stop(
          table.file(),
          "events during which a volume begins, every " + trSec + " s",
          found,
          remedy);
    }
  }

  private boolean isBetweenVolumes(StimulusEvent event) {
    BlockWindow window = event.volumes(trSec);
    return Math.max(0, window.firstVolume()) >= Math.min(volumeCount, window.endVolume());
  }

  private static String told(StimulusEvent event) {
    return event.what()
        + " at "
        + rounded(event.onsetSec())
        + " s for "
        + rounded(event.durationSec())
        + " s";
  }

  /** To a millisecond, for people. */
  private static double rounded(double sec) {
    return Math.round(sec * 1000) / 1000.0;
  }

  /** Two pictures of one name may overlap; of two names, which one a volume saw is not known. */
  private void requireOneAtATime(List<StimulusEvent> events) {
    int[] eventOfVolume = new int[volumeCount];
    Arrays.fill(eventOfVolume, NO_EVENT);
    for (int e = 0; e < events.size(); e++) {
      BlockWindow window = events.get(e).volumes(trSec);
      for (int t = Math.max(0, window.firstVolume());
          t < Math.min(volumeCount, window.endVolume());
          t++) {
        int other = eventOfVolume[t];
        if (other != NO_EVENT && !events.get(other).what().equals(events.get(e).what())) {
          throw new BadInputException(
              table.file(),
              "one picture at a time",
              events.get(other).what()
                  + " and "
                  + events.get(e).what()
                  + " at "
                  + rounded(t * trSec)
                  + " s",
              "shorten the durations or move the onsets");
        }
        eventOfVolume[t] = e;
      }
    }
  }

  private List<StimulusEvent> blocks(SamplePlan.Blocks plan) {
    List<StimulusEvent> kept = new ArrayList<>();
    List<StimulusEvent> cut = new ArrayList<>();
    for (StimulusEvent event : table.events()) {
      BlockWindow window = event.volumes(plan.shiftSec(), trSec);
      if (!window.isInside(volumeCount)) cut.add(event);
      else if (findings.passes(() -> requireVolumes(event, window))) kept.add(event);
    }
    if (!cut.isEmpty()) tellCut(cut, plan);
    List<StimulusEvent> overlapping = overlapping(kept, plan.shiftSec());
    if (!overlapping.isEmpty()) {
      findings.warn(
          table.file(),
          overlapping.size()
              + " events share volumes with the event before, first "
              + told(overlapping.get(0)),
          "");
    }
    return kept;
  }

  /** Those whose responses share a volume with one before. */
  private List<StimulusEvent> overlapping(List<StimulusEvent> blocks, double shiftSec) {
    List<StimulusEvent> overlapping = new ArrayList<>();
    int busyUntil = Integer.MIN_VALUE;
    for (StimulusEvent block : blocks) {
      BlockWindow window = block.volumes(shiftSec, trSec);
      if (window.firstVolume() < busyUntil) overlapping.add(block);
      busyUntil = Math.max(busyUntil, window.endVolume());
    }
    return overlapping;
  }

  private void requireVolumes(StimulusEvent event, BlockWindow window) {
    if (!window.isEmpty()) return;
    throw new BadInputException(
        table.file(),
        "events during which a volume begins, every " + trSec + " s",
        told(event),
        "correct the duration");
  }

  private void tellCut(List<StimulusEvent> cut, SamplePlan.Blocks plan) {
    StimulusEvent first = cut.get(0);
    String found =
        cut.size()
            + " events whose response, "
            + plan.shiftSec()
            + " s later, was not recorded whole; first "
            + told(first);
    if (plan.cutShort() == SamplePlan.CutShort.DROP) {
      findings.warn(table.file(), found + "; left out", "");
      return;
    }
    findings.stop(
        table.file(),
        "events and their responses within the run, 0 to " + rounded(runSec()) + " s",
        found,
        "check that the events belong to this run, or leave such events out (cutshort=drop)");
  }
}
