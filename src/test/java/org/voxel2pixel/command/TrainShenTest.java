// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;

/** Shen 2019 from a dataset to measured reconstructions, through the commands. */
class TrainShenTest {
  private static final int CROP_PX = 29; // of frames of 32: offset 1 of a margin of 3
  private static final String SMALL =
      "imagePx=32 cropPx=29 denseWidths=[16,16,128] generatorFilters=[8,8,3]"
          + " generatorStrides=[2,2,2] discriminatorFilters=[4,6,6] comparator=gabor:scale0/energy"
          + " batchSize=8 rateHalvings=[8]";

  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.generate(folder); // no receptive fields: none are needed
    MacroRunner.value(subject.prepare());
  }

  private static String train(Path run, String override, Object... more) {
    Object[] all = new Object[10 + more.length];
    Object[] options = {
      "dataset",
      subject.dataset(),
      "run",
      run,
      "model",
      "shen2019",
      "threads",
      2,
      "override",
      SMALL + " " + override
    };
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return TinySubject.command("Train Model...", all);
  }

  @Test
  void itTrainsReconstructsAndIsMeasuredOnTheMiddleOfTheFrames() throws IOException {
    Path run = folder.resolve("run");
    Path tif = folder.resolve("shen.tif");
    Path metrics = folder.resolve("shen.csv");
    MacroRunner.value(
        train(run, "steps=12", "validation", 0.2, "validateevery", 0.1)
            + subject.reconstruct(run)
            + "saveAs(\"Tiff\", \""
            + tif
            + "\");\n"
            + TinySubject.command(
                "Evaluate Reconstructions...", "dataset", subject.dataset(), "metrics", metrics));
    ImagePlus stack = IJ.openImage(tif.toString());
    assertEquals(List.of(CROP_PX, CROP_PX), List.of(stack.getWidth(), stack.getHeight()));
    assertEquals((CROP_PX - 1) / 2.0, stack.getCalibration().xOrigin, "fixation in the middle");
    assertTrue(Files.readAllLines(metrics).get(1).startsWith("pixcorr,"));
    JsonObject card =
        JsonParser.parseString(Files.readString(run.resolve("model/model.json"))).getAsJsonObject();
    assertEquals("shen2019", card.get("model").getAsString());
    assertEquals("voxels", card.getAsJsonObject("projection").get("input").getAsString());
    assertEquals("gabor", card.getAsJsonObject("comparator").get("name").getAsString());
    assertTrue(Files.exists(run.resolve("validation.tsv")));
  }

  /** All variables: both networks, both optimisers, the state of the balance. */
  @Test
  void stoppedAndResumedItIsTheSameToTheBit() throws IOException {
    Path straight = folder.resolve("straight");
    Path parts = folder.resolve("parts");
    MacroRunner.value(train(straight, "steps=10") + train(parts, "steps=5"));
    MacroRunner.value(train(parts, "steps=10", "resume", "true"));
    assertArrayEquals(checkpoint(straight), checkpoint(parts));
  }

  private static byte[] checkpoint(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      Path last =
          files
              .filter(f -> f.toString().matches(".*checkpoints.*10\\.safetensors"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(last);
      int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      return Arrays.copyOfRange(bytes, 8 + header, bytes.length); // the header names the run
    }
  }

  /** The same voxels and sizes, but frames in which a pixel is another place. */
  @Test
  void aDatasetOfFisheyeFramesIsRefusedByAModelOfPlainOnes() {
    Path run = folder.resolve("plain");
    Path fish = folder.resolve("fish");
    MacroRunner.value(
        train(run, "steps=2")
            + subject
                .prepare("warp", "fisheye")
                .replace(subject.dataset().toString(), fish.toString()));
    assertRefused(
        TinySubject.command(
            "Reconstruct...", "dataset", fish, "model", run.resolve("model"), "split", "test"),
        "warp NONE");
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsMade() {
    Path run = folder.resolve("refused");
    assertRefused(train(run, "", "projection", "gaussian"), "projection");
    assertRefused(train(run, "steps=0"), "steps");
    assertRefused(train(run, "").replace("imagePx=32", "imagePx=40"), "sizepx=40");
    assertRefused(
        train(run, "weights=" + folder.resolve("no-such-file"))
            .replace("gabor:scale0/energy", "caffenet"),
        "no-such-file");
    assertTrue(Files.notExists(run));
  }

  private static void assertRefused(String macro, String word) {
    String reason = MacroRunner.refusal(macro);
    assertTrue(reason.contains(word), reason);
  }
}
