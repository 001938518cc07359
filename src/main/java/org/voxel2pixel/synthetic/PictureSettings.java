// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.nio.file.Path;
import java.util.Optional;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * Everything that decides what the files of a synthetic subject that looks at pictures hold. The
 * same settings (and the same own pictures) give the same bytes on the same Java.
 *
 * @param person who looks; 2 s must be a whole number of volumes
 * @param training natural pictures to learn from
 * @param natural other natural pictures to judge by
 * @param shapeRepeats how often each of the 40 shapes is shown; 0 for none
 * @param letterRepeats how often each of the 10 letters is shown; 0 for none
 * @param pictures folder of the user's own natural pictures; drawn if there is none
 */
public record PictureSettings(
    SyntheticPerson person,
    Shown training,
    Shown natural,
    int shapeRepeats,
    int letterRepeats,
    Optional<Path> pictures) {
  private static final int COMMON_SEC = 2; // divides every time of the experiment
  private static final double ROUNDING = 1e-9;
  private static final int MOST_REPEATS = 99;
  private static final int MOST_PICTURES = 9999;

  public PictureSettings {
    double volumes = COMMON_SEC / person.trSec();
    if (Math.abs(volumes - Math.rint(volumes)) > ROUNDING) {
      throw SyntheticSettings.bad(
          "TR in seconds", "a whole number of volumes in 2 s, for pictures", person.trSec());
    }
    SyntheticSettings.requireAtLeast("training pictures", training.pictureCount(), 2);
    SyntheticSettings.requireAtLeast("repeats in training", training.repeats(), 1);
    for (int repeats : new int[] {natural.repeats(), shapeRepeats, letterRepeats}) {
      SyntheticSettings.requireAtLeast("repeats in the test", repeats, 0);
      SyntheticSettings.requireAtMost("repeats in the test", repeats, MOST_REPEATS);
    }
    SyntheticSettings.requireAtMost("repeats in training", training.repeats(), MOST_REPEATS);
  }

  /** Pictures of a kind, and how often each is shown. */
  public record Shown(int pictureCount, int repeats) {
    public Shown {
      SyntheticSettings.requireAtLeast("pictures", pictureCount, 1);
      SyntheticSettings.requireAtMost("pictures", pictureCount, MOST_PICTURES);
    }
  }

  /**
   * A small Shen et al. (2019): TR 2 s, 12 degrees, 200 training pictures three times, 20 others
   * six times, shapes four times, letters three times. The study's own numbers are 1200 x 5, 50 x
   * 24, 40 x 20 and 10 x 12.
   */
  public static PictureSettings standard() {
    SyntheticSettings film = SyntheticSettings.standard();
    return new PictureSettings(
        new SyntheticPerson(
            film.seed(),
            2,
            new PixelGrid(128, 128, 12),
            new SyntheticSettings.Brain(32, 34, 12, 3, 1200, 900, 700),
            film.amplitudes(),
            film.delaySec(),
            film.storage()),
        new Shown(200, 3),
        new Shown(20, 6),
        4,
        3,
        Optional.empty());
  }

  /** How many pictures a part has, shown or not. */
  public int pictureCount(PicturePart part) {
    return switch (part) {
      case TRAINING -> training.pictureCount();
      case NATURAL -> natural.pictureCount();
      case SHAPES -> ArtificialSet.SHAPES.images().size();
      case LETTERS -> ArtificialSet.LETTERS.images().size();
    };
  }

  /** How often each picture of a part is shown; 0 if the part is left out. */
  public int repeats(PicturePart part) {
    return switch (part) {
      case TRAINING -> training.repeats();
      case NATURAL -> natural.repeats();
      case SHAPES -> shapeRepeats;
      case LETTERS -> letterRepeats;
    };
  }
}
