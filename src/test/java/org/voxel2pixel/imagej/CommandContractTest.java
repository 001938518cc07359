// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.voxel2pixel.imagej.one.Ij1Context;
import org.voxel2pixel.imagej.one.PluginsConfig;
import org.voxel2pixel.imagej.one.Run_Command;

/** What every command must keep to, whoever wrote it; those of the tests included. */
class CommandContractTest {

  private static List<CommandInfo> ourCommands() {
    return Ij1Context.get().service(CommandService.class).getCommands().stream()
        .filter(info -> info.getClassName().startsWith("org.voxel2pixel."))
        .toList();
  }

  private static List<ModuleItem<?>> inputs(CommandInfo info) throws ModuleException {
    return CommandInputs.of(info.createModule());
  }

  @Test
  void eachIsAVoxel2PixelCommandWithoutProblems() throws Exception {
    assertFalse(ourCommands().isEmpty());
    for (CommandInfo info : ourCommands()) {
      assertTrue(info.isValid(), () -> info.getClassName() + ": " + info.getProblems());
      assertTrue(
          Voxel2PixelCommand.class.isAssignableFrom(info.loadClass()),
          info.getClassName() + " must extend Voxel2PixelCommand");
    }
  }

  @Test
  void noInputIsRememberedFromTheLastRun() throws Exception {
    for (CommandInfo info : ourCommands()) {
      for (ModuleItem<?> item : inputs(info)) {
        assertFalse(
            item.isPersisted(), info.getClassName() + "." + item.getName() + ": persist = false");
      }
    }
  }

  @Test
  void noMacroKeyIsAnotherOneOrTheEndOfAnotherOne() throws Exception {
    for (CommandInfo info : ourCommands()) {
      List<String> keys = inputs(info).stream().map(CommandInputs::key).toList();
      assertEquals(keys.size(), new HashSet<>(keys).size(), info.getClassName() + ": " + keys);
      for (String key : keys) {
        for (String other : keys) {
          // Macro.getValue, which Fiji uses, finds "size" in "x_size=" and in "2size=".
          boolean found = other.matches(".*[^a-z]" + key);
          assertFalse(found, info.getClassName() + ": key " + key + " is found in " + other);
        }
      }
    }
  }

  @Test
  void choicesAreTextsForEnumsFailInFiji() throws Exception {
    for (CommandInfo info : ourCommands()) {
      for (ModuleItem<?> item : inputs(info)) {
        assertFalse(item.getType().isEnum(), info.getClassName() + "." + item.getName());
      }
    }
  }

  @Test
  void menuAndPluginsConfigNameTheSameCommands() {
    Map<String, String> annotated = new TreeMap<>();
    for (CommandInfo info : ourCommands()) {
      String label = info.getMenuPath().getLeaf().getName();
      annotated.put(label, Run_Command.class.getName() + "(\"" + info.getClassName() + "\")");
    }
    Map<String, String> listed =
        new TreeMap<>(PluginsConfig.onClassPath(getClass().getClassLoader()));
    listed.values().removeIf(plugin -> !plugin.contains("org.voxel2pixel."));
    assertEquals(annotated, listed);
  }

  @Test
  void eachLabelAppearsOnce() {
    Set<String> labels = new HashSet<>();
    for (CommandInfo info : ourCommands()) {
      assertTrue(labels.add(info.getMenuPath().getLeaf().getName()), info.getMenuPath().toString());
    }
  }
}
