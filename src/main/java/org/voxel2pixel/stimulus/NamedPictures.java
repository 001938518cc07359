// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/** Pictures by name, each read when it is asked for, with a count of what was converted. */
final class NamedPictures implements PictureSet {
  private static final int NAMES_IN_MESSAGE = 3;

  /** Reads one picture. */
  interface Reader {
    RgbFrame read(Set<PictureConversion> made);
  }

  /** Lets go of what the readers share. */
  interface Closing {
    void close();
  }

  private final Path source;
  private final Map<String, Reader> readers; // in the declared order
  private final Closing closing;
  private final Map<PictureConversion, Set<String>> converted =
      new EnumMap<>(PictureConversion.class);

  NamedPictures(Path source, Map<String, Reader> readers, Closing closing) {
    this.source = source;
    this.readers = new LinkedHashMap<>(readers);
    this.closing = closing;
  }

  @Override
  public List<String> names() {
    return List.copyOf(readers.keySet());
  }

  @Override
  public RgbFrame picture(String name) {
    Reader reader = readers.get(name);
    if (reader == null) throw unknown(name);
    Set<PictureConversion> made = EnumSet.noneOf(PictureConversion.class);
    RgbFrame frame = reader.read(made);
    for (PictureConversion conversion : made) {
      converted.computeIfAbsent(conversion, c -> new LinkedHashSet<>()).add(name);
    }
    return frame;
  }

  private BadInputException unknown(String name) {
    Collection<String> alike =
        readers.keySet().stream().filter(known -> known.equalsIgnoreCase(name)).toList();
    String found =
        alike.isEmpty()
            ? readers.size() + " pictures such as " + first(readers.keySet())
            : String.join(", ", alike) + ", in other letters";
    return new BadInputException(
        source, "a picture " + name, found, "correct the name, or add the picture");
  }

  private static String first(Collection<String> names) {
    return String.join(", ", names.stream().limit(NAMES_IN_MESSAGE).toList());
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    converted.forEach(
        (conversion, names) ->
            warnings.add(
                "%s: %s, in %d of %d pictures: %s%s"
                    .formatted(
                        source,
                        conversion.text(),
                        names.size(),
                        readers.size(),
                        first(names),
                        names.size() > NAMES_IN_MESSAGE ? ", ..." : "")));
    return Collections.unmodifiableList(warnings);
  }

  @Override
  public void close() {
    closing.close();
  }
}
