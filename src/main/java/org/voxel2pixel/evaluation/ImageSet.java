// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Images of one size, in the order of the test samples.
 *
 * <p>The list is copied; the pixels are not, since a test set may fill a good part of the memory:
 * whoever hands them over leaves them alone from then on.
 *
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 * @param channels values in a pixel, 1 (gray) or 3 (red, green, blue)
 * @param images {@code images[image][(y * widthPx + x) * channels + channel]}, each value 0..1
 */
public record ImageSet(int widthPx, int heightPx, int channels, List<float[]> images) {

  /**
   * @throws BadInputException if there is no image, or a value is not finite or outside 0..1 (see
   *     {@link #clipped})
   */
  public ImageSet {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "images need at least 1 x 1 pixels, were " + widthPx + " x " + heightPx);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, was " + channels);
    }
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new BadInputException(
          "image set", "at least one image", "none", "give the images to compare");
    }
    int valueCount = Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), channels);
    for (int i = 0; i < images.size(); i++) {
      Pixels.requireLength("image " + i, images.get(i), valueCount);
      Pixels.requireUnitRange("image " + (i + 1), images.get(i));
    }
  }

  /**
   * The same images with values below 0 raised to 0 and above 1 lowered to 1, as raw
   * reconstructions are compared. Images that need no change are shared, the others copied.
   *
   * @throws BadInputException if there is no image, or a value is NaN
   */
  public static ImageSet clipped(int widthPx, int heightPx, int channels, List<float[]> images) {
    return new ImageSet(
        widthPx, heightPx, channels, images.stream().map(Pixels::clipToUnitRange).toList());
  }

  public int imageCount() {
    return images.size();
  }

  /** Values of one image, {@code widthPx * heightPx * channels}. */
  public int valueCount() {
    return widthPx * heightPx * channels;
  }

  /** The pixels of one image, not a copy. */
  public float[] image(int index) {
    return images.get(index);
  }

  /**
   * Refuses to compare where image i of one set cannot be the partner of image i of the other.
   *
   * @throws BadInputException if the counts, the sizes or the channels differ, or there is only one
   *     image, which could be told from nothing
   */
  static void requirePairs(ImageSet presented, ImageSet reconstructed) {
    if (!presented.shape().equals(reconstructed.shape())) {
      throw new BadInputException(
          "reconstructed images",
          presented.shape() + ", as presented",
          reconstructed.shape(),
          "pick the presented images that belong to them and resize one set to the other");
    }
    if (presented.imageCount() < 2) {
      throw new BadInputException(
          "presented images",
          "at least 2, since identification needs another image to compare with",
          "1",
          "evaluate a test set of more images");
    }
  }

  private String shape() {
    return imageCount() + " of " + widthPx + " x " + heightPx + " px, channels " + channels;
  }
}
