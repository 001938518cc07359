// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.voxel2pixel.BadInputException;

/** One input in plain ImageJ's dialog, with the text that it shows. */
final class DialogField {
  /** Attribute of a parameter that stands in the row of the one before it. */
  static final String BESIDE = "beside";

  /** Attribute of a text that is short, such as a number that may be left out. */
  static final String NARROW = "narrow";

  private static final String NO_IMAGE = "(none)";
  private static final int NUMBER_COLUMNS = 8;
  private static final int TEXT_COLUMNS = 25;

  private final ModuleItem<?> item;
  private String text;

  DialogField(ModuleItem<?> item, Object value) {
    this.item = item;
    this.text = InputText.write(value);
  }

  ModuleItem<?> item() {
    return item;
  }

  void addTo(GenericDialog dialog) {
    if (item.get(BESIDE) != null) dialog.addToSameRow();
    String label = CommandInputs.label(item);
    if (CommandInputs.isBoolean(item)) {
      dialog.addCheckbox(label, Boolean.parseBoolean(text));
    } else if (isChoice()) {
      dialog.addChoice(label, choices().toArray(new String[0]), text);
    } else if (CommandInputs.isFile(item)) {
      boolean folder = "directory".equals(item.getWidgetStyle());
      if (folder) dialog.addDirectoryField(label, text, TEXT_COLUMNS);
      else dialog.addFileField(label, text, TEXT_COLUMNS);
    } else {
      boolean narrow = CommandInputs.isNumber(item) || item.get(NARROW) != null;
      dialog.addStringField(label, text, narrow ? NUMBER_COLUMNS : TEXT_COLUMNS);
    }
  }

  /** Must be called for all fields in the order in which they were added. */
  void readFrom(GenericDialog dialog) {
    if (CommandInputs.isBoolean(item)) text = Boolean.toString(dialog.getNextBoolean());
    else if (isChoice()) text = dialog.getNextChoice();
    else text = dialog.getNextString();
    // The dialog has recorded the first word of the label, which is no key of ours and would be
    // reported as a duplicate if another label starts with it.
    Recorder.resetCommandOptions();
  }

  /**
   * @throws BadInputException if the text is no value for the input
   */
  void giveTo(Module module) {
    boolean none = CommandInputs.isImage(item) && text.equals(NO_IMAGE);
    Object value = InputText.read(item, none ? "" : text.strip());
    if (value == null && item.isRequired()) {
      throw new BadInputException(
          CommandInputs.label(item), InputText.expected(item), "nothing", "fill in the field");
    }
    module.setInput(item.getName(), value);
    module.resolveInput(item.getName());
  }

  private boolean isChoice() {
    return CommandInputs.hasChoices(item) || CommandInputs.isImage(item) || item.getType().isEnum();
  }

  private List<String> choices() {
    if (CommandInputs.isImage(item)) return imageTitles();
    List<?> values =
        CommandInputs.hasChoices(item)
            ? item.getChoices()
            : Arrays.asList(item.getType().getEnumConstants());
    return values.stream().map(String::valueOf).toList();
  }

  private List<String> imageTitles() {
    List<String> titles = new ArrayList<>();
    int[] ids = WindowManager.getIDList();
    if (!item.isRequired() || ids == null) titles.add(NO_IMAGE);
    if (ids == null) return titles;
    for (int id : ids) {
      ImagePlus image = WindowManager.getImage(id);
      if (image != null) titles.add(image.getTitle());
    }
    return titles;
  }
}
