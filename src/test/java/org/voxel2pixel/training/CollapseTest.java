// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** What is odd about a training is told once, and does not stop it. */
class CollapseTest {
  private static final LongFunction<float[]> CERTAIN = step -> new float[] {1, 9e-5f, 0.7f};

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  private Progress progress(long cancelAt) {
    return new Progress() {
      private long made;

      @Override
      public void report(String stage, long done, long total) {
        told.add(stage);
        made = done;
      }

      @Override
      public boolean isCancelled() {
        return made >= cancelAt;
      }
    };
  }

  private static TrainingLoop loop(
      LongFunction<float[]> losses, RunFolder run, long steps, Preview preview) {
    return new TrainingLoop(
        new FakeNetwork(step -> 1, losses, step -> {}),
        new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
        run,
        new TrainingLoop.Schedule(steps, 3600, 3600, 5),
        preview);
  }

  private Path train(LongFunction<float[]> losses, long steps, Preview preview) {
    Path path = folder.resolve("run");
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      loop(losses, run, steps, preview).train(0, progress(Long.MAX_VALUE));
    }
    return path.resolve("warnings.txt");
  }

  private long warningsTold() {
    return told.stream().filter(text -> text.startsWith("warning: ")).count();
  }

  @Test
  void aDiscriminatorThatIsCertainForAHundredStepsIsToldOfOnce() throws IOException {
    List<String> lines = Files.readAllLines(train(CERTAIN, 250, step -> Optional.empty()));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("step 100: the discriminator's loss is near 0"));
    assertEquals(1, warningsTold());
    assertTrue(
        told.contains(
            "step 250  pixel 1.0000  discriminator 0.0001  adversarial 0.7000"
                + "; 1 in warnings.txt"),
        told.get(told.size() - 1));
  }

  @Test
  void oneStepOfDoubtBeginsTheCountAnew() {
    LongFunction<float[]> doubt = step -> new float[] {1, step % 100 == 99 ? 0.1f : 0, 0.7f};
    assertFalse(Files.exists(train(doubt, 250, step -> Optional.empty())));
  }

  @Test
  void aGeneratorThatIsNeverBelievedIsToldOf() throws IOException {
    LongFunction<float[]> lost = step -> new float[] {1, 0.3f, step < 30 ? 0.7f : 20.5f};
    List<String> lines = Files.readAllLines(train(lost, 200, step -> Optional.empty()));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("step 130: the generator's adversarial loss"));
  }

  @Test
  void theCountGoesOnInAResumedRunAndNothingIsToldTwice() throws IOException {
    Path path = folder.resolve("parts");
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(CERTAIN, run, 250, step -> Optional.empty());
      assertThrows(CancelledException.class, () -> loop.train(0, progress(60)));
    }
    for (int part = 0; part < 2; part++) {
      try (RunFolder run = RunFolder.resume(path, new JsonObject(), List.of())) {
        long steps = part == 0 ? 150 : 300;
        TrainingLoop loop = loop(CERTAIN, run, steps, step -> Optional.empty());
        loop.train(loop.restore(), progress(Long.MAX_VALUE));
      }
    }
    List<String> lines = Files.readAllLines(path.resolve("warnings.txt"));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("step 100: "), lines.get(0));
  }

  @Test
  void onePictureForAllInputsIsToldOfOnceAnEpochIsMade() throws IOException {
    Preview alike = step -> Optional.of(new Spread(0, 0.3));
    LongFunction<float[]> fair = step -> new float[] {1, 0.7f, 0.7f};
    List<String> lines = Files.readAllLines(train(fair, 5, alike));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("step 5: all reconstructions are one image"));
  }

  @Test
  void aNetworkThatHasJustBegunMayPaintOnePicture() {
    Preview alike = step -> Optional.of(new Spread(0, 0.3));
    LongFunction<float[]> fair = step -> new float[] {1, 0.7f, 0.7f};
    assertFalse(Files.exists(train(fair, 2, alike)));
  }

  @Test
  void measurementsNoticeOnePictureForAllInputsToo() throws IOException {
    Path path = folder.resolve("measured");
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      new TrainingLoop(
              new FakeNetwork(step -> step < 6 ? 1 : 0),
              new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
              run,
              new TrainingLoop.Schedule(12, 3600, 3600, 5),
              step -> Optional.empty(),
              new Validation(new FakeNetwork.Waves(4, 0.4), new FakeNetwork.Inference(), 1, 0))
          .train(0, progress(Long.MAX_VALUE));
    }
    List<String> lines = Files.readAllLines(path.resolve("warnings.txt"));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("step 6: all reconstructions are one image"));
  }
}
