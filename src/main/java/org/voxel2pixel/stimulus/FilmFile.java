// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/**
 * Opens films: AVI with MJPEG, PNG or uncompressed frames ({@link AviFilm}), MP4 and QuickTime with
 * H.264 ({@link Mp4Film}). What a file is, its first bytes say, not its name. Sound is passed over.
 */
public final class FilmFile {
  private FilmFile() {}

  private static final Set<String> ENDINGS =
      Set.of(
          "avi", "mp4", "m4v", "mov", "qt", "mkv", "webm", "mpg", "mpeg", "m2v", "ts", "mts",
          "m2ts", "wmv", "asf", "flv", "ogv", "ogg", "3gp");
  private static final int MAGIC_BYTES = 12;

  /** With which an MP4 or QuickTime file may begin. */
  private static final Set<String> MP4_BOXES =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot");

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
    return opened(file);
  }

  /** What the file says about the film, without decoding a frame; refuses what open refuses. */
  public static FilmHeader readHeader(Path file) {
    try (CodedFilm film = opened(file)) {
      double seconds = film.durationSec();
      int count = film.frameCount();
      return new FilmHeader(
          film.codec(), film.widthPx(), film.heightPx(), count, seconds, count / seconds);
    }
  }

  private static CodedFilm opened(Path file) {
    FileBytes bytes = FileBytes.ofFilm(file);
    try {
      if (bytes.length() < MAGIC_BYTES) {
        throw FilmRefusal.damaged(file, "a file of " + bytes.length() + " bytes");
      }
      ByteBuffer magic = bytes.read(0, MAGIC_BYTES);
      boolean avi = magic.getInt(0) == FourCc.big("RIFF") && magic.getInt(8) == FourCc.big("AVI ");
      if (avi) return AviFilm.open(bytes);
      if (MP4_BOXES.contains(FourCc.ofBig(magic.getInt(4)))) return Mp4Film.open(bytes);
      throw FilmContainer.refusal(bytes);
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }
}
