// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.voxel2pixel.Progress;

/**
 * Which samples show the same picture. Frames are compared by content (SHA-256), not by their
 * number or name: a picture that was shown eight times may be eight frames of a dataset.
 */
public final class PictureIdentity {
  private PictureIdentity() {}

  /**
   * The picture of each row, numbered from 0 in the order of their first row.
   *
   * @param rows sample rows that show a frame
   */
  public static int[] of(Dataset dataset, int[] rows, Progress progress) {
    byte[] rgb = new byte[dataset.grid().pixelCount() * 3];
    Map<Integer, Integer> pictureOfFrame = new HashMap<>();
    Map<ByteBuffer, Integer> pictureOfContent = new HashMap<>();
    int[] pictures = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      progress.checkCancelled();
      progress.report("comparing pictures", i, rows.length);
      int frame = dataset.samples().get(rows[i]).stimulus();
      Integer picture = pictureOfFrame.get(frame);
      if (picture == null) {
        dataset.readFrame(frame, rgb);
        int next = pictureOfContent.size();
        Integer known = pictureOfContent.putIfAbsent(ByteBuffer.wrap(sha256(rgb)), next);
        picture = known == null ? next : known;
        pictureOfFrame.put(frame, picture);
      }
      pictures[i] = picture;
    }
    return pictures;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
