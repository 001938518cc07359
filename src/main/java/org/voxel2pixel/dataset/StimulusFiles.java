// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/** Resolves the names in events to pictures and films. */
final class StimulusFiles {
  private final Path folder;

  StimulusFiles(Path folder) {
    this.folder = folder;
  }

  /** Whether it is a film, not a picture. */
  boolean isFilm(String name) {
    return FilmFile.isFilm(name);
  }

  /** A picture as it is stored. */
  RgbFrame picture(String name) {
    return FrameFile.read(file(name));
  }

  /** A film's file. */
  Path film(String name) {
    return file(name);
  }

  /** The file that a name means. */
  Path file(String name) {
    return folder.resolve(name);
  }
}
