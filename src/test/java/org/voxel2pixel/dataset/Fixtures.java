// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.voxel2pixel.BadInputException;

/** What several tests of this package need. */
final class Fixtures {
  private Fixtures() {}

  static Path resource(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static Provenance provenance() {
    return new Provenance("1.2.3", "Test", Map.of("key", "value"), 7, Map.of(), "here");
  }

  /** The action is refused as the user's mistake, with a message that has all these parts. */
  static void assertRefused(Executable action, String... parts) {
    String message = assertThrows(BadInputException.class, action).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
    }
  }
}
