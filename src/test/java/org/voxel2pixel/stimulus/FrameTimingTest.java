// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class FrameTimingTest {
  /** A film that has only times. */
  private record Times(double[] frameSeconds, double durationSec) implements Film {
    static Times even(int count, double framesPerSec) {
      double[] sec = new double[count];
      for (int n = 0; n < count; n++) sec[n] = n / framesPerSec;
      return new Times(sec, count / framesPerSec);
    }

    @Override
    public Path file() {
      return Path.of("film.avi");
    }

    @Override
    public int widthPx() {
      return 1;
    }

    @Override
    public int heightPx() {
      return 1;
    }

    @Override
    public int frameCount() {
      return frameSeconds.length;
    }

    @Override
    public double frameSec(int n) {
      return frameSeconds[n];
    }

    @Override
    public RgbFrame frame(int n) {
      return new RgbFrame(1, 1, new byte[3]);
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @Test
  void theFrameOnTheScreenIsTheLastThatHasComeOn() {
    double[] sec = {0, 0.1, 0.2, 0.5, 0.55};
    assertEquals(0, FrameTiming.frameAt(sec, 0));
    assertEquals(0, FrameTiming.frameAt(sec, 0.0989));
    assertEquals(1, FrameTiming.frameAt(sec, 0.1));
    assertEquals(2, FrameTiming.frameAt(sec, 0.49));
    assertEquals(3, FrameTiming.frameAt(sec, 0.5));
    assertEquals(4, FrameTiming.frameAt(sec, 99));
    assertEquals(FrameTiming.NONE, FrameTiming.frameAt(sec, -0.1));
    assertEquals(3, FrameTiming.frameAt(new Times(sec, 1), 0.51));
    assertThrows(IllegalArgumentException.class, () -> FrameTiming.frameAt(sec, Double.NaN));
  }

  @Test
  void aMillisecondTooEarlyIsInTime() {
    double[] sec = {0, 1.0 / 3};
    assertEquals(1, FrameTiming.frameAt(sec, 0.333)); // as a table would round it
    assertEquals(0, FrameTiming.frameAt(sec, 0.3315));
    assertEquals(0, FrameTiming.frameAt(sec, -1e-9));
  }

  @Test
  void everyVolumeGetsTheFrameThatIsOnWhenItBegins() {
    // 10 frames/s and 0.7 s a volume: every seventh, whatever the sums of 0.7 round to.
    int[] frames = FrameTiming.atVolumes(Times.even(1394, 10), 0, 0.7, 200);
    for (int t = 0; t < 200; t++) assertEquals(t * 7 < 1394 ? t * 7 : -1, frames[t], "volume " + t);
  }

  @Test
  void aFilmThatBeginsLaterOrEarlierIsShifted() {
    Film film = Times.even(10, 2); // 5 s
    int[] late = FrameTiming.atVolumes(film, 3, 1, 10);
    assertArrayEquals(new int[] {-1, -1, -1, 0, 2, 4, 6, 8, -1, -1}, late);
    int[] early = FrameTiming.atVolumes(film, -2.25, 1, 5);
    assertArrayEquals(new int[] {4, 6, 8, -1, -1}, early);
    assertArrayEquals(new int[0], FrameTiming.atVolumes(film, 0, 1, 0));
  }

  @Test
  void aFilmOfVariableRateStaysInStep() {
    Film film = new Times(new double[] {0, 0.04, 0.08, 2.0, 2.04, 3.5}, 4);
    assertArrayEquals(
        new int[] {0, 2, 2, 2, 3, 4, 4, 5, -1}, FrameTiming.atVolumes(film, 0, 0.5, 9));
  }

  @Test
  void beforeALateFirstFrameThereIsNone() {
    Film film = new Times(new double[] {0.6, 1.2}, 2);
    assertArrayEquals(new int[] {-1, 0, 1, 1, -1}, FrameTiming.atVolumes(film, 0, 0.6, 5));
  }

  @Test
  void aFilmAsLongAsItsRunPassesAndAnotherIsRefusedWithBothDurations() {
    Film film = Times.even(1394, 10); // 139.4 s
    FrameTiming.requireAsLongAsRun(film, 0.7, 199); // 139.3 s
    FrameTiming.requireAsLongAsRun(film, 0.7, 200); // 140.0 s
    for (int volumes : new int[] {198, 201, 400}) {
      BadInputException refusal =
          assertThrows(
              BadInputException.class, () -> FrameTiming.requireAsLongAsRun(film, 0.7, volumes));
      assertTrue(refusal.getMessage().contains("139.400 s"), refusal.getMessage());
      assertTrue(
          refusal.getMessage().contains(String.format(Locale.ROOT, "%.3f s", volumes * 0.7)),
          refusal.getMessage());
    }
  }

  @Test
  void aTrOfNothingIsAProgrammingError() {
    Film film = Times.even(10, 2);
    assertThrows(IllegalArgumentException.class, () -> FrameTiming.atVolumes(film, 0, 0, 3));
    assertThrows(
        IllegalArgumentException.class, () -> FrameTiming.atVolumes(film, Double.NaN, 1, 3));
  }
}
