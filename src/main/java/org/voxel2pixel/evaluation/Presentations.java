// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was presented, presentation by presentation: pictures of one size, each shown once or more.
 *
 * @param pictures the different pictures, {@code [y][x][channel]}, 0 to 1
 * @param pictureNumbers {@code [presentation]}, which picture it showed
 * @param classes {@code [picture]}, if every picture has a class
 */
public record Presentations(
    int widthPx,
    int heightPx,
    List<float[]> pictures,
    int[] pictureNumbers,
    Optional<List<String>> classes) {

  /** A class that is none. */
  private static final String NONE = "n/a";

  /**
   * @param images {@code [presentation]}
   * @param pictureNumbers {@code [presentation]}, from 0, a new one the next higher
   * @param kinds {@code [presentation]}, {@code n/a} for none; they are classes if each picture has
   *     one kind throughout
   */
  public static Presentations of(
      int widthPx, int heightPx, List<float[]> images, int[] pictureNumbers, List<String> kinds) {
    List<float[]> pictures = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    boolean classed = true;
    for (int i = 0; i < pictureNumbers.length; i++) {
      if (pictureNumbers[i] == pictures.size()) {
        pictures.add(images.get(i));
        classes.add(kinds.get(i));
      }
      classed &= !kinds.get(i).equals(NONE) && kinds.get(i).equals(classes.get(pictureNumbers[i]));
    }
    return new Presentations(
        widthPx,
        heightPx,
        pictures,
        pictureNumbers,
        classed ? Optional.of(classes) : Optional.empty());
  }

  /** The picture that was shown. */
  public int pictureOf(int presentation) {
    return pictureNumbers[presentation];
  }
}
