// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.Arrays;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Which frame of a film is on the screen when. Frames are chosen by their own times, so a film of
 * variable frame rate or with dropped frames stays in step with the scanner.
 *
 * <p>At film time {@code s} the screen shows the last frame {@code n} with {@code frameSec(n) <= s
 * + }{@link #TOLERANCE_SEC}: times come as decimals ({@code 0.1 s} a frame, {@code 0.7 s} a volume)
 * whose products miss a frame's start by rounding.
 */
public final class FrameTiming {
  private FrameTiming() {}

  /** How far a time may fall short of a frame's start and still count as its start: 1 ms. */
  public static final double TOLERANCE_SEC = 1e-3;

  /** What stands for no frame. */
  public static final int NONE = -1;

  /**
   * The frame that is on at a film time; the last one for any time after it, {@link #NONE} before
   * the first.
   */
  public static int frameAt(Film film, double sec) {
    return frameAt(times(film), sec);
  }

  /**
   * As above.
   *
   * @param frameSec when each frame comes on, ascending
   */
  public static int frameAt(double[] frameSec, double sec) {
    if (Double.isNaN(sec)) throw new IllegalArgumentException("a time must be a number");
    int found = Arrays.binarySearch(frameSec, sec + TOLERANCE_SEC);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The frame that is on the screen when each volume begins: volume {@code t} begins at {@code t *
   * trSec}, which is film time {@code t * trSec - onsetSec}.
   *
   * @param onsetSec when the film begins, in seconds from the begin of volume 0; may be negative
   * @param trSec seconds from volume to volume, positive
   * @return {@code [volume]}, {@link #NONE} for volumes outside {@code [onsetSec, onsetSec +
   *     film.durationSec())}
   */
  public static int[] atVolumes(Film film, double onsetSec, double trSec, int volumeCount) {
    if (!(trSec > 0) || !Double.isFinite(onsetSec)) {
      throw new IllegalArgumentException("TR " + trSec + " s and onset " + onsetSec + " s");
    }
    double[] frameSec = times(film);
    int[] frames = new int[volumeCount];
    for (int t = 0; t < volumeCount; t++) {
      double sec = t * trSec - onsetSec;
      boolean shown = sec + TOLERANCE_SEC >= 0 && sec + TOLERANCE_SEC < film.durationSec();
      frames[t] = shown ? frameAt(frameSec, sec) : NONE;
    }
    return frames;
  }

  /**
   * Checks that a film lasts as long as the run during which it was shown from begin to end.
   *
   * @throws BadInputException with both durations if they differ by more than one TR
   */
  public static void requireAsLongAsRun(Film film, double trSec, int volumeCount) {
    double runSec = trSec * volumeCount;
    if (Math.abs(film.durationSec() - runSec) <= trSec + TOLERANCE_SEC) return;
    throw new BadInputException(
        film.file(),
        String.format(
            Locale.ROOT,
            "a film as long as its run, %d volumes x %.4g s = %.3f s",
            volumeCount,
            trSec,
            runSec),
        String.format(Locale.ROOT, "%.3f s in %d frames", film.durationSec(), film.frameCount()),
        "give the film that was shown, whole, at the speed at which it was shown, or check the TR");
  }

  private static double[] times(Film film) {
    double[] frameSec = new double[film.frameCount()];
    for (int n = 0; n < frameSec.length; n++) frameSec[n] = film.frameSec(n);
    return frameSec;
  }
}
