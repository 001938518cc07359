// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;

/**
 * The volumes that answer to one presentation of a stimulus (a block).
 *
 * @param firstVolume negative where the block began before the run
 * @param volumeCount 0 or more
 */
public record BlockWindow(int firstVolume, int volumeCount) {
  /** A time may lie this much beside a volume's begin and still count as it. */
  public static final double ROUNDING_SEC = 1e-3;

  /** Of a TR, for quotients that would be whole numbers but for the last bits of a double. */
  private static final double ROUNDING_TR = 1e-9;

  private static final double FARTHEST_VOLUME = 1e9;

  public BlockWindow {
    if (volumeCount < 0) {
      throw new IllegalArgumentException("volumeCount must be >= 0, was " + volumeCount);
    }
  }

  /**
   * The volumes t whose acquisition begins within the block, moved by the haemodynamic delay:
   *
   * <pre>
   *   onsetSec + shiftSec <= t · trSec < onsetSec + durationSec + shiftSec
   * </pre>
   *
   * both ends taken 1 ms earlier, because tables of events round their times. Blocks that follow
   * each other without a gap share no volume and leave none out. With Shen et al. (2019), TR 2 s
   * and shift 4 s, a training block of 8 s has 4 volumes and a test block of 12 s has 6.
   *
   * @param onsetSec from the run's first volume
   * @param durationSec 0 or more
   * @param shiftSec 0 or more; a response cannot precede its stimulus
   * @param trSec time between volumes
   */
  public static BlockWindow of(double onsetSec, double durationSec, double shiftSec, double trSec) {
    if (!Double.isFinite(onsetSec)
        || !(durationSec >= 0 && durationSec < Double.POSITIVE_INFINITY)
        || !(shiftSec >= 0 && shiftSec < Double.POSITIVE_INFINITY)
        || !(trSec > 0 && trSec < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "onsetSec must be finite, was %s; durationSec and shiftSec >= 0, were %s and %s;"
                  + " trSec > 0, was %s",
              onsetSec,
              durationSec,
              shiftSec,
              trSec));
    }
    int first = firstVolumeFrom(onsetSec + shiftSec, trSec);
    int end = firstVolumeFrom(onsetSec + durationSec + shiftSec, trSec);
    return new BlockWindow(first, end - first);
  }

  private static int firstVolumeFrom(double timeSec, double trSec) {
    double volume = Math.ceil((timeSec - ROUNDING_SEC) / trSec - ROUNDING_TR);
    return (int) Math.max(-FARTHEST_VOLUME, Math.min(FARTHEST_VOLUME, volume));
  }

  /** The first volume after it. */
  public int endVolume() {
    return firstVolume + volumeCount;
  }

  /** Whether no volume begins in it. */
  public boolean isEmpty() {
    return volumeCount == 0;
  }

  /** Whether all of it was recorded; so it is if it is empty within the run. */
  public boolean isInside(int runVolumes) {
    return firstVolume >= 0 && (long) firstVolume + volumeCount <= runVolumes;
  }

  /**
   * Whether the block has volumes at all and a run has every one of them. What does not fit may be
   * dropped or refused; a part of a block is never averaged.
   *
   * @param runVolumes volumes in the run
   */
  public boolean fits(int runVolumes) {
    return !isEmpty() && isInside(runVolumes);
  }
}
