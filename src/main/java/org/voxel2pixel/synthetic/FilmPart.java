// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.List;

/**
 * Which film a scene is for. The two share no random number, and no letter: a letter in a
 * reconstruction of the test film was never seen in training.
 */
public enum FilmPart {
  TRAINING(
      "train",
      List.of(
          Letter.A, Letter.E, Letter.H, Letter.L, Letter.N, Letter.P, Letter.S, Letter.T, Letter.X,
          Letter.Y)),
  TEST("test", List.of(Letter.F, Letter.K, Letter.M, Letter.O, Letter.V, Letter.Z));

  private final String label;
  private final List<Letter> letters;

  FilmPart(String label, List<Letter> letters) {
    this.label = label;
    this.letters = letters;
  }

  /** As in file names: the value of BIDS' {@code task-}. */
  public String label() {
    return label;
  }

  List<Letter> letters() {
    return letters;
  }
}
