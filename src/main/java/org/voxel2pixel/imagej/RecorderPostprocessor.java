// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.plugin.frame.Recorder;
import java.util.ArrayList;
import java.util.List;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Writes a command to plain ImageJ's macro recorder, every input by its parameter's name, so that
 * the line replays without a dialog (Fiji records by itself). A lone image is left out: on replay
 * it is the active one again.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.LOW)
public final class RecorderPostprocessor extends AbstractPostprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!CommandInputs.ours(module) || Fiji.owns(context())) return;
    String command = Recorder.getCommand();
    if (command == null) return; // no recorder, or called by a macro
    String call = Recorder.scriptMode() ? "IJ.run" : "run";
    Recorder.recordString(
        call + "(\"" + command + "\", \"" + escaped(optionsOf(module)) + "\");\n");
    Recorder.setCommand(null); // or ImageJ would record it once more, in its own way
  }

  /** The options with which a macro repeats the module's run. */
  static String optionsOf(Module module) {
    List<ModuleItem<?>> inputs = CommandInputs.of(module);
    boolean loneImage = inputs.stream().filter(CommandInputs::isImage).count() == 1;
    List<String> options = new ArrayList<>();
    for (ModuleItem<?> item : inputs) {
      Object value = module.getInput(item.getName());
      if (value == null || (loneImage && CommandInputs.isImage(item))) continue;
      options.add(CommandInputs.key(item) + "=" + MacroOptions.quote(InputText.write(value)));
    }
    return String.join(" ", options);
  }

  private static String escaped(String options) {
    return options.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
