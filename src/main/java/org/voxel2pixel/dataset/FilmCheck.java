// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.signal.BlockWindow;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FilmHeader;

/** Checks that films last as long as their events and end with their runs, to within a TR. */
final class FilmCheck {
  private final StimulusFiles stimuli;
  private final Findings findings;
  private final Map<Path, Optional<FilmHeader>> headers = new HashMap<>();

  FilmCheck(StimulusFiles stimuli, Findings findings) {
    this.stimuli = stimuli;
    this.findings = findings;
  }

  /**
   * Checks the films of a run.
   *
   * @param events the run's table, for messages
   */
  void check(CheckedRun run, Path events, SamplePlan samples) {
    for (StimulusEvent event : run.events()) {
      if (event.stimulus().isEmpty() || !stimuli.isFilm(event.stimulus())) continue;
      findings.aboutRun(run.name());
      findings.passes(() -> requireVolumes(event, events, samples));
      findings.aboutAll(); // a film that cannot be read is no one run's fault
      Optional<FilmHeader> header = header(stimuli.film(event.stimulus()));
      findings.aboutRun(run.name());
      header.ifPresent(h -> findings.passes(() -> requireSameLength(event, h, run, events)));
    }
    findings.aboutAll();
  }

  private Optional<FilmHeader> header(Path film) {
    Optional<FilmHeader> known = headers.get(film);
    if (known != null) return known;
    Optional<FilmHeader> header = findings.attempt(() -> FilmFile.readHeader(film));
    headers.put(film, header);
    header.ifPresent(
        h ->
            findings.info(
                film,
                String.format(
                    Locale.ROOT,
                    "%s, %d x %d px, %d frames in %.3f s",
                    h.codec(),
                    h.widthPx(),
                    h.heightPx(),
                    h.frameCount(),
                    h.durationSec())));
    return header;
  }

  private static void requireVolumes(StimulusEvent event, Path events, SamplePlan samples) {
    if (samples instanceof SamplePlan.Volumes) return;
    throw new BadInputException(
        events,
        "pictures, for each event is one sample",
        "the film " + event.stimulus(),
        "take every volume as a sample (samples=volumes)");
  }

  private static void requireSameLength(
      StimulusEvent event, FilmHeader film, CheckedRun run, Path events) {
    double tolerance = run.trSec() + BlockWindow.ROUNDING_SEC;
    if (Math.abs(film.durationSec() - event.durationSec()) > tolerance) {
      throw new BadInputException(
          events,
          String.format(
              Locale.ROOT,
              "an event as long as its film %s, %.3f s",
              event.stimulus(),
              film.durationSec()),
          String.format(Locale.ROOT, "%.3f s", event.durationSec()),
          "give the film that was shown, whole, at the speed at which it was shown, or correct the"
              + " duration");
    }
    double runSec = run.volumeCount() * run.trSec();
    if (event.onsetSec() + film.durationSec() <= runSec + tolerance) return;
    throw new BadInputException(
        events,
        String.format(
            Locale.ROOT,
            "a film that ends with its run, %d volumes x %s s = %.3f s",
            run.volumeCount(),
            run.trSec(),
            runSec),
        String.format(
            Locale.ROOT,
            "%s, %.3f s from %.3f s on",
            event.stimulus(),
            film.durationSec(),
            event.onsetSec()),
        "check the TR, and that film and events belong to this run");
  }
}
