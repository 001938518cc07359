// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkState;

/** Checkpoints are written while training goes on, and it hears of what goes wrong there. */
class BackgroundCheckpointTest {
  @TempDir private Path folder;
  private final AtomicLong clock = new AtomicLong();

  private TrainingLoop loop(
      RunFolder run, long steps, double everySec, Writing writing, LongConsumer beforeStep) {
    return new TrainingLoop(
        new FakeNetwork(step -> 1, step -> new float[] {1, 1, 1}, beforeStep),
        new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
        run,
        new TrainingLoop.Schedule(steps, everySec, 3600, 5, writing),
        step -> Optional.empty(),
        Optional.empty(),
        clock::get);
  }

  @Test
  void aCheckpointIsMadeAtTheFirstStepAfterItsInterval() {
    List<String> newest = new ArrayList<>();
    try (RunFolder run = RunFolder.create(folder.resolve("run"), new JsonObject(), List.of())) {
      LongConsumer tenSeconds =
          step -> {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            newest.add(run.newestCheckpoint().map(f -> f.getFileName().toString()).orElse("none"));
          };
      loop(run, 12, 45, Writing.IN_PLACE, tenSeconds).train(0, Progress.silent());
    }
    assertEquals("none", newest.get(4), "before the fifth step");
    assertEquals("step-00000005.safetensors", newest.get(5));
    assertEquals("step-00000005.safetensors", newest.get(9));
    assertEquals("step-00000010.safetensors", newest.get(10));
  }

  @Test
  void bothWaysOfWritingGiveTheSameFileAtTheEnd() throws IOException {
    for (Writing writing : Writing.values()) {
      Path path = folder.resolve(writing.name());
      try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
        loop(run, 30, 0, writing, step -> {}).train(0, Progress.silent());
      }
    }
    String last = "checkpoints/step-00000030.safetensors";
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("BACKGROUND").resolve(last), folder.resolve("IN_PLACE").resolve(last)));
  }

  @Test
  void aCopyStaysAsItWasWhileTheNetworkLearns() {
    float[] weights = {1, 2};
    NetworkState live =
        new NetworkState(List.of(new NetworkState.Entry("w", new long[] {2}, weights::clone)));
    NetworkState copy = live.copy();
    weights[0] = 7;
    assertArrayEquals(new float[] {1, 2}, copy.entries().get(0).values().get());
    assertArrayEquals(new float[] {7, 2}, live.entries().get(0).values().get());
    assertEquals(8, copy.bytes());
  }

  @Test
  void aCopyThatWouldTakeMoreThanHalfOfTheHeapIsNotMade() {
    assertEquals(Writing.BACKGROUND, Writing.thatFits(500, 1000));
    assertEquals(Writing.IN_PLACE, Writing.thatFits(501, 1000));
  }

  @Test
  @Timeout(60)
  void aCheckpointThatCannotBeWrittenStopsTheTrainingSoonAndNamesTheFile() throws IOException {
    Path path = folder.resolve("full");
    long[] made = {0};
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      Path inTheWay = Files.createDirectories(run.checkpoint(1));
      Files.writeString(inTheWay.resolve("note.txt"), "a folder where a file should be");
      LongConsumer firstTakesTenSeconds =
          step -> {
            made[0] = step;
            if (step == 0) clock.addAndGet(TimeUnit.SECONDS.toNanos(10)); // and no other is due
            Thread.yield();
          };
      TrainingLoop loop = loop(run, 500_000, 5, Writing.BACKGROUND, firstTakesTenSeconds);
      UncheckedIOException failed =
          assertThrows(UncheckedIOException.class, () -> loop.train(0, Progress.silent()));
      assertTrue(failed.getMessage().contains("step-00000001"), failed.getMessage());
      assertTrue(made[0] < 499_999, made[0] + " steps");
    }
    assertFalse(Files.exists(path.resolve("run.lock")));
  }

  @Test
  void whatGoesWrongInTheWriterIsThrownAtTheNextQuestion() throws InterruptedException {
    CountDownLatch failing = new CountDownLatch(1);
    try (BackgroundWriter writer = new BackgroundWriter()) {
      writer.begin(
          () -> {
            try {
              failing.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            throw new IllegalArgumentException("disk");
          });
      assertFalse(writer.idle(), "it goes on meanwhile");
      failing.countDown();
      IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, writer::await);
      assertEquals("disk", thrown.getMessage());
      assertTrue(writer.idle(), "thrown once");
    }
  }

  @Test
  void anInterruptDoesNotTearWhatIsBeingWritten() {
    List<String> written = new ArrayList<>();
    try (BackgroundWriter writer = new BackgroundWriter()) {
      CountDownLatch asked = new CountDownLatch(1);
      writer.begin(
          () -> {
            try {
              asked.await();
              written.add("whole");
            } catch (InterruptedException e) {
              written.add("torn");
            }
          });
      Thread.currentThread().interrupt();
      asked.countDown();
      writer.await();
      assertTrue(Thread.interrupted(), "the wish is kept");
    }
    assertEquals(List.of("whole"), written);
  }

  @Test
  void aCheckpointSaysItsStepAndRun() {
    Path path = folder.resolve("said");
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      loop(run, 4, 3600, Writing.BACKGROUND, step -> {}).train(0, Progress.silent());
      Map<String, String> metadata = Checkpoint.metadata(run.checkpoint(4));
      assertEquals("4", metadata.get("step"));
      assertEquals(run.identity(), metadata.get("run"));
    }
  }
}
