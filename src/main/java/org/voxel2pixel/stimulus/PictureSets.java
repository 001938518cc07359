// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * Opens sets of pictures. Their order is declared, by their names, a list or a stack, and never
 * that of the file system.
 */
public final class PictureSets {
  private static final int MAX_DEPTH = 16;

  private PictureSets() {}

  /**
   * What is there decides: a folder, a list of names (.txt, .tsv), or a TIFF stack.
   *
   * @throws BadInputException if it is none of them or refused for a reason given below
   */
  public static PictureSet open(Path source) {
    if (Files.isDirectory(source)) return ofFolder(source);
    String name = String.valueOf(source.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".txt") || name.endsWith(".tsv")) return ofList(source);
    if (name.endsWith(".tif") || name.endsWith(".tiff")) return ofStack(source);
    throw new BadInputException(
        source,
        "a folder of pictures, a list of file names (.txt, .tsv) or a TIFF stack",
        Files.exists(source) ? "another kind of file" : "nothing",
        FilmFile.isFilm(name) ? "open it as a film" : "choose one of them");
  }

  /**
   * The pictures in a folder and its subfolders, by their paths with {@code /}, in {@link
   * NaturalOrder}. Files whose names begin with a dot or do not end as pictures' names do are left
   * out; pictures of a kind that is not read are in, and refused when they are asked for.
   *
   * @throws BadInputException if there is no picture
   */
  public static PictureSet ofFolder(Path folder) {
    Map<String, NamedPictures.Reader> readers = new LinkedHashMap<>();
    for (String name : namesIn(folder)) {
      readers.put(name, made -> FrameFile.read(folder.resolve(name), made));
    }
    if (readers.isEmpty()) {
      throw new BadInputException(
          folder, "a folder of pictures", "no picture", "choose the folder that holds them");
    }
    return new NamedPictures(folder, readers, () -> {});
  }

  /**
   * The pictures that a list names, in its order: UTF-8 text, one name a line (the first of several
   * tab-separated columns), relative to the list's folder; a first line {@code file} or {@code
   * stim_file} is a header.
   *
   * @throws BadInputException if files are missing or a name comes twice
   */
  public static PictureSet ofList(Path list) {
    Map<String, NamedPictures.Reader> readers = new LinkedHashMap<>();
    PictureList.read(list)
        .forEach((name, file) -> readers.put(name, made -> FrameFile.read(file, made)));
    return new NamedPictures(list, readers, () -> {});
  }

  /**
   * The pages of a TIFF file in their order, or the slices of one that ImageJ wrote. Their names
   * are ImageJ's slice labels (first lines) where each has one of its own, else {@code 1}, {@code
   * 2}, and so on. Numbers are read as {@link FrameFile} states; a display range is ignored.
   *
   * @throws BadInputException if the file is damaged or holds floating-point numbers or channels
   */
  public static PictureSet ofStack(Path tiff) {
    TiffStack stack = TiffStack.open(tiff);
    Map<String, NamedPictures.Reader> readers = new LinkedHashMap<>();
    List<String> names = stack.names();
    for (int n = 0; n < names.size(); n++) {
      int index = n;
      readers.put(names.get(n), made -> stack.picture(index, made));
    }
    return new NamedPictures(tiff, readers, stack::close);
  }

  private static String slashed(Path path) {
    List<String> parts = new ArrayList<>();
    for (Path part : path) parts.add(part.toString());
    return String.join("/", parts);
  }

  private static List<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> slashed(folder.relativize(file)))
          .filter(name -> !name.startsWith(".") && !name.contains("/."))
          .filter(FrameFile::isPicture)
          .sorted(NaturalOrder.INSTANCE)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      boolean loop = e.getCause() instanceof FileSystemLoopException;
      throw new BadInputException(
          folder,
          "a folder of pictures",
          loop ? "a link back to a folder above" : e.toString(),
          "check the folder and its permissions",
          e);
    }
  }
}
