// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The inputs of a command that a user gives: not its services, its messages, its buttons. */
final class CommandInputs {
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);

  private CommandInputs() {}

  /** Whether the module is one of our commands; others' we leave alone. */
  static boolean ours(Module module) {
    return module.getDelegateObject() instanceof Voxel2PixelCommand;
  }

  /** In the order of declaration. */
  static List<ModuleItem<?>> of(Module module) {
    List<ModuleItem<?>> given = new ArrayList<>();
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (!isMessage(item) && isGivenByUser(item)) given.add(item);
    }
    return given;
  }

  /** The key in macros. */
  static String key(ModuleItem<?> item) {
    return item.getName().toLowerCase(Locale.ROOT);
  }

  /** The text before an input in a dialog. */
  static String label(ModuleItem<?> item) {
    String label = item.getLabel();
    return label == null || label.isEmpty() ? item.getName() : label;
  }

  static boolean isMessage(ModuleItem<?> item) {
    return item.getVisibility() == ItemVisibility.MESSAGE;
  }

  static boolean isNumber(ModuleItem<?> item) {
    return NUMBERS.contains(item.getType());
  }

  static boolean isWholeNumber(ModuleItem<?> item) {
    Class<?> type = item.getType();
    return isNumber(item)
        && type != double.class
        && type != Double.class
        && type != float.class
        && type != Float.class;
  }

  static boolean isBoolean(ModuleItem<?> item) {
    return item.getType() == boolean.class || item.getType() == Boolean.class;
  }

  static boolean isImage(ModuleItem<?> item) {
    return item.getType() == ImagePlus.class;
  }

  static boolean isFile(ModuleItem<?> item) {
    return item.getType() == File.class;
  }

  static boolean hasChoices(ModuleItem<?> item) {
    return item.getChoices() != null && !item.getChoices().isEmpty();
  }

  private static boolean isGivenByUser(ModuleItem<?> item) {
    return isNumber(item)
        || isBoolean(item)
        || isImage(item)
        || isFile(item)
        || item.getType() == String.class
        || item.getType().isEnum();
  }
}
