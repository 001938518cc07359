// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.voxel2pixel.Progress;

/**
 * Which stimuli are the same picture, by content: a dataset may hold one under several numbers,
 * such as one a trial.
 *
 * @param of number of the first stimulus that is the same picture, by stimulus; itself where the
 *     stimulus was not asked for
 * @param flat pictures of one colour, such as the blank screen between clips, which tell nothing
 *     about the film they are in
 */
record Pictures(int[] of, BitSet flat) {

  /** Of the stimuli that some samples show; reads their frames. */
  static Pictures of(Dataset dataset, int[] rows, Progress progress) {
    int[] same = new int[dataset.frameCount()];
    Arrays.setAll(same, stimulus -> stimulus);
    BitSet asked = new BitSet();
    for (int row : rows) asked.set(dataset.samples().get(row).stimulus());
    byte[] frame = new byte[dataset.frameWidthPx() * dataset.frameHeightPx() * 3];
    Map<String, Integer> first = new HashMap<>();
    BitSet flat = new BitSet();
    for (int s = asked.nextSetBit(0); s >= 0; s = asked.nextSetBit(s + 1)) {
      progress.checkCancelled();
      dataset.readFrame(s, frame);
      Integer equal = first.putIfAbsent(sha256(frame), s);
      if (equal != null) same[s] = equal;
      flat.set(s, isFlat(frame));
    }
    return new Pictures(same, flat);
  }

  private static boolean isFlat(byte[] rgb) {
    for (int i = 3; i < rgb.length; i++) {
      if (rgb[i] != rgb[i - 3]) return false;
    }
    return true;
  }

  private static String sha256(byte[] frame) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(frame));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
