// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.task.event.TaskEvent;
import org.voxel2pixel.imagej.one.Ij1Context;

/** Commands called by scripts and Java through SciJava, where there is no macro. */
class CommandFromJavaTest {
  private final CommandService commands = Ij1Context.get().service(CommandService.class);

  @BeforeEach
  void noImageIsOpen() {
    MacroRunner.value("");
  }

  private static Map<String, Object> inputs(Object... keysAndValues) {
    Map<String, Object> inputs = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      inputs.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return inputs;
  }

  private CommandModule run(Map<String, Object> inputs) throws Exception {
    return commands.run(EveryInputCommand.class, true, inputs).get();
  }

  private static String title(Module module) {
    return ((ImagePlus) module.getOutput("result")).getTitle();
  }

  @Test
  void inputsLeftOutTakeTheirDefaults() throws Exception {
    assertEquals("2.0|7|42|lasso|false|true||-|-", title(run(inputs("steps", 7))));
  }

  @Test
  void valuesAreCheckedHereToo() throws Exception {
    CommandModule module = run(inputs("voxelSize", 99.0));
    assertTrue(module.isCanceled());
    assertNull(module.getOutput("result"));
    assertEquals(
        "option voxelsize: expected a number from 0.1 to 10.0, found \"99.0\"; correct it, or leave"
            + " it out for its default where it has one.",
        module.getCancelReason());
    assertTrue(run(inputs("method", "no such")).isCanceled());
    assertTrue(run(inputs("voxelSize", Double.NaN)).isCanceled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a ] b", "it's", "[x]", "\"quoted\"", "C:\\new\\", "", "日本 ä"})
  void whatIsRecordedReplays(String subject) throws Exception {
    CommandModule module =
        run(
            inputs(
                "voxelSize",
                0.30000000000000004,
                "seed",
                -9007199254740993L,
                "method",
                "ridge regression",
                "verbose",
                true,
                "normalise",
                false,
                "subject",
                subject,
                "folder",
                new File("/tmp/my [x] dir")));
    assertFalse(module.isCanceled(), module.getCancelReason());
    String options = RecorderPostprocessor.optionsOf(module);
    String literal = options.replace("\\", "\\\\").replace("\"", "\\\"");
    String replayed =
        MacroRunner.value("run(\"Every Input...\", \"" + literal + "\"); return getTitle();");
    assertEquals(title(module), replayed);
  }

  @Test
  void theImageMadeOnAnotherThreadIsTheCallersActiveOne() throws Exception {
    new ImagePlus("old", new ByteProcessor(9, 9)).show();
    CommandModule module = run(inputs());
    assertSame(module.getOutput("result"), WindowManager.getCurrentImage());
  }

  @Test
  void aTasksCancelStopsTheCommand() throws Exception {
    Canceller canceller = new Canceller();
    Ij1Context.get().service(EventService.class).subscribe(canceller);
    canceller.armed = true;
    CommandModule module =
        commands
            .run(
                TroubleCommand.class,
                true,
                inputs(
                    "kind", "endless",
                    "model", new File("m"),
                    "image", new ImagePlus("a", new ByteProcessor(2, 2))))
            .get();
    canceller.armed = false;
    assertEquals(Ending.RESUMABLE, ((Voxel2PixelCommand) module.getCommand()).ending());
    assertTrue(module.getCancelReason().startsWith("checkpoint at step"), module.getCancelReason());
  }

  /** Presses the task monitor's Cancel as soon as there is something to cancel. */
  private static final class Canceller {
    private volatile boolean armed;

    @EventHandler
    void onEvent(TaskEvent event) {
      if (!armed || event.getTask().getStatusMessage() == null) return;
      armed = false; // cancelling is an event as well
      event.getTask().cancel("enough");
    }
  }
}
