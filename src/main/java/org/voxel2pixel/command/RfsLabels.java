// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.List;

/** How much memory the labels of all planes take, which ImageJ's TIFF writer and reader hold. */
final class RfsLabels {
  /** A string, its array and the reference to it, without characters. */
  private static final long STRING_BYTES = 52;

  /** Labels may take this share of Java's memory. */
  private static final int SHARE = 4;

  /** ImageJ counts the bytes of all labels, two a character, in an int. */
  private static final long MAX_CHARACTERS = Integer.MAX_VALUE / 2 - (1 << 20);

  private RfsLabels() {}

  /** Characters of all planes' labels, each "sample label, blank, channel name". */
  static long characters(List<String> sampleLabels, List<String> channelNames) {
    long ofSamples = sampleLabels.stream().mapToLong(String::length).sum();
    long ofChannels = channelNames.stream().mapToLong(String::length).sum();
    long planes = (long) sampleLabels.size() * channelNames.size();
    return ofSamples * channelNames.size() + ofChannels * sampleLabels.size() + planes;
  }

  /**
   * Whether a label of its own for each plane can be held.
   *
   * @param memoryBytes that Java may take in all
   */
  static boolean fit(long characters, long planes, long memoryBytes) {
    return characters <= MAX_CHARACTERS
        && characters + STRING_BYTES * planes <= memoryBytes / SHARE;
  }
}
