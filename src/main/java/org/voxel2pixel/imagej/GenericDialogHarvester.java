// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.GraphicsEnvironment;
import java.util.List;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;
import org.voxel2pixel.BadInputException;

/**
 * Asks for a command's open inputs with plain ImageJ's dialog (Fiji has its own). What is typed is
 * read as strictly as a macro's options; after a mistake the dialog comes back as it was left.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY)
public final class GenericDialogHarvester extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!CommandInputs.ours(module) || GraphicsEnvironment.isHeadless() || Fiji.owns(context())) {
      return;
    }
    List<ModuleItem<?>> open =
        CommandInputs.of(module).stream()
            .filter(item -> !module.isInputResolved(item.getName()))
            .toList();
    if (open.isEmpty()) return;
    List<DialogField> fields =
        open.stream().map(item -> new DialogField(item, module.getInput(item.getName()))).toList();
    while (ask(module, fields)) {
      try {
        for (DialogField field : fields) field.giveTo(module);
        return;
      } catch (BadInputException e) {
        IJ.showMessage(title(module), WrappedText.of(e.getMessage()));
      }
    }
    cancel(null); // the Cancel button is no error
  }

  /** Whether the user pressed OK. */
  private static boolean ask(Module module, List<DialogField> fields) {
    GenericDialog dialog = new GenericDialog(title(module));
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (CommandInputs.isMessage(item)) dialog.addMessage(message(module, item));
      fields.stream().filter(f -> f.item() == item).forEach(f -> f.addTo(dialog));
    }
    String help = module.getInfo().get("help");
    if (help != null) dialog.addHelp(help);
    dialog.showDialog();
    if (dialog.wasCanceled()) return false;
    fields.forEach(field -> field.readFrom(dialog));
    return true;
  }

  /** The menu's last word or words, without its dots. */
  private static String title(Module module) {
    String title = module.getInfo().getTitle();
    return title.endsWith("...") ? title.substring(0, title.length() - 3) : title;
  }

  /** ImageJ's dialogs do not read HTML. */
  private static String message(Module module, ModuleItem<?> item) {
    Object text = module.getInput(item.getName());
    return text == null ? "" : text.toString().replaceAll("<br/?>", "\n").replaceAll("<[^>]+>", "");
  }
}
