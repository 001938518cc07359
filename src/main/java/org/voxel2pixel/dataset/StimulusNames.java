// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/**
 * What the numbers in a label's column are called: by a table that the user gives, else by the
 * file's own vmap, else, where the number is a WordNet number, as {@link ShenLabel} has it. Numbers
 * are the same if they agree to six decimals.
 */
final class StimulusNames {
  private enum Rule {
    TABLE("labels table"),
    VMAP("vmap"),
    WORDNET("WordNet number");

    private final String text;

    Rule(String text) {
      this.text = text;
    }
  }

  private final String what;
  private final Rule rule;
  private final Map<String, String> nameOf;

  private StimulusNames(String what, Rule rule, Map<String, String> nameOf) {
    this.what = what;
    this.rule = rule;
    this.nameOf = nameOf;
  }

  /** By a table with the columns id and name. */
  static StimulusNames ofTable(Path file) {
    TsvTable table = TsvTable.read(file, "id", "name");
    Map<String, String> nameOf = new HashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      put(table.place(row, "id"), nameOf, table.number(row, "id"), table.text(row, "name"));
    }
    return new StimulusNames(file.toString(), Rule.TABLE, nameOf);
  }

  /**
   * By the file itself.
   *
   * @param what file and column, for messages
   * @param vmap its names; may be empty
   */
  static StimulusNames ofFile(String what, Map<Double, String> vmap) {
    Map<String, String> nameOf = new HashMap<>();
    vmap.forEach((number, name) -> put(what + ", vmap", nameOf, number, name));
    return new StimulusNames(what, vmap.isEmpty() ? Rule.WORDNET : Rule.VMAP, nameOf);
  }

  private static void put(String place, Map<String, String> nameOf, double label, String name) {
    if (!Double.isFinite(label)) {
      throw new BadInputException(place, "finite numbers", label + "", "take that entry out");
    }
    String before = nameOf.put(ShenLabel.sixDecimals(label), name.strip());
    if (before == null || before.equals(name.strip())) return;
    throw new BadInputException(
        place,
        "one name for the number " + ShenLabel.plain(label),
        "both " + before + " and " + name.strip(),
        "keep one of them");
  }

  /** Where names come from, for provenance. */
  String rule() {
    return rule.text;
  }

  /**
   * The name of a number.
   *
   * @throws BadInputException if it has none
   */
  String name(double label) {
    if (!Double.isFinite(label)) {
      throw new BadInputException(what, "labels that are numbers", label + "", "correct them");
    }
    if (rule == Rule.WORDNET) {
      return ShenLabel.pictureName(label)
          .orElseThrow(
              () ->
                  new BadInputException(
                      what,
                      "labels with a vmap, or WordNet numbers such as 1518878.005958",
                      "the number " + ShenLabel.plain(label) + " and no vmap",
                      "give a labels table with the columns id and name"));
    }
    String name = nameOf.get(ShenLabel.sixDecimals(label));
    if (name != null && !name.isEmpty()) return name;
    throw new BadInputException(
        what,
        "a name for each number of the labels",
        "none for " + ShenLabel.plain(label) + " among " + nameOf.size(),
        "add it, or give a labels table with the columns id and name");
  }
}
