// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that {@code plugins.config} files declare, lines such as
 *
 * <pre>Plugins>Voxel2Pixel, "Reconstruct...", org.voxel2pixel.imagej.one.Run_Command("x.Y")</pre>
 *
 * ImageJ reads them only from jars in its plugins folder; here they are read from the class path,
 * whether jar or folder of classes.
 */
public final class PluginsConfig {
  private static final Pattern LINE = Pattern.compile("[^\"#]*\"([^\"]+)\"\\s*,\\s*(\\S.*?)\\s*");

  private PluginsConfig() {}

  /** Label to plugin class, with its argument in brackets if it has one. */
  public static Map<String, String> onClassPath(ClassLoader loader) {
    Map<String, String> commands = new LinkedHashMap<>();
    try {
      for (URL config : Collections.list(loader.getResources("plugins.config"))) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(config.openStream(), StandardCharsets.UTF_8))) {
          lines.lines().forEach(line -> addTo(commands, line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read plugins.config: " + e.getMessage(), e);
    }
    return commands;
  }

  /** A line of another form (a comment, a separator) declares no command. */
  private static void addTo(Map<String, String> commands, String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) commands.putIfAbsent(matcher.group(1), matcher.group(2));
  }
}
