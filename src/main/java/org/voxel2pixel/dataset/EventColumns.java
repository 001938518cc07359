// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of an events table mean, as text: {@code stimulus=stimulus_name type=event_type
 * keep=1}. Onset and duration are always BIDS' {@code onset} and {@code duration}, in seconds.
 *
 * @param stimulus column with the picture or film that was shown; none if the events name none, and
 *     the dataset then has no frames
 * @param type column with the kind of event, which becomes the sample's trial_type
 * @param keep values of {@code type} whose events count; all if empty
 * @param category column with the category of what was shown, for the check of leakage
 */
public record EventColumns(
    Optional<String> stimulus, Optional<String> type, Set<String> keep, Optional<String> category) {

  /** What BIDS names the column of the picture. */
  public static final String STIM_FILE = "stim_file";

  private static final String NONE = "none";

  public EventColumns {
    keep = Collections.unmodifiableSet(new LinkedHashSet<>(keep));
    if (stimulus.isEmpty() && type.isEmpty()) {
      throw new IllegalArgumentException("events need a column stimulus or a column type");
    }
    if (!keep.isEmpty() && type.isEmpty()) {
      throw new IllegalArgumentException("keep needs a column type");
    }
  }

  /** As BIDS has it: stim_file, and nothing else is asked for. */
  public static EventColumns bids() {
    return new EventColumns(Optional.of(STIM_FILE), Optional.empty(), Set.of(), Optional.empty());
  }

  /**
   * Reads the text; {@code stimulus=none} for events without pictures, {@code keep=1|2} for several
   * values.
   *
   * @throws org.voxel2pixel.BadInputException naming the key that is not known, or what is missing
   */
  public static EventColumns parse(String text) {
    Map<String, String> words =
        KeyValueText.parse("columns", text, List.of("stimulus", "type", "keep", "category"));
    String stimulus = words.getOrDefault("stimulus", STIM_FILE);
    Set<String> keep =
        words.containsKey("keep")
            ? new LinkedHashSet<>(List.of(words.get("keep").split("\\|")))
            : Set.of();
    Optional<String> type = Optional.ofNullable(words.get("type"));
    if (type.isEmpty() && (!keep.isEmpty() || stimulus.equals(NONE))) {
      throw KeyValueText.refused(
          "columns", text, "type=COLUMN, which keep and stimulus=none need", "name that column");
    }
    return new EventColumns(
        stimulus.equals(NONE) ? Optional.empty() : Optional.of(stimulus),
        type,
        keep,
        Optional.ofNullable(words.get("category")));
  }

  /** The inverse of {@link #parse}. */
  public String toText() {
    StringBuilder text = new StringBuilder("stimulus=" + stimulus.orElse(NONE));
    type.ifPresent(column -> text.append(" type=").append(column));
    if (!keep.isEmpty()) text.append(" keep=").append(String.join("|", keep));
    category.ifPresent(column -> text.append(" category=").append(column));
    return text.toString();
  }
}
