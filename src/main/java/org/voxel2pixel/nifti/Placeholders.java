// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/** What stands where a scan should be: nothing, a folder, a DataLad link, a web page. */
final class Placeholders {
  private Placeholders() {}

  /** Refuses a path at which there is no file to read. */
  static void requireRealFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file, "a NIfTI file", "a folder", "name a file in it");
    }
    if (Files.exists(file)) return;
    if (Files.isSymbolicLink(file) || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw brokenLink(file);
    }
    throw new BadInputException(file, "a NIfTI file", "no such file", "check the path");
  }

  private static BadInputException brokenLink(Path file) {
    String target;
    try {
      target = Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      target = "an unreadable target";
    }
    if (target.replace('\\', '/').contains("/annex/objects/")) return dataLad(file);
    return new BadInputException(
        file, "a NIfTI file", "a link to " + target + ", which is not there", "restore its target");
  }

  private static BadInputException dataLad(Path file) {
    return new BadInputException(
        file,
        "a NIfTI file",
        "a DataLad placeholder: its content was not fetched",
        "run `datalad get " + file.getFileName() + "` in its folder");
  }

  /**
   * Refuses a file that cannot be NIfTI by its first bytes.
   *
   * @return whether it is compressed: gzip's two magic bytes and its only method, for the voxels of
   *     an .img may well begin with the first two
   */
  static boolean requireVoxels(Path file) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(64);
    }
    if (first.length == 0) {
      throw new BadInputException(
          file, "a NIfTI file", "an empty file", "copy or download it again");
    }
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String lower = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.replace('\\', '/').matches("(?s)(/|(\\.\\./)*\\.git/)annex/objects/.*"))
      throw dataLad(file);
    if (lower.startsWith("version https://git-lfs")) {
      throw new BadInputException(
          file,
          "a NIfTI file",
          "a Git LFS pointer " + quoted(first),
          "run `git lfs pull` in its folder");
    }
    if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
      throw new BadInputException(
          file,
          "a NIfTI file",
          "a web page or XML " + quoted(first),
          "download the file itself, you may have to log in");
    }
    boolean magic = first.length > 1 && (first[0] & 0xFF) == 0x1f && (first[1] & 0xFF) == 0x8b;
    return magic && (first.length == 2 || first[2] == 8);
  }

  /** The first bytes as people can read them. */
  static String quoted(byte[] first) {
    String text = new String(first, 0, Math.min(first.length, 24), StandardCharsets.ISO_8859_1);
    return "beginning with \"" + printable(text) + '"';
  }

  /** Printable ASCII as it is, others as dots. */
  static String printable(String text) {
    return text.replaceAll("[^ -~]", ".");
  }
}
