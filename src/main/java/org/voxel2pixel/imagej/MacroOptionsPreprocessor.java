// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.Macro;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;

/**
 * Fills a command's inputs from a macro's options, strictly: an unknown key, a value of the wrong
 * kind, out of range or not among the choices, or a missing required input stops the command, and
 * the macro, with a reason. A key is the parameter's name in lower case; a boolean's key may stand
 * alone for true. A key left out means the declared default, never a value of an earlier run. A
 * lone image input left out is the active image, which others find.
 *
 * <p>In a macro, and wherever there is no screen to ask on, every input is settled here, so that no
 * dialog opens. Runs right after SciJava's own macro preprocessor, whose lenient reading it
 * replaces.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH - 1)
public final class MacroOptionsPreprocessor extends AbstractPreprocessorPlugin {
  @Parameter private ModuleService moduleService;

  @Override
  public void process(Module module) {
    if (!CommandInputs.ours(module)) return;
    String options = Macro.getOptions();
    try {
      List<ModuleItem<?>> inputs = CommandInputs.of(module);
      if (options != null) fill(module, inputs, MacroOptions.parse(options));
      for (ModuleItem<?> item : inputs) {
        if (module.isInputResolved(item.getName())) InputText.check(item, value(module, item));
      }
      if (options != null || GraphicsEnvironment.isHeadless()) settle(module, inputs);
    } catch (BadInputException e) {
      cancel(e.getMessage());
    }
  }

  private static void fill(Module module, List<ModuleItem<?>> inputs, MacroOptions options) {
    Map<String, Optional<String>> given = options.values();
    List<String> keys = inputs.stream().map(CommandInputs::key).toList();
    for (String key : given.keySet()) {
      if (!keys.contains(key)) throw unknown(key, keys);
    }
    for (ModuleItem<?> item : inputs) {
      Optional<String> text = given.get(CommandInputs.key(item));
      if (text == null) continue;
      String value = CommandInputs.isBoolean(item) ? text.orElse("true") : text.orElse("");
      module.setInput(item.getName(), InputText.read(item, value));
      module.resolveInput(item.getName());
    }
  }

  /** Gives what is still open its default; a lone image stays open for the active one. */
  private void settle(Module module, List<ModuleItem<?>> inputs) {
    long images = inputs.stream().filter(CommandInputs::isImage).count();
    for (ModuleItem<?> item : inputs) {
      boolean open = !module.isInputResolved(item.getName());
      if (open && CommandInputs.isImage(item) && images == 1) continue;
      if (open) module.setInput(item.getName(), moduleService.getDefaultValue(item));
      requireSettled(module, item);
      module.resolveInput(item.getName());
    }
  }

  private static void requireSettled(Module module, ModuleItem<?> item) {
    Object value = value(module, item);
    InputText.check(item, value);
    if (value == null && item.isRequired()) {
      String key = CommandInputs.key(item);
      throw new BadInputException(
          "option " + key,
          InputText.expected(item),
          "nothing",
          "add " + key + "=[...] to the command's options");
    }
  }

  private static BadInputException unknown(String key, List<String> keys) {
    List<String> near = new ArrayList<>(keys);
    near.removeIf(k -> editDistance(k, key) > 2);
    String remedy =
        near.isEmpty()
            ? "a value with blanks goes in brackets, key=[a b]"
            : "perhaps " + String.join(" or ", near) + " is meant";
    return new BadInputException(
        "option " + key,
        keys.isEmpty() ? "no options" : "one of the keys " + String.join(", ", keys),
        "an unknown key",
        remedy);
  }

  private static Object value(Module module, ModuleItem<?> item) {
    return module.getInput(item.getName());
  }

  /** Levenshtein's. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
