// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.stimulus.FrameResize;
import org.voxel2pixel.stimulus.PictureSet;
import org.voxel2pixel.stimulus.PictureSets;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * The natural pictures of training and test: drawn ({@link NaturalScene}), or the user's own, of
 * which the seed chooses, each at most once, the largest centred square scaled to the screen.
 */
abstract class NaturalPictures implements AutoCloseable {
  private static final String DRAWN = "drawn";

  private NaturalPictures() {}

  static NaturalPictures of(PictureSettings settings) {
    return settings.pictures().isEmpty()
        ? new Drawn(settings.person().seed(), settings.person().screen())
        : new Own(settings.pictures().get(), settings);
  }

  /**
   * A picture of {@link PicturePart#TRAINING} or {@link PicturePart#NATURAL}.
   *
   * @throws BadInputException if it cannot be read, or was given before under another name
   */
  abstract RgbFrame picture(PicturePart part, int index);

  /** The file it is of, from the user's folder; or that it was drawn. */
  abstract String source(PicturePart part, int index);

  /** What was converted when the files were read. */
  List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {}

  private static final class Drawn extends NaturalPictures {
    private final long seed;
    private final PixelGrid screen;

    Drawn(long seed, PixelGrid screen) {
      this.seed = seed;
      this.screen = screen;
    }

    @Override
    RgbFrame picture(PicturePart part, int index) {
      var random = SeedStream.of(seed, "natural picture " + part.label() + " " + index);
      return new NaturalScene(screen.widthDeg(), random).draw(screen);
    }

    @Override
    String source(PicturePart part, int index) {
      return DRAWN;
    }
  }

  private static final class Own extends NaturalPictures {
    private final Path folder;
    private final PictureSet set;
    private final List<String> names; // training first
    private final int trainingCount;
    private final int sizePx;
    private final Map<RgbFrame, String> given = new HashMap<>();

    Own(Path folder, PictureSettings settings) {
      this.folder = folder;
      this.set = PictureSets.open(folder);
      this.names = new ArrayList<>(set.names());
      this.trainingCount = settings.training().pictureCount();
      this.sizePx = settings.person().screen().widthPx();
      int testCount = settings.natural().repeats() == 0 ? 0 : settings.natural().pictureCount();
      int needed = trainingCount + testCount;
      if (names.size() < needed) {
        set.close();
        throw new BadInputException(
            folder,
            needed + " pictures (" + trainingCount + " for training, " + testCount + " others)",
            names.size() + " pictures",
            "ask for fewer or add some");
      }
      SeedStream.shuffle(names, SeedStream.of(settings.person().seed(), "choice of pictures"));
    }

    @Override
    RgbFrame picture(PicturePart part, int index) {
      String name = source(part, index);
      RgbFrame whole = set.picture(name);
      RgbFrame picture = FrameResize.CENTRE_CROP.apply(whole, sizePx, sizePx);
      String twin = given.putIfAbsent(picture, name);
      if (twin == null) return picture;
      throw new BadInputException(
          folder.resolve(name),
          "pictures that differ, for one may be for training and the other for the test",
          "the same picture as " + twin + " at " + sizePx + " pixels",
          "take one of them out of the folder");
    }

    @Override
    String source(PicturePart part, int index) {
      return names.get(part == PicturePart.TRAINING ? index : trainingCount + index);
    }

    @Override
    List<String> warnings() {
      return set.warnings();
    }

    @Override
    public void close() {
      set.close();
    }
  }
}
