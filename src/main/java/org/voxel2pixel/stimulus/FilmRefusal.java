// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/** Why a film is not read, with the command that makes one that is. */
final class FilmRefusal {
  private FilmRefusal() {}

  /** A codec, container or feature that is not read; the pictures have to be coded anew. */
  static BadInputException unsupported(Path file, String found) {
    return unsupported(file, found, null);
  }

  static BadInputException unsupported(Path file, String found, Throwable cause) {
    return new BadInputException(
        file,
        "an AVI film (MJPEG, PNG or uncompressed) or an MP4 film (H.264, 8 bits, 4:2:0,"
            + " progressive)",
        found,
        "convert it with: " + conversion(file),
        cause);
  }

  /** Pixels that players stretch; where a picture's middle part begins would be wrong. */
  static BadInputException notSquare(Path file, double aspect) {
    String command = "ffmpeg -i \"%s\" -an -vf scale=iw*sar:ih,setsar=1 -c:v mjpeg -q:v 2%s \"%s\"";
    return new BadInputException(
        file,
        "a film of square pixels",
        String.format(Locale.ROOT, "pixels %.3f times as wide as high", aspect),
        "convert it with: "
            + command.formatted(
                file.getFileName(), " -pix_fmt yuvj444p", stem(file) + "-mjpeg.avi"));
  }

  /** A container that is not read although its pictures could be; they can be kept as they are. */
  static BadInputException repackable(Path file, String found) {
    String copy = "ffmpeg -i \"%s\" -an -c copy \"%s\"";
    return new BadInputException(
        file,
        "an MP4 film with one table of all its frames",
        found,
        "repack it with: " + copy.formatted(file.getFileName(), stem(file) + "-repacked.mp4"));
  }

  /** A file that contradicts itself or ends too early. */
  static BadInputException damaged(Path file, String found) {
    return damaged(file, found, null);
  }

  static BadInputException damaged(Path file, String found, Throwable cause) {
    return new BadInputException(
        file,
        "a whole film",
        found,
        "copy it again; if a player shows it right, convert it with: " + conversion(file),
        cause);
  }

  /** FFmpeg keeps the times: it repeats frames where the film stood still. */
  private static String conversion(Path file) {
    return String.format(
        Locale.ROOT,
        "ffmpeg -i \"%s\" -an -c:v mjpeg -q:v 2 -pix_fmt yuvj444p \"%s-mjpeg.avi\"",
        file.getFileName(),
        stem(file));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
