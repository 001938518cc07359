// SPDX-License-Identifier: BSD-2-Clause

import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * How fast volumes come out of NIfTI files: {@code java -cp target/classes
 * bench/NiftiThroughput.java ROUNDS FILE...} reads every volume of every file ROUNDS times and
 * prints a line a reading: seconds, MB (10^6 bytes) of voxels a second, and the sum of all values,
 * by which two builds can be seen to have read the same. The first round includes the warming up of
 * the virtual machine.
 */
public final class NiftiThroughput {
  private NiftiThroughput() {}

  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    for (int round = 1; round <= rounds; round++) {
      for (int n = 1; n < args.length; n++) report(round, Path.of(args[n]));
    }
  }

  private static void report(int round, Path file) {
    long start = System.nanoTime();
    long bytes = 0;
    double sum = 0;
    try (NiftiSeries series = NiftiSeries.open(file)) {
      float[] volume = new float[series.grid().voxelCount()];
      while (series.readNext(volume)) {
        bytes += (long) volume.length * series.type().bytes();
        sum += sumOf(volume);
      }
    }
    double sec = (System.nanoTime() - start) * 1e-9;
    System.out.printf(
        Locale.ROOT,
        "round %d  %.3f s  %.1f MB/s  sum %s  %s%n",
        round,
        sec,
        bytes * 1e-6 / sec,
        sum,
        file);
  }

  /** Of every 16th value, so that the benchmark itself takes no time. */
  private static double sumOf(float[] volume) {
    double sum = 0;
    for (int n = 0; n < volume.length; n += 16) sum += volume[n];
    return sum;
  }
}
