// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.signal.BlockWindow;

/** The events of a run whose blocks become samples. */
final class BlockEvents {
  private BlockEvents() {}

  /**
   * Those whose response was recorded to its end, in the order of onset.
   *
   * @throws BadInputException if one was cut short and must not be
   */
  static List<StimulusEvent> of(CheckedRun run, SamplePlan.Blocks blocks) {
    return run.events().stream().filter(event -> wholeOrDropped(event, run, blocks)).toList();
  }

  private static boolean wholeOrDropped(
      StimulusEvent event, CheckedRun run, SamplePlan.Blocks blocks) {
    BlockWindow window = window(event, run, blocks);
    if (window.fits(run.volumeCount())) return true;
    if (blocks.cutShort() == SamplePlan.CutShort.DROP) return false;
    throw new BadInputException(
        run.name(),
        "the response of every event inside the run, 0 to "
            + run.volumeCount() * run.trSec()
            + " s",
        "the event at "
            + event.onsetSec()
            + " s for "
            + event.durationSec()
            + " s, read "
            + blocks.shiftSec()
            + " s later",
        "correct the events, or leave such events out with cutshort=drop");
  }

  /** The volumes that are averaged. */
  static BlockWindow window(StimulusEvent event, CheckedRun run, SamplePlan.Blocks blocks) {
    return BlockWindow.of(event.onsetSec(), event.durationSec(), blocks.shiftSec(), run.trSec());
  }
}
