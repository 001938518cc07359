// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.visualfield.PixelGrid;

/** A subject with pictures that is made in a second, and its files. */
final class SmallPictureSubject {
  static final int TRAINING = 6;
  static final int TRAINING_REPEATS = 2;
  static final int NATURAL = 3;
  static final int NATURAL_REPEATS = 3;
  static final int SHAPE_REPEATS = 2;
  static final int LETTER_REPEATS = 1;

  private SmallPictureSubject() {}

  static SyntheticPerson person() {
    return PictureSettings.standard()
        .person()
        .withSeed(11)
        .withScreen(new PixelGrid(24, 24, 12))
        .withBrain(new SyntheticSettings.Brain(12, 12, 6, 3, 12, 11, 10));
  }

  static PictureSettings settings() {
    return of(person());
  }

  static PictureSettings of(SyntheticPerson person) {
    return of(person, Optional.empty());
  }

  static PictureSettings of(SyntheticPerson person, Optional<Path> pictures) {
    return new PictureSettings(
        person,
        new PictureSettings.Shown(TRAINING, TRAINING_REPEATS),
        new PictureSettings.Shown(NATURAL, NATURAL_REPEATS),
        SHAPE_REPEATS,
        LETTER_REPEATS,
        pictures);
  }

  static Path func(Path folder, String session, String task, int run, String ending) {
    String name =
        String.format(Locale.ROOT, "sub-01_ses-%s_task-%s_run-%02d_%s", session, task, run, ending);
    return folder.resolve("sub-01/ses-" + session + "/func").resolve(name);
  }

  /** Rows of a run's events without the header. */
  static List<String[]> events(Path folder, String session, String task, int run) {
    return SmallSubject.rows(func(folder, session, task, run, "events.tsv"));
  }

  /** The time course of a voxel of the truth table. */
  static double[] bold(Path run, SmallSubject.Truth voxel) {
    try (NiftiSeries series = NiftiSeries.open(run)) {
      List<Double> values = new ArrayList<>();
      float[] volume = new float[series.grid().voxelCount()];
      while (series.readNext(volume)) {
        values.add((double) volume[series.grid().indexOf(voxel.i(), voxel.j(), voxel.k())]);
      }
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
