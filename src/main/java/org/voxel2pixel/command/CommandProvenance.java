// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/** What a command writes into its outputs: its name and the value of each of its parameters. */
final class CommandProvenance {
  private CommandProvenance() {}

  /**
   * @param seed of what is random in it; 0 where nothing is
   */
  static Provenance of(Voxel2PixelCommand command, long seed) {
    Map<String, String> parameters = new LinkedHashMap<>();
    addFields(command.getClass(), command, parameters);
    String path = command.getClass().getAnnotation(Plugin.class).menuPath();
    String name = path.substring(path.lastIndexOf('>') + 1).replace("...", "").trim();
    return Provenance.of(name, parameters, seed, Map.of());
  }

  /** Those of a common base first. */
  private static void addFields(
      Class<?> type, Voxel2PixelCommand command, Map<String, String> parameters) {
    if (type == Voxel2PixelCommand.class) return;
    addFields(type.getSuperclass(), command, parameters);
    for (Field field : type.getDeclaredFields()) {
      Parameter parameter = field.getAnnotation(Parameter.class);
      if (parameter == null || parameter.type() == ItemIO.OUTPUT) continue;
      if (parameter.visibility() == ItemVisibility.MESSAGE) continue;
      if (field.getType().getPackageName().startsWith("org.scijava")) continue; // a service
      parameters.put(field.getName(), text(value(field, command)));
    }
  }

  /** The same for what is made of a dataset: its manifest, which holds all its hashes, goes in. */
  static Provenance of(Voxel2PixelCommand command, long seed, Dataset dataset) {
    Path manifest = dataset.folder().resolve("dataset.json");
    return of(command, seed).withInputs(Map.of("dataset.json", Provenance.sha256(manifest)));
  }

  private static Object value(Field field, Voxel2PixelCommand command) {
    try {
      field.setAccessible(true);
      return field.get(command);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
  }

  private static String text(Object value) {
    if (value instanceof ImagePlus image) return image.getTitle();
    return value == null ? "" : value.toString();
  }
}
