// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which picture a volume gets, by hand; TR 2 s and 5 volumes, at 0, 2, 4, 6 and 8 s. */
class EventsFileTest {
  private static int[] volumes(StimulusEvent... events) {
    return new EventsFile(Path.of("events.tsv"), List.of(events)).eventOfVolume(5, 2);
  }

  @Test
  void aVolumeHasTheEventThatIsOnWhenItBegins() {
    assertArrayEquals(
        new int[] {-1, 0, 0, -1, 1},
        volumes(new StimulusEvent(0.5, 4, "a"), new StimulusEvent(7.9, 5, "b")));
  }

  @Test
  void theEndOfAnEventIsNotPartOfIt() {
    assertArrayEquals(
        new int[] {0, 1, 1, -1, -1},
        volumes(new StimulusEvent(0, 2, "a"), new StimulusEvent(2, 4, "b")));
  }

  @Test
  void roundingOfAMillisecondDoesNotMoveAnEvent() {
    assertArrayEquals(
        new int[] {0, 1, -1, -1, -1},
        volumes(new StimulusEvent(0.0009, 2, "a"), new StimulusEvent(2.0009, 2, "b")));
    assertArrayEquals(
        new int[] {0, 1, -1, -1, -1},
        volumes(new StimulusEvent(-0.0009, 2, "a"), new StimulusEvent(1.9991, 2, "b")));
    assertArrayEquals(new int[] {-1, 0, -1, -1, -1}, volumes(new StimulusEvent(0.002, 2.1, "a")));
  }

  @Test
  void anEventMayBeginBeforeTheRunAndEndAfterIt() {
    assertArrayEquals(
        new int[] {0, -1, -1, 1, 1},
        volumes(new StimulusEvent(-3, 4, "a"), new StimulusEvent(6, 100, "b")));
  }

  @Test
  void anEventBetweenTwoVolumesReachesNone() {
    assertArrayEquals(new int[] {-1, -1, -1, -1, -1}, volumes(new StimulusEvent(2.5, 1, "a")));
  }

  @Test
  void eventsOutsideTheRunAndTwoPicturesAtOnceAreRefused() {
    assertRefused(() -> volumes(new StimulusEvent(10, 1, "a")), "0 to 10.0 s", "a at 10.0 s");
    assertRefused(() -> volumes(new StimulusEvent(-2, 2, "a")), "a at -2.0 s");
    assertRefused(
        () -> volumes(new StimulusEvent(0, 3, "a"), new StimulusEvent(2, 2, "b")),
        "a and b at 2.0");
  }
}
