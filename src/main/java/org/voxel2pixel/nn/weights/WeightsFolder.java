// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Where files of the {@link WeightsCatalogue} are looked for, in this order: the folder that the
 * environment variable {@value #VARIABLE} names, {@code models/voxel2pixel} in the Fiji folder,
 * {@code .voxel2pixel/weights} in the home folder.
 */
public final class WeightsFolder {
  static final String VARIABLE = "VOXEL2PIXEL_WEIGHTS";

  private final List<Path> folders;

  WeightsFolder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Without Fiji. */
  public static WeightsFolder standard() {
    return new WeightsFolder(
        folders(System.getenv(), List.of(), System.getProperty("user.home", "")));
  }

  /**
   * @param fiji the Fiji folder, which holds plugins and jars
   */
  public static WeightsFolder inFiji(Path fiji) {
    return new WeightsFolder(
        folders(System.getenv(), List.of(fiji), System.getProperty("user.home", "")));
  }

  /**
   * What the user named: a file of weights, a SavedModel's folder, or a folder to look in.
   *
   * @throws BadInputException if it is a folder without a known file of the network
   */
  public static Path named(Path given, Architecture architecture, Progress progress) {
    boolean model =
        Files.exists(given.resolve("saved_model.pb"))
            || Files.exists(given.resolve("variables").resolve("variables.index"));
    if (model || !Files.isDirectory(given)) return given;
    return new WeightsFolder(List.of(given)).find(architecture, progress);
  }

  static List<Path> folders(Map<String, String> environment, List<Path> fiji, String home) {
    List<Path> folders = new ArrayList<>();
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) folders.add(Path.of(named));
    for (Path folder : fiji) folders.add(folder.resolve("models").resolve("voxel2pixel"));
    if (!home.isBlank()) folders.add(Path.of(home, ".voxel2pixel", "weights"));
    return folders;
  }

  /** The folders, in their order; they need not exist. */
  public List<Path> folders() {
    return folders;
  }

  /**
   * The first known file of a network, its checksum compared where one is known.
   *
   * @throws BadInputException if there is none, naming the folders and where to get one; or if it
   *     is not the file that is known by that name
   */
  public Path find(Architecture architecture, Progress progress) {
    List<CatalogueEntry> entries = WeightsCatalogue.entriesOf(architecture);
    for (Path folder : folders) {
      for (CatalogueEntry entry : entries) {
        for (String name : entry.files()) {
          Path file = folder.resolve(name);
          if (!Files.exists(file)) continue;
          WeightsCatalogue.verify(entry, file, progress);
          return file;
        }
      }
    }
    String places = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    String sources =
        entries.stream().map(CatalogueEntry::describe).collect(Collectors.joining("; or "));
    throw new BadInputException(
        architecture.name() + "'s weights",
        "a file of them in " + places,
        "none",
        "get " + sources + "; or give the path of another file");
  }
}
