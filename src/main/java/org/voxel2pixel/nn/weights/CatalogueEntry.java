// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.List;

/**
 * A file of weights that people can get. What is not known is empty.
 *
 * @param architecture name of the {@link Architecture}
 * @param files names under which it is looked for
 * @param lastLayer the last layer that it has, empty if it has all
 * @param size in words, for people
 * @param checksum what {@code digest} is: SHA-256, SHA-1 or MD5, as its source states it
 * @param digest of the file, lower-case hexadecimal
 * @param licence in words
 * @param source where it comes from
 * @param howTo what to do with what is there
 */
public record CatalogueEntry(
    String architecture,
    List<String> files,
    String lastLayer,
    String size,
    String checksum,
    String digest,
    String licence,
    String source,
    String howTo) {

  public CatalogueEntry {
    files = List.copyOf(files);
    lastLayer = orEmpty(lastLayer);
    size = orEmpty(size);
    checksum = orEmpty(checksum);
    digest = orEmpty(digest);
    licence = orEmpty(licence);
    source = orEmpty(source);
    howTo = orEmpty(howTo);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** Whether the file has all layers of a network, or of the part of it that is wanted. */
  boolean has(Architecture wanted) {
    if (!architecture.equals(wanted.name())) return false;
    if (lastLayer.isEmpty()) return true;
    List<String> all =
        Architectures.all().stream()
            .filter(a -> a.name().equals(architecture))
            .findFirst()
            .orElseThrow()
            .layers();
    List<String> layers = wanted.layers();
    return all.indexOf(layers.get(layers.size() - 1)) <= all.indexOf(lastLayer);
  }

  /** File, size, source, licence: a line for people. */
  public String describe() {
    StringBuilder line = new StringBuilder(files.get(0));
    if (!size.isEmpty()) line.append(" (").append(size).append(')');
    line.append(" from ").append(source);
    if (!howTo.isEmpty()) line.append(", ").append(howTo);
    return line.append(", licence: ").append(licence).toString();
  }
}
