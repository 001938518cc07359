// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

class RunFolderTest {
  @TempDir private Path folder;

  @Test
  void aSecondTrainingOnTheSameFolderIsTurnedAway() {
    Path run = folder.resolve("run");
    try (RunFolder first = RunFolder.create(run, config(1), List.of())) {
      BadInputException e =
          assertThrows(BadInputException.class, () -> RunFolder.resume(run, config(1), List.of()));
      assertTrue(e.getMessage().contains("another training at work"), e.getMessage());
      assertEquals(run, first.folder());
    }
    RunFolder.resume(run, config(1), List.of()).close();
  }

  @Test
  void aFolderWithFilesIsNotOverwritten() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertThrows(BadInputException.class, () -> RunFolder.create(folder, config(1), List.of()));
    assertEquals("mine", Files.readString(folder.resolve("thesis.txt")));
  }

  @Test
  void beginningWhereARunIsNamesBothWaysToGoOn() {
    Path run = folder.resolve("run");
    RunFolder.create(run, config(1), List.of()).close();
    BadInputException e =
        assertThrows(BadInputException.class, () -> RunFolder.create(run, config(1), List.of()));
    assertTrue(e.getMessage().contains("resume=true"), e.getMessage());
    assertTrue(e.getMessage().contains("ifexists=replace"), e.getMessage());
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsClearedAndNothingElse() throws IOException {
    Path run = folder.resolve("run");
    RunFolder.create(run, config(1), List.of()).close();
    Path checkpoints = Files.createDirectories(run.resolve("checkpoints"));
    Files.writeString(checkpoints.resolve(".tmp-123-step-00000004.safetensors"), "half");
    Files.writeString(checkpoints.resolve(".tmp-notes"), "mine");
    Files.writeString(checkpoints.resolve("step-00000003.safetensors"), "whole");
    RunFolder.resume(run, config(1), List.of()).close();
    try (Stream<Path> files = Files.list(checkpoints)) {
      assertEquals(
          List.of(".tmp-notes", "step-00000003.safetensors"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void replacingTakesAnEarlierRunButNoneInUseAndNothingElse() throws IOException {
    Path run = folder.resolve("run");
    RunFolder.replace(run, config(1), List.of()).close();
    Files.writeString(run.resolve("log.tsv"), "old");
    try (RunFolder used = RunFolder.resume(run, config(1), List.of())) {
      assertThrows(BadInputException.class, () -> RunFolder.replace(run, config(2), List.of()));
      assertTrue(Files.exists(used.log()));
    }
    RunFolder.replace(run, config(2), List.of()).close();
    assertTrue(Files.notExists(run.resolve("log.tsv")));
    Files.delete(run.resolve("config.json"));
    Files.writeString(run.resolve("thesis.txt"), "mine");
    assertThrows(BadInputException.class, () -> RunFolder.replace(run, config(1), List.of()));
    assertEquals("mine", Files.readString(run.resolve("thesis.txt")));
  }

  @Test
  void aRunsIdentityIsItsConfigWithoutWhatMayDiffer() {
    String one = identity("one", config(1), List.of());
    assertEquals(one, identity("other", config(1), List.of()));
    assertNotEquals(one, identity("two", config(2), List.of()));
    List<String> free = List.of("batchSize");
    assertEquals(identity("free 1", config(1), free), identity("free 2", config(2), free));
  }

  private String identity(String name, JsonObject config, List<String> mayDiffer) {
    try (RunFolder run = RunFolder.create(folder.resolve(name), config, mayDiffer)) {
      return run.identity();
    }
  }

  @Test
  void resumingWithAnotherSettingNamesItAndBothValues() {
    Path run = folder.resolve("run");
    RunFolder.create(run, config(1), List.of()).close();
    BadInputException e =
        assertThrows(BadInputException.class, () -> RunFolder.resume(run, config(2), List.of()));
    assertTrue(e.getMessage().contains("batchSize 1"), e.getMessage());
    assertTrue(e.getMessage().contains("found 2"), e.getMessage());
    RunFolder.resume(run, config(2), List.of("batchSize")).close();
  }

  @Test
  void resumingWhereNothingIsSaysSo() {
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> RunFolder.resume(folder.resolve("none"), config(1), List.of()));
    assertTrue(e.getMessage().contains("config.json"), e.getMessage());
  }

  @Test
  void onlyTheNewestCheckpointsAreKept() throws IOException {
    try (RunFolder run = RunFolder.create(folder.resolve("run"), config(1), List.of())) {
      for (long step : new long[] {5, 10, 100, 20}) {
        Files.createDirectories(run.checkpoint(step).getParent());
        Files.writeString(run.checkpoint(step), "");
      }
      run.deleteOldCheckpoints();
      assertEquals(run.checkpoint(100), run.newestCheckpoint().orElseThrow());
      assertTrue(Files.exists(run.checkpoint(20)));
      assertTrue(Files.notExists(run.checkpoint(10)));
      assertTrue(Files.notExists(run.checkpoint(5)));
    }
  }

  private static JsonObject config(int batchSize) {
    JsonObject config = new JsonObject();
    config.addProperty("batchSize", batchSize);
    return config;
  }
}
