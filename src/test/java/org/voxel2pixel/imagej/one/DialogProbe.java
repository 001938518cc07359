// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Uses a command's dialog as a person would: types 0 where 1 is the least, reads the complaint,
 * corrects it, and lets the recorder write it down. A main class for {@link DialogTest}.
 */
public final class DialogProbe {
  private static final int STEPS_FIELD = 1;

  private DialogProbe() {}

  public static void main(String[] args) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Recorder recorder = new Recorder();
    HeadlessSession.addCommands(PluginsConfig.onClassPath(DialogProbe.class.getClassLoader()));
    IJ.doCommand("Every Input...");

    Window dialog = await(() -> shown("GenericDialog"));
    fields(dialog).get(STEPS_FIELD).setText("0");
    press(dialog, "OK");
    Window complaint = await(() -> shown("MessageDialog"));
    System.out.println("refused by: " + ((Dialog) complaint).getTitle());
    press(complaint, "OK");

    Window again = await(() -> shown("GenericDialog"));
    System.out.println("kept: " + fields(again).get(STEPS_FIELD).getText());
    fields(again).get(STEPS_FIELD).setText("3");
    press(again, "OK");
    String recorded = await(() -> recorder.getText().isEmpty() ? null : recorder.getText());
    System.out.println("made: " + WindowManager.getCurrentImage().getTitle());
    System.out.println("recorded: " + recorded);
    System.exit(0);
  }

  private static <T> T await(Callable<T> found) throws Exception {
    for (int i = 0; i < 1000; i++) {
      T value = found.call();
      if (value != null) return value;
      Thread.sleep(20);
    }
    throw new IllegalStateException("waited in vain");
  }

  /**
   * The window of just this class, or null. By name: in a Java machine without a screen, where
   * tests are looked for, ImageJ's dialog is patched to be no window, and this class would not
   * load.
   */
  private static Window shown(String className) {
    return Arrays.stream(Window.getWindows())
        .filter(w -> w.getClass().getSimpleName().equals(className) && w.isShowing())
        .findFirst()
        .orElse(null);
  }

  private static void press(Window window, String label) {
    Button button =
        parts(window, Button.class).stream()
            .filter(b -> b.getLabel().strip().equals(label))
            .findFirst()
            .orElseThrow();
    ActionEvent click = new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label);
    for (var listener : button.getActionListeners()) listener.actionPerformed(click);
  }

  private static List<TextField> fields(Container dialog) {
    return parts(dialog, TextField.class);
  }

  private static <T> List<T> parts(Container container, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component part : container.getComponents()) {
      if (type.isInstance(part)) found.add(type.cast(part));
      if (part instanceof Container inner) found.addAll(parts(inner, type));
    }
    return found;
  }
}
