// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.Film;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameTiming;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.Fisheye;

/**
 * Writes the frames of a dataset, each once a split, and remembers which is which. A picture is a
 * frame; of a film those frames are written that were on the screen when a volume began.
 */
final class FrameStage {
  private final InputPlan plan;
  private final DatasetWriter writer;
  private final Progress progress;
  private final List<Fisheye> warp = new ArrayList<>();
  private final Map<Key, Integer> frames = new HashMap<>();
  private final Map<String, int[]> filmFrameOfVolume = new HashMap<>();
  private final Map<String, String> filmHashes = new LinkedHashMap<>();

  /** A picture (frame 0) or a frame of a film. */
  private record Key(Split split, String stimulus, int filmFrame) {}

  FrameStage(InputPlan plan, DatasetWriter writer, Progress progress) {
    this.plan = plan;
    this.writer = writer;
    this.progress = progress;
    FrameSettings settings = plan.settings().frames();
    if (settings.warp() == FrameSettings.Warp.FISHEYE) warp.add(Fisheye.of(settings.widthPx()));
  }

  /** Writes all frames that the runs need. */
  void write(List<CheckedRun> runs) throws IOException {
    for (Split split : Split.values()) {
      List<CheckedRun> ofSplit = runs.stream().filter(run -> run.split() == split).toList();
      writePictures(split, ofSplit);
      writeFilms(split, ofSplit);
    }
  }

  private Set<String> stimuli(List<CheckedRun> runs, boolean films) {
    Set<String> names = new LinkedHashSet<>();
    for (CheckedRun run : runs) {
      for (StimulusEvent event : run.events()) {
        if (!event.stimulus().isEmpty() && plan.stimuli().isFilm(event.stimulus()) == films) {
          names.add(event.stimulus());
        }
      }
    }
    return names;
  }

  private void writePictures(Split split, List<CheckedRun> runs) throws IOException {
    Set<String> names = stimuli(runs, false);
    int done = 0;
    for (String name : names) {
      progress.checkCancelled();
      progress.report("reading " + split.label() + " pictures", done++, names.size());
      byte[] rgb = fitted(plan.stimuli().picture(name));
      frames.put(new Key(split, name, 0), writer.addFrame(split, name, rgb));
    }
  }

  private void writeFilms(Split split, List<CheckedRun> runs) throws IOException {
    for (String name : stimuli(runs, true)) {
      if (plan.settings().ofBlocks()) {
        throw new BadInputException(
            plan.stimuli().film(name),
            "pictures, where a sample is a block",
            "a film",
            "choose samples=volumes");
      }
      try (Film film = FilmFile.open(plan.stimuli().film(name))) {
        writeFilm(split, name, film, runs);
      }
      filmHashes.put("stimuli/" + name, Provenance.sha256(plan.stimuli().film(name), progress));
    }
  }

  private void writeFilm(Split split, String name, Film film, List<CheckedRun> runs)
      throws IOException {
    TreeSet<Integer> wanted = new TreeSet<>();
    for (CheckedRun run : runs) {
      for (StimulusEvent event : run.events()) {
        if (!event.stimulus().equals(name)) continue;
        int[] frameOfVolume =
            FrameTiming.atVolumes(film, event.onsetSec(), run.trSec(), run.volumeCount());
        filmFrameOfVolume.put(place(run, event), frameOfVolume);
        Arrays.stream(frameOfVolume).filter(frame -> frame >= 0).forEach(wanted::add);
      }
    }
    int done = 0;
    for (int frame : wanted) {
      progress.checkCancelled();
      progress.report("reading " + split.label() + " film " + name, done++, wanted.size());
      String frameName = String.format(Locale.ROOT, "%s#t=%.3f", name, film.frameSec(frame));
      int index = writer.addFilmFrame(split, frameName, fitted(film.frame(frame)));
      frames.put(new Key(split, name, frame), index);
    }
  }

  private byte[] fitted(RgbFrame picture) {
    FrameSettings settings = plan.settings().frames();
    byte[] rgb = settings.resize().apply(picture, settings.widthPx(), settings.heightPx()).rgb();
    return warp.isEmpty() ? rgb : warp.get(0).apply(rgb);
  }

  private static String place(CheckedRun run, StimulusEvent event) {
    return run.name() + "\t" + event.onsetSec();
  }

  /** The frame of a block's picture, or {@link Sample#NO_STIMULUS}. */
  int ofBlock(Split split, StimulusEvent event) {
    return event.stimulus().isEmpty()
        ? Sample.NO_STIMULUS
        : frames.get(new Key(split, event.stimulus(), 0));
  }

  /** The frame that was on the screen when a volume of the event began. */
  int ofVolume(CheckedRun run, StimulusEvent event, int volume) {
    if (event.stimulus().isEmpty()) return Sample.NO_STIMULUS;
    if (!plan.stimuli().isFilm(event.stimulus())) return ofBlock(run.split(), event);
    int frame = filmFrameOfVolume.get(place(run, event))[volume];
    return frame < 0
        ? Sample.NO_STIMULUS
        : frames.get(new Key(run.split(), event.stimulus(), frame));
  }

  /** SHA-256 of each film, by its name; pictures are in the dataset as they are. */
  Map<String, String> filmHashes() {
    return filmHashes;
  }
}
