// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

class SyntheticFilmTest {
  private static final PixelGrid SCREEN = new PixelGrid(32, 32, 12);

  private static SyntheticFilm film(long seed, FilmPart part, int number) {
    return new SyntheticFilm(seed, part, number, SCREEN, 0.7, 120);
  }

  @Test
  void theSameSeedPartAndNumberGiveTheSameFilmAndNoOthersDo() {
    SyntheticFilm film = film(1, FilmPart.TRAINING, 1);
    for (int n = 0; n < film.frameCount(); n += 7) {
      RgbFrame frame = film.frame(n);
      assertEquals(frame, film(1, FilmPart.TRAINING, 1).frame(n));
      assertNotEquals(frame, film(2, FilmPart.TRAINING, 1).frame(n));
      assertNotEquals(frame, film(1, FilmPart.TEST, 1).frame(n));
      assertNotEquals(frame, film(1, FilmPart.TRAINING, 2).frame(n));
    }
  }

  @Test
  void scenesLastFiveToTenSecondsAndDifferMoreThanTheyMove() {
    SyntheticFilm film = film(3, FilmPart.TRAINING, 1);
    double largestStep = 0;
    int still = 0;
    int begin = 0;
    int cuts = 0;
    double withinScenes = 0;
    double acrossCuts = 0;
    for (int n = 1; n < film.frameCount(); n++) {
      double step = difference(film.frame(n - 1), film.frame(n));
      if (film.isCut(n)) {
        double seconds = (n - begin) * 0.7;
        assertTrue(seconds > 4.6 && seconds < 10.4, "a scene of " + seconds + " s"); // to a frame
        begin = n;
        cuts++;
        acrossCuts += step;
      } else {
        if (step == 0) still++;
        withinScenes += step;
        largestStep = Math.max(largestStep, step);
      }
    }
    // Before a backdrop that rests, nothing moves once all shapes have drifted off the screen.
    assertTrue(still < 0.05 * film.frameCount(), still + " frames as the one before");
    acrossCuts /= cuts;
    withinScenes /= film.frameCount() - 1 - cuts;
    assertTrue(acrossCuts > 2 * withinScenes, acrossCuts + " across cuts, else " + withinScenes);
    assertTrue(largestStep < acrossCuts, "smooth: at most " + largestStep);
  }

  /** Root mean square over pixels and channels, of 255. */
  private static double difference(RgbFrame a, RgbFrame b) {
    double sum = 0;
    for (int p = 0; p < a.rgb().length; p++) {
      double d = Byte.toUnsignedInt(a.rgb()[p]) - Byte.toUnsignedInt(b.rgb()[p]);
      sum += d * d;
    }
    return Math.sqrt(sum / a.rgb().length);
  }

  @Test
  void aLongerFilmBeginsAsAShorterOne() {
    SyntheticFilm longer = new SyntheticFilm(1, FilmPart.TEST, 1, SCREEN, 0.7, 300);
    assertEquals(film(1, FilmPart.TEST, 1).frame(110), longer.frame(110));
  }

  @Test
  void imagesAreOneSceneEach() {
    SyntheticImages images = new SyntheticImages(5, FilmPart.TRAINING, SCREEN);
    Set<RgbFrame> seen = new HashSet<>();
    for (int n = 0; n < 40; n++) assertTrue(seen.add(images.image(n)), "image " + n);
    assertEquals(images.image(17), new SyntheticImages(5, FilmPart.TRAINING, SCREEN).image(17));
    SyntheticImages test = new SyntheticImages(5, FilmPart.TEST, SCREEN);
    for (int n = 0; n < 40; n++) assertTrue(seen.add(test.image(n)), "test image " + n);
  }

  @Test
  void trainingAndTestShareNoLetter() {
    assertTrue(Collections.disjoint(FilmPart.TRAINING.letters(), FilmPart.TEST.letters()));
  }

  @Test
  void theSceneIsTheSameAtEverySize() {
    RgbFrame small = new SyntheticImages(5, FilmPart.TRAINING, SCREEN).image(3);
    RgbFrame large = new SyntheticImages(5, FilmPart.TRAINING, new PixelGrid(96, 96, 12)).image(3);
    double sum = 0;
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        sum += Math.abs(small.value(x, y, 1) - large.value(3 * x + 1, 3 * y + 1, 1)) / 1024.0;
      }
    }
    assertTrue(sum < 8, "mean difference " + sum + " of 255, from edges only");
  }
}
