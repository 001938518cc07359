// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * What a projection will cost, known before it is built.
 *
 * @param keptBytes memory while it is in use
 * @param peakBytes memory while it is built, at least {@code keptBytes}
 * @param multiplyAdds multiplications (each with an addition) for one image with all its lags
 * @param buildMultiplyAdds the same for building it
 */
public record ProjectionEstimate(
    long keptBytes, long peakBytes, long multiplyAdds, long buildMultiplyAdds) {
  /** Measured on one core of an AMD EPYC of 2024 (bench/projection); an older one needs more. */
  private static final double NANOSECONDS = 0.25;

  private static final long MAX_ENTRIES = Integer.MAX_VALUE - 8;

  /** Milliseconds for one image on one core, roughly: within a factor of 3 on a usual machine. */
  public double msPerSample() {
    return multiplyAdds * NANOSECONDS / 1e6;
  }

  /** Seconds to build the projection on one core, as roughly. */
  public double buildSec() {
    return buildMultiplyAdds * NANOSECONDS / 1e9;
  }

  /**
   * @param availableBytes memory that Java may still take
   * @throws BadInputException if building takes more, naming both
   */
  void requireMemory(String what, long availableBytes) {
    if (peakBytes <= availableBytes) return;
    throw new BadInputException(
        what,
        "at most " + mib(availableBytes) + ", what Java has left",
        mib(peakBytes) + " needed",
        "give Java more memory (Edit > Options > Memory & Threads), raise the minimum r2 or cut "
            + "fields nearer to their centre");
  }

  /**
   * @param entries pixels of all fields of a region
   * @throws BadInputException if they are more than an array can hold
   */
  static void requireEntries(String region, long entries) {
    if (entries <= MAX_ENTRIES) return;
    throw new BadInputException(
        "region " + region,
        "fields of at most " + MAX_ENTRIES + " pixels together",
        entries + " pixels",
        "cut fields nearer to their centre, or use smaller frames");
  }

  /** Memory that this Java virtual machine may still take. */
  static long availableBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /** In one line, such as "31.2 MiB, 31.2 MiB while built in 0.1 s; about 12.0 ms an image". */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%s, %s while built in about %.1f s; about %s ms an image",
        mib(keptBytes),
        mib(peakBytes),
        buildSec(),
        twoDigits(msPerSample()));
  }

  private static String twoDigits(double ms) {
    return String.format(Locale.ROOT, ms < 1 ? "%.2g" : "%.1f", ms);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
