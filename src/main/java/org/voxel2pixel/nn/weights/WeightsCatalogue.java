// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/** The files of weights that are known: names, sources, licences, checksums as published. */
public final class WeightsCatalogue {
  private static final String RESOURCE = "catalogue.json";

  private WeightsCatalogue() {}

  /** All entries, the preferred ones of a network first. */
  public static List<CatalogueEntry> entries() {
    try (InputStream in = WeightsCatalogue.class.getResourceAsStream(RESOURCE);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(text, CatalogueEntry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + RESOURCE, e);
    }
  }

  /** Files that have what is wanted of a network. */
  public static List<CatalogueEntry> entriesOf(Architecture architecture) {
    return entries().stream().filter(entry -> entry.has(architecture)).toList();
  }

  /**
   * Compares a file with the checksum of its entry; nothing if none is known.
   *
   * @throws BadInputException if it is another file, or an interrupted download
   */
  static void verify(CatalogueEntry entry, Path file, Progress progress) {
    if (entry.digest().isEmpty()) return;
    String found = FileDigest.of(List.of(file), entry.checksum(), progress);
    if (found.equals(entry.digest())) return;
    throw new BadInputException(
        file,
        entry.checksum() + " " + entry.digest(),
        found + " (a download that was interrupted, or another file)",
        "get it again from " + entry.source() + ", or rename yours and give its path");
  }
}
