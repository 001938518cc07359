// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/**
 * A list of picture files: UTF-8 text, one name a line, relative to the list's folder, with {@code
 * /} between folders. Of several columns the first counts (tabs between them); a first line {@code
 * file} or {@code stim_file} is a header. Blank lines are passed over.
 */
final class PictureList {
  private static final Set<String> HEADERS = Set.of("file", "stim_file");
  private static final long MAX_BYTES = 1L << 27;
  private static final int MISSING_IN_MESSAGE = 10;

  private PictureList() {}

  /** The files by their names, in the list's order; all of them are there. */
  static Map<String, Path> read(Path list) {
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    List<String> lines = lines(list);
    for (int n = 0; n < lines.size(); n++) {
      String name = lines.get(n).split("\t", 2)[0].strip();
      if (name.isEmpty() || (n == 0 && HEADERS.contains(name))) continue;
      Path file = resolved(list, n + 1, name);
      if (files.put(name, file) != null) {
        throw refused(list, n + 1, name + " a second time", "list each picture once");
      }
      if (!Files.isRegularFile(file)) missing.add(name);
    }
    if (files.isEmpty()) {
      throw new BadInputException(
          list, "file names, one a line", "none", "list the pictures in their order");
    }
    requireAll(list, missing, files.size());
    return files;
  }

  private static List<String> lines(Path list) {
    try {
      if (Files.size(list) > MAX_BYTES) {
        throw new BadInputException(
            list, "a list of file names", Files.size(list) + " bytes", "choose the list");
      }
      String text = Files.readString(list, StandardCharsets.UTF_8);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          list, "a list of file names", "no such file", "check the name and the folder", e);
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          list, "a list in UTF-8", "other bytes", "save the list as UTF-8 text", e);
    } catch (IOException e) {
      throw new BadInputException(
          list, "a list of file names", e.toString(), "check its permissions", e);
    }
  }

  private static Path resolved(Path list, int line, String name) {
    if (name.contains("\\")) {
      throw refused(list, line, name, "write / between folders and file");
    }
    try {
      return list.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(
          list + ", line " + line, "a file name", name, "correct the name", e);
    }
  }

  private static BadInputException refused(Path list, int line, String found, String remedy) {
    return new BadInputException(list + ", line " + line, "a picture's name", found, remedy);
  }

  private static void requireAll(Path list, List<String> missing, int count) {
    if (missing.isEmpty()) return;
    List<String> shown = missing.stream().limit(MISSING_IN_MESSAGE).toList();
    String more = missing.size() > shown.size() ? ", ..." : "";
    throw new BadInputException(
        list,
        count + " pictures beside the list",
        missing.size() + " missing: " + String.join(", ", shown) + more,
        "check the names, also their upper and lower case");
  }
}
