// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.PictureSet;
import org.voxel2pixel.stimulus.PictureSets;

/**
 * Finds the stimuli that the events name, and looks at their headers: no picture is decoded but
 * those that may have leaked.
 */
final class StimulusCheck {
  private static final int REPORT_EVERY = 100;
  private static final int SIZES_SHOWN = 5;

  private final Path source;
  private final FrameSettings frames;
  private final Findings findings;
  private final Progress progress;

  /**
   * @param source folder, stack or list
   */
  StimulusCheck(Path source, FrameSettings frames, Findings findings, Progress progress) {
    this.source = source;
    this.frames = frames;
    this.findings = findings;
    this.progress = progress;
  }

  /** What the names mean, if all are found. */
  Optional<StimulusFiles> find(Collection<String> names) {
    if (names.isEmpty()) return Optional.of(StimulusFiles.ofFolder(source, Map.of()));
    if (Files.isDirectory(source)) return findInFolder(names);
    if (Files.isRegularFile(source)) return findInSet(names);
    findings.stop(
        source,
        "a folder, TIFF stack or list with every stimulus of the events",
        Shown.counted(names, "missing") + ", for there is nothing",
        "put them there, or name them as stimuli=[...]");
    return Optional.empty();
  }

  private Optional<StimulusFiles> findInFolder(Collection<String> names) {
    StimulusFolder folder = new StimulusFolder(source);
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    boolean sound = true;
    for (String name : names) {
      Optional<Optional<Path>> file = findings.attempt(() -> folder.find(name));
      sound &= file.isPresent();
      if (file.isEmpty()) continue;
      file.get().ifPresent(found -> files.put(name, found));
      if (file.get().isEmpty()) missing.add(name);
    }
    if (!missing.isEmpty()) tellMissing(missing, folder);
    sound &= checkHeaders(new LinkedHashSet<>(files.values()));
    return sound && missing.isEmpty()
        ? Optional.of(StimulusFiles.ofFolder(source, files))
        : Optional.empty();
  }

  private void tellMissing(List<String> missing, StimulusFolder folder) {
    String remedy = "copy them there; names count upper and lower case, and / separates folders";
    Optional<String> near =
        missing.stream().flatMap(name -> folder.nearMiss(name).stream()).findFirst();
    if (near.isPresent()) {
      remedy = "names count upper and lower case: there is " + near.get();
    } else if (missing.stream().allMatch(this::isBesideItself)) {
      remedy = "the events name them from the folder above: name that one as stimuli=[...]";
    }
    findings.stop(
        source, "every stimulus of the events", Shown.counted(missing, "missing"), remedy);
  }

  /** Whether the name begins with the folder's own. */
  private boolean isBesideItself(String name) {
    return source.getParent() != null && Files.exists(source.resolveSibling(name));
  }

  private boolean checkHeaders(Set<Path> files) {
    Map<String, Integer> sizes = new TreeMap<>(NaturalOrder.INSTANCE);
    boolean sound = true;
    boolean small = false;
    int done = 0;
    for (Path file : files) {
      if (done++ % REPORT_EVERY == 0) {
        progress.checkCancelled();
        progress.report("checking stimuli", done - 1, files.size());
      }
      if (FilmFile.isFilm(file.getFileName().toString())) continue; // told with its events
      Optional<PictureSize> size = findings.attempt(() -> PictureSize.read(file));
      sound &= size.isPresent();
      if (size.isEmpty()) continue;
      sizes.merge(size.get().toString(), 1, Integer::sum);
      small |= size.get().widthPx() < frames.widthPx() || size.get().heightPx() < frames.heightPx();
    }
    tellSizes(sizes, small);
    return sound;
  }

  private void tellSizes(Map<String, Integer> sizes, boolean small) {
    if (sizes.isEmpty()) return;
    List<String> counts = new ArrayList<>();
    sizes.forEach((size, count) -> counts.add(count + " of " + size + " px"));
    String to = frames.widthPx() + " x " + frames.heightPx() + " px";
    findings.info(
        source,
        "pictures: "
            + Shown.first(counts, SIZES_SHOWN)
            + "; all become "
            + to
            + (small ? ", some of them enlarged" : ""));
  }

  private Optional<StimulusFiles> findInSet(Collection<String> names) {
    if (FilmFile.isFilm(source.getFileName().toString())) {
      findings.stop(
          source,
          "a folder, TIFF stack or list of the stimuli",
          "a film",
          "name its folder, and let the events name the film");
      return Optional.empty();
    }
    Optional<Set<String>> there = findings.attempt(() -> namesOfSet(source));
    if (there.isEmpty()) return Optional.empty();
    List<String> missing = names.stream().filter(name -> !there.get().contains(name)).toList();
    if (missing.isEmpty()) {
      findings.info(source, there.get().size() + " pictures, " + names.size() + " in the events");
      return Optional.of(StimulusFiles.ofSet(source));
    }
    findings.stop(
        source,
        "every stimulus of the events",
        Shown.counted(missing, "missing"),
        "the events must name pictures as this file does: " + Shown.first(there.get(), 3));
    return Optional.empty();
  }

  private static Set<String> namesOfSet(Path source) {
    try (PictureSet set = PictureSets.open(source)) {
      return new LinkedHashSet<>(set.names());
    }
  }
}
