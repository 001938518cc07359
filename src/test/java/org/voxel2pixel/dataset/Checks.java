// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Finding.Level;

/** What tests of checks need. */
final class Checks {
  private Checks() {}

  static InputCheck of(MiniSubject subject) {
    return of(InputSource.of(subject.folder()), MiniSubject.settings());
  }

  static InputCheck of(InputSource source, PreparationSettings settings) {
    return InputCheck.of(source, settings, Progress.silent());
  }

  /** Sentences of one level. */
  static List<String> told(InputCheck check, Level level) {
    return check.findings().stream()
        .filter(finding -> finding.level() == level)
        .map(Finding::sentence)
        .toList();
  }

  /** There is a finding of this level whose sentence has all parts. */
  static void assertTold(InputCheck check, Level level, String... parts) {
    boolean found =
        told(check, level).stream().anyMatch(s -> Arrays.stream(parts).allMatch(s::contains));
    assertTrue(
        found, () -> "no " + level + " with " + Arrays.toString(parts) + " in:\n" + check.toText());
  }

  static void assertStops(InputCheck check, String... parts) {
    assertTold(check, Level.STOP, parts);
    Fixtures.assertRefused(check::plan);
  }

  /** One STOP and no other. */
  static void assertStopsOnly(InputCheck check, String... parts) {
    assertStops(check, parts);
    assertEquals(1, told(check, Level.STOP).size(), check::toText);
  }

  static void assertWarns(InputCheck check, String... parts) {
    assertTold(check, Level.WARN, parts);
  }

  static void assertSound(InputCheck check) {
    assertTrue(check.isSound(), check::toText);
  }
}
