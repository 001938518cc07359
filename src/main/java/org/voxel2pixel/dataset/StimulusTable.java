// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/**
 * stimuli.tsv: one line a frame, and the guard against leakage: a picture that training has seen
 * must not be among those that a test is about, under whatever name.
 */
final class StimulusTable {
  private static final String HEADER = "stimulus\tsplit\tname\n";
  private static final int SHOWN = 10;

  private final StringBuilder text = new StringBuilder(HEADER);
  private final List<Split> splits = new ArrayList<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private final List<String> leaks = new ArrayList<>();
  private final List<String> sameFilmFrames = new ArrayList<>();
  private final List<String> twins = new ArrayList<>();

  private record Seen(Split split, String name) {}

  /** Adds a frame and returns its index. */
  int add(Split split, String name, byte[] rgb) {
    Seen before = append(split, name, rgb);
    if (before.split != split) {
      leaks.add(before.name.equals(name) ? name : before.name + " = " + name);
    } else if (!before.name.equals(name)) {
      twins.add(before.name + " = " + name);
    }
    return splits.size() - 1;
  }

  /** Adds a frame of a film: single frames of two films may well be equal, such as a title. */
  int addFilmFrame(Split split, String name, byte[] rgb) {
    Seen before = append(split, name, rgb);
    if (before.split != split) sameFilmFrames.add(before.name + " = " + name);
    return splits.size() - 1;
  }

  /** Returns who showed the same before, or this frame itself. */
  private Seen append(Split split, String name, byte[] rgb) {
    Voxel.requireCell("name", name);
    text.append(splits.size() + "\t" + split.label() + "\t" + name + "\n");
    splits.add(split);
    Seen now = new Seen(split, name);
    if (isOneColour(rgb)) return now;
    String hash = HexFormat.of().formatHex(Provenance.newSha256().digest(rgb));
    Seen before = seen.putIfAbsent(hash, now);
    return before == null ? now : before;
  }

  /** Equal pictures that are no leak but worth knowing. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!sameFilmFrames.isEmpty()) {
      warnings.add(
          sameFilmFrames.size()
              + " film frames of the test split are also in training ("
              + shown(sameFilmFrames)
              + ")");
    }
    if (!twins.isEmpty()) {
      warnings.add(twins.size() + " pictures are equal under two names (" + shown(twins) + ")");
    }
    return warnings;
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
  }

  /** A frame of one colour, such as the black before a film, shows nothing that could leak. */
  private static boolean isOneColour(byte[] rgb) {
    for (int n = 3; n < rgb.length; n++) {
      if (rgb[n] != rgb[n - 3]) return false;
    }
    return true;
  }

  Split split(int stimulus) {
    return splits.get(stimulus);
  }

  int count() {
    return splits.size();
  }

  String toText() {
    return text.toString();
  }

  /** Refuses pictures that stand in both splits. */
  void requireNoLeakage(Object what) {
    if (!leaks.isEmpty()) throw leakage(what, leaks);
  }

  static BadInputException leakage(Object what, List<String> names) {
    return new BadInputException(
        what,
        "no picture in both training and test",
        "leakage: " + names.size() + " stimuli in both (" + shown(names) + ")",
        "take them out of the training runs or out of the test runs");
  }

  static List<String> readNames(Path file) {
    TsvTable table = TsvTable.read(file, "stimulus", "split", "name");
    List<String> names = new ArrayList<>(table.rowCount());
    for (int row = 0; row < table.rowCount(); row++) names.add(table.text(row, "name"));
    return List.copyOf(names);
  }
}
