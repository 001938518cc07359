// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.brain2pix.LearnedProjection;

/**
 * The memory that the weights of a learned projection take in a training. TensorFlow holds them
 * outside of Java's heap: the weights, Adam's two moments, a gradient, and the copy that paints
 * previews, {@code 5 * 4} bytes a number. Java holds one variable at a time, when it is filled,
 * copied or saved; of a checkpoint all at once, where the heap has room ({@link
 * org.voxel2pixel.training.Writing}).
 *
 * @param numbers weights of all regions
 * @param largestVariable numbers of the largest of its variables
 */
record LearnedMemory(long numbers, long largestVariable) {
  private static final int NATIVE_COPIES = 5;
  private static final int HEAP_COPIES = 2;
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final int BYTES_PER_KIB = 1024;

  static LearnedMemory of(LearnedProjection projection) {
    return new LearnedMemory(projection.weightCount(), projection.largestVariable());
  }

  long nativeBytes() {
    return Math.multiplyExact(numbers, NATIVE_COPIES * Float.BYTES);
  }

  long heapBytes() {
    return Math.multiplyExact(largestVariable, HEAP_COPIES * Float.BYTES);
  }

  /**
   * @param availableNative memory that the machine has left outside of Java's heap
   * @param availableHeap memory that Java may still take
   * @throws BadInputException if more is needed, naming both
   */
  void require(String projection, long availableNative, long availableHeap) {
    String need = String.format(Locale.ROOT, "%,d learned weights", numbers);
    if (nativeBytes() > availableNative) {
      throw new BadInputException(
          "projection " + projection,
          "at most "
              + size(availableNative)
              + " outside of Java's heap, what this machine has left",
          size(nativeBytes()) + " for " + need + " with Adam's moments, gradient and preview",
          "choose learned-masked, raise minr2 for fewer voxels, or prepare smaller frames");
    }
    if (heapBytes() > availableHeap || largestVariable > Integer.MAX_VALUE - 8) {
      throw new BadInputException(
          "projection " + projection,
          "at most " + size(availableHeap) + " of Java's heap, what it has left",
          size(heapBytes()) + " to fill and save the weights of one area",
          "give Java more memory (Edit > Options > Memory & Threads), choose learned-masked, raise"
              + " minr2 for fewer voxels, or prepare smaller frames");
    }
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d learned weights: %s outside of Java's heap",
        numbers,
        size(nativeBytes()));
  }

  private static String size(long bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  /** What the machine (or the container) has; where Linux tells, what of it is not in use. */
  static long availableNative() {
    long most = Long.MAX_VALUE;
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean machine) {
      most = machine.getTotalMemorySize();
    }
    return Math.min(most, unused());
  }

  private static long unused() {
    if (!Files.isReadable(MEMINFO)) return Long.MAX_VALUE;
    try (Stream<String> lines = Files.lines(MEMINFO)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException | UncheckedIOException e) {
      return Long.MAX_VALUE; // nobody told: the machine's own memory is the limit
    }
  }

  static long availableHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
