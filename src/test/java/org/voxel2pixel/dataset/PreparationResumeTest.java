// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** A preparation that stops goes on where it stopped, and ends with the same bytes. */
class PreparationResumeTest {
  @TempDir Path temporary;
  private MiniSubject subject;
  private Path whole;

  @BeforeEach
  void prepareWithoutStopping() {
    subject = MiniSubject.copyTo(temporary.resolve("mini"));
    whole = temporary.resolve("whole");
    prepare(whole, Progress.silent());
  }

  private InputPlan plan() {
    InputSource source =
        new InputSource(subject.folder(), Optional.empty(), "", Optional.empty(), Optional.empty());
    return InputCheck.of(source, MiniSubject.settings(), Progress.silent()).plan();
  }

  private PreparationReport prepare(Path dataset, Progress progress) {
    return Preparation.prepare(plan(), dataset, Fixtures.provenance(), 1, progress);
  }

  /** Asks to stop once this many runs are kept. */
  private static Progress stopAfter(Path dataset, int runs) {
    return new Progress() {
      @Override
      public void report(String stage, long done, long total) {
        // nobody listens
      }

      @Override
      public boolean isCancelled() {
        return kept(dataset).size() >= runs;
      }
    };
  }

  private static List<Path> kept(Path dataset) {
    Path folder = RunStore.folderOf(dataset);
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.endsWith(RunStore.PLAN))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertSameAsWhole(Path dataset) throws IOException {
    for (String name :
        List.of("responses.npy", "frames.npy", "samples.tsv", "dataset.json", "zscore.npy")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(dataset.resolve(name)), name);
    }
    assertFalse(Files.exists(RunStore.folderOf(dataset)));
  }

  @Test
  void whatWasCancelledGoesOnToTheSameBytes() throws IOException {
    Path dataset = temporary.resolve("dataset");
    CancelledException stopped =
        assertThrows(CancelledException.class, () -> prepare(dataset, stopAfter(dataset, 2)));
    assertEquals(CancelledException.Remains.RESUMABLE, stopped.remains());
    assertFalse(Files.exists(dataset));
    List<Path> done = kept(dataset);
    assertTrue(done.size() >= 2 && done.size() < 5, done.toString());
    assertTrue(stopped.getMessage().startsWith(done.size() + " of 5 runs"), stopped.getMessage());
    FileTime before = Files.getLastModifiedTime(done.get(0));
    assertThrows(CancelledException.class, () -> prepare(dataset, stopAfter(dataset, done.size())));
    assertEquals(before, Files.getLastModifiedTime(done.get(0)), "a run that is done stays");
    prepare(dataset, Progress.silent());
    assertSameAsWhole(dataset);
  }

  /**
   * Half a file, and a file of rows that was damaged after it was written, as a crash leaves them.
   */
  @Test
  void damagedRowsAreMadeAgain() throws IOException {
    Path dataset = temporary.resolve("dataset");
    assertThrows(CancelledException.class, () -> prepare(dataset, stopAfter(dataset, 3)));
    List<Path> done = kept(dataset);
    Path rows = rowsOf(done.get(0));
    byte[] bytes = Files.readAllBytes(rows);
    bytes[bytes.length / 2] ^= 1;
    Files.write(rows, bytes);
    Path cut = rowsOf(done.get(1));
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 10));
    prepare(dataset, Progress.silent());
    assertSameAsWhole(dataset);
  }

  private static Path rowsOf(Path json) {
    return json.resolveSibling(json.getFileName().toString().replace(".json", ".rows"));
  }

  @Test
  void aRunWhoseVolumesWereReplacedIsReadAgain() throws IOException {
    Path dataset = temporary.resolve("dataset");
    assertThrows(CancelledException.class, () -> prepare(dataset, stopAfter(dataset, 2)));
    subject.rewriteBold("task-train_run-1", 16, 0.7, (t, v, value) -> value + 3 * t * t + v);
    prepare(dataset, Progress.silent());
    Path anew = temporary.resolve("anew");
    prepare(anew, Progress.silent());
    assertArrayEquals(
        Files.readAllBytes(anew.resolve("responses.npy")),
        Files.readAllBytes(dataset.resolve("responses.npy")));
  }

  @Test
  void otherSettingsDoNotGoOnFromIt() throws IOException {
    Path dataset = temporary.resolve("dataset");
    assertThrows(CancelledException.class, () -> prepare(dataset, stopAfter(dataset, 2)));
    Path events = subject.func("task-train_run-1_events.tsv");
    Files.writeString(events, Files.readString(events) + "\n");
    BadInputException refused =
        assertThrows(BadInputException.class, () -> prepare(dataset, Progress.silent()));
    assertTrue(refused.getMessage().contains("unfinished"), refused.getMessage());
    assertTrue(refused.getMessage().contains("ifexists=replace"), refused.getMessage());
    Preparation.prepare(
        plan(),
        dataset,
        Fixtures.provenance(),
        1,
        Preparation.Unfinished.GO_ON_OR_REPLACE,
        Progress.silent());
    Path anew = temporary.resolve("anew");
    prepare(anew, Progress.silent());
    assertArrayEquals(
        Files.readAllBytes(anew.resolve("dataset.json")),
        Files.readAllBytes(dataset.resolve("dataset.json")));
  }

  @Test
  void twoPreparationsOfOneDatasetDoNotMeet() {
    Path dataset = temporary.resolve("dataset");
    InputPlan plan = plan();
    try (RunStore held =
        RunStore.open(
            dataset,
            new com.google.gson.JsonObject(),
            plan.voxels().count(),
            Preparation.Unfinished.GO_ON)) {
      BadInputException refused =
          assertThrows(BadInputException.class, () -> prepare(dataset, Progress.silent()));
      assertTrue(refused.getMessage().contains("running"), refused.getMessage());
      assertTrue(held.find(plan.runs().get(0)).isEmpty());
    }
  }
}
