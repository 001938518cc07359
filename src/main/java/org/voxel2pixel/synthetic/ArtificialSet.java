// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * The artificial test images of Shen et al. (2019): what a model that was trained on natural images
 * is asked for next.
 *
 * <p>Of the study (README and events of OpenNeuro ds001506): 5 shapes (filled square, small and
 * large opened square, +, X) in 8 colours, numbered colour by colour; 10 black letters. Of Miyawaki
 * et al. (2008), whose shapes they are: the cells of each shape. Ours: the display values of
 * colours and background, and the letters' form (the study's are of a typeface).
 */
public enum ArtificialSet {
  SHAPES("shape"),
  LETTERS("letter");

  private static final List<Letter> SHOWN_LETTERS =
      List.of(
          Letter.A, Letter.C, Letter.E, Letter.I, Letter.N, Letter.O, Letter.R, Letter.S, Letter.T,
          Letter.U);

  private final String type;

  ArtificialSet(String type) {
    this.type = type;
  }

  /** As in tables and trial_type. */
  public String type() {
    return type;
  }

  /** The 40 shapes in the order of their numbers in ds001506, or the 10 letters from A to U. */
  public List<ArtificialImage> images() {
    List<ArtificialImage> images = new ArrayList<>();
    if (this == LETTERS) {
      for (Letter letter : SHOWN_LETTERS) {
        images.add(new ArtificialImage(this, ArtificialColour.BLACK, new LetterFigure(letter)));
      }
      return images;
    }
    for (ArtificialColour colour : ArtificialColour.values()) {
      for (ArtificialShape shape : ArtificialShape.values()) {
        images.add(new ArtificialImage(this, colour, shape));
      }
    }
    return images;
  }
}
