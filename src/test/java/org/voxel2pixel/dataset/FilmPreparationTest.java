// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.Film;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameResize;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.Fisheye;

/** Runs that show films: each volume has the frame that was on when it began. */
class FilmPreparationTest {
  private static final Path FILM =
      Path.of("src/test/resources/org/voxel2pixel/stimulus/films/read/bare.avi");
  private static final double ONSET_SEC = 1.4;
  private static final double TR_SEC = 0.7;

  @TempDir Path temporary;
  private MiniSubject subject;
  private double durationSec;

  /** The film is shown from volume 2 on in training run 1; the other runs are as they were. */
  @BeforeEach
  void showAFilm() throws IOException {
    subject = MiniSubject.copyTo(temporary.resolve("mini"));
    Files.copy(FILM, subject.stimulus("films.avi"));
    try (Film film = FilmFile.open(FILM)) {
      durationSec = film.durationSec();
    }
    Files.writeString(
        subject.func("task-train_run-1_events.tsv"),
        String.format(
            Locale.ROOT,
            "onset\tduration\ttrial_type\tstim_file\n%.3f\t%.3f\tfilm\tfilms.avi\n",
            ONSET_SEC,
            durationSec));
  }

  private static PreparationSettings settings(FrameSettings.Warp warp) {
    PreparationSettings mini = MiniSubject.settings(8, 8, new LagWindow(1, 3), "motion", "train");
    return new PreparationSettings(
        mini.train(),
        mini.test(),
        mini.columns(),
        new FrameSettings(8, 8, FrameResize.SQUASH, 12, warp),
        mini.samples(),
        mini.steps(),
        mini.scaling());
  }

  @Test
  void eachVolumeHasTheFrameThatWasOnWhenItBegan() {
    subject.prepare(settings(FrameSettings.Warp.NONE), Progress.silent());
    requireFilmFrames(new Fisheye[0]);
  }

  @Test
  void fisheyeFramesAreWarpedAfterTheyHaveTheirSize() {
    subject.prepare(settings(FrameSettings.Warp.FISHEYE), Progress.silent());
    requireFilmFrames(Fisheye.of(8));
  }

  private void requireFilmFrames(Fisheye... warp) {
    int shown = 0;
    try (Dataset set = Dataset.open(subject.dataset());
        Film film = FilmFile.open(FILM)) {
      assertEquals(
          warp.length == 0 ? FrameSettings.Warp.NONE : FrameSettings.Warp.FISHEYE, set.warp());
      byte[] rgb = new byte[8 * 8 * 3];
      for (int volume = 0; volume < 16; volume++) {
        double filmSec = volume * TR_SEC - ONSET_SEC;
        Sample sample = set.samples().get(volume);
        boolean on = filmSec > -1e-6 && filmSec < durationSec - 1e-6;
        assertEquals(on, sample.hasStimulus(), "volume " + volume);
        if (!on) continue;
        int frame = film.frameCount() - 1; // the last that had come on
        while (film.frameSec(frame) > filmSec + 1e-6) frame--;
        RgbFrame fitted = FrameResize.SQUASH.apply(film.frame(frame), 8, 8);
        byte[] expected = warp.length == 0 ? fitted.rgb() : warp[0].apply(fitted.rgb());
        set.readFrame(sample.stimulus(), rgb);
        assertArrayEquals(expected, rgb, "volume " + volume);
        assertTrue(set.stimulusName(sample.stimulus()).startsWith("films.avi#t="));
        shown++;
      }
      assertTrue(
          set.manifestJson().get("provenance").toString().contains("films.avi"),
          "the film's hash is kept");
    }
    assertTrue(shown >= 2, "volumes with a frame: " + shown);
  }

  /** B-25. */
  @Test
  void aFilmThatIsShorterThanItsEventIsRefusedWithBothDurations() {
    subject.edit(
        subject.func("task-train_run-1_events.tsv"),
        text -> text.replaceFirst("\t[0-9.]+\tfilm", "\t7.000\tfilm"));
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> subject.prepare(settings(FrameSettings.Warp.NONE), Progress.silent()));
    assertTrue(refused.getMessage().contains("films.avi"), refused.getMessage());
    assertTrue(refused.getMessage().contains("7"), refused.getMessage());
  }
}
