// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.List;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Gives a command with one image input the active image, in plain ImageJ (Fiji does so by itself).
 * An image without pixels, as SciJava makes from the text of an earlier run, is no image.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1)
public final class ImageInputPreprocessor extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!CommandInputs.ours(module) || Fiji.owns(context())) return;
    List<ModuleItem<?>> images =
        CommandInputs.of(module).stream().filter(CommandInputs::isImage).toList();
    if (images.size() != 1 || module.isInputResolved(images.get(0).getName())) return;
    ModuleItem<?> item = images.get(0);
    ImagePlus active = WindowManager.getCurrentImage();
    if (active != null && active.getWidth() > 0) {
      module.setInput(item.getName(), active);
    } else if (item.isRequired()) {
      cancel("There is no image open; open the " + CommandInputs.label(item) + " first.");
      return;
    }
    module.resolveInput(item.getName());
  }
}
