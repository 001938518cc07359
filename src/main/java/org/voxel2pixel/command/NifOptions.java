// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import org.voxel2pixel.BadInputException;
import org.voxel2pixel.engine.NifRequest;

/**
 * The options of Estimate Receptive Fields that only neural information flow has.
 *
 * @param settings {@code name=value} apart by spaces
 * @param layers regions joined by +, layers apart by spaces
 * @param threads processor threads; 0 takes all
 */
record NifOptions(String settings, String layers, int seed, int threads) {
  /** Where nothing else is said. */
  static final NifOptions DEFAULT = new NifOptions("", "", 1, 0);

  NifOptions {
    settings = settings == null ? "" : settings.strip();
    layers = layers == null ? "" : layers.strip();
  }

  NifRequest request(String preset) {
    return new NifRequest(
        preset,
        settings,
        layers,
        seed,
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  /** Refuses what another method would not use. */
  void requireDefault(String method) {
    requireSame("settings", DEFAULT.settings, settings, method);
    requireSame("layers", DEFAULT.layers, layers, method);
    requireSame("seed", DEFAULT.seed, seed, method);
    requireSame("threads", DEFAULT.threads, threads, method);
  }

  /** Refuses a value that the method would not use. */
  static void requireSame(String option, Object unused, Object found, String method) {
    if (found.equals(unused)) return;
    throw new BadInputException(
        "option " + option,
        unused.equals("") ? "nothing for method " + method : unused + " for method " + method,
        String.valueOf(found),
        "leave it out or take another method");
  }
}
