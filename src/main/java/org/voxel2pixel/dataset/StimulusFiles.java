// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.PictureConversion;
import org.voxel2pixel.stimulus.PictureSet;
import org.voxel2pixel.stimulus.PictureSets;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * What the names in events mean: a picture or a film of a folder, or a picture of a stack or list.
 * Thread-safe.
 */
final class StimulusFiles implements AutoCloseable {
  private final Path source;
  private final Map<String, Path> files;
  private final boolean isSet;
  private final Set<PictureConversion> conversions = EnumSet.noneOf(PictureConversion.class);
  private PictureSet set; // opened when the first picture is asked for

  private StimulusFiles(Path source, Map<String, Path> files, boolean isSet) {
    this.source = source;
    this.files = new HashMap<>(files);
    this.isSet = isSet;
  }

  /** Files by the names that the events give them. */
  static StimulusFiles ofFolder(Path folder, Map<String, Path> files) {
    return new StimulusFiles(folder, files, false);
  }

  /** Pages of a stack or entries of a list. */
  static StimulusFiles ofSet(Path source) {
    return new StimulusFiles(source, Map.of(), true);
  }

  /** Whether each is a file of its own. */
  boolean areFiles() {
    return !isSet;
  }

  /** Whether it is a film, not a picture. */
  boolean isFilm(String name) {
    return !isSet && FilmFile.isFilm(file(name).getFileName().toString());
  }

  /**
   * A picture as it is stored.
   *
   * @throws org.voxel2pixel.BadInputException if it cannot be read
   */
  RgbFrame picture(String name) {
    if (isSet) return pictureOfSet(name);
    Set<PictureConversion> made = EnumSet.noneOf(PictureConversion.class);
    RgbFrame picture = FrameFile.read(file(name), made);
    synchronized (this) {
      conversions.addAll(made);
    }
    return picture;
  }

  private synchronized RgbFrame pictureOfSet(String name) {
    if (set == null) set = PictureSets.open(source);
    return set.picture(name);
  }

  /** A film's file. */
  Path film(String name) {
    return file(name);
  }

  /** The file that a name means; the stack or list itself where it is one of these. */
  Path file(String name) {
    if (isSet) return source;
    Path file = files.get(name);
    if (file == null) throw new IllegalArgumentException("no event names " + name);
    return file;
  }

  /** What was converted in the pictures read so far, a line a kind. */
  synchronized List<String> warnings() {
    if (set != null) return set.warnings();
    return conversions.stream().map(made -> "some pictures: " + made.text()).toList();
  }

  @Override
  public synchronized void close() {
    if (set != null) set.close();
    set = null;
  }
}
