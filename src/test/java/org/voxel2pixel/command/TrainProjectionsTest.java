// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.imagej.MacroRunner;

/** Train Model's choice of projection, from the macro's option to the table of metrics. */
class TrainProjectionsTest {
  private static final int EXAMPLES = TinySubject.TEST_VOLUMES - TinySubject.REST_VOLUMES;
  private static final String SIX =
      "fixed, gaussian, inverse, learned-additive, learned-masked, learned-multiplicative";

  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.prepared(folder);
  }

  private static String setting(Path run, String name) throws IOException {
    JsonObject config =
        JsonParser.parseString(Files.readString(run.resolve("config.json"))).getAsJsonObject();
    return config.get(name).getAsString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixed",
        "gaussian",
        "inverse",
        "learned-additive",
        "learned-masked",
        "learned-multiplicative"
      })
  void eachTrainsReconstructsAndIsEvaluated(String projection) throws IOException {
    Path run = folder.resolve(projection);
    Path metrics = folder.resolve(projection + ".csv");
    String evaluate =
        TinySubject.command(
            "Evaluate Reconstructions...", "dataset", subject.dataset(), "metrics", metrics);
    String slices =
        MacroRunner.value(
            subject.train(run, "epochs=1", "projection", projection)
                + subject.reconstruct(run)
                + "n = nSlices;\n"
                + evaluate
                + "return \"\" + n;");
    assertEquals(EXAMPLES, Integer.parseInt(slices));
    assertEquals(projection, setting(run, "projection"));
    List<String> lines = Files.readAllLines(metrics);
    assertTrue(lines.get(1).startsWith("pixcorr,"), lines.get(1));
    assertTrue(Double.isFinite(Double.parseDouble(lines.get(1).split(",")[1])), lines.get(1));
  }

  /** The log without its last column, the seconds. */
  private static List<String> losses(Path run) throws IOException {
    return Files.readAllLines(run.resolve("log.tsv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  @Test
  void withoutTheOptionItIsThePresetsAndAnOverrideDoesTheSame() throws IOException {
    Path plain = folder.resolve("plain");
    MacroRunner.value(subject.train(plain, "epochs=1", "projection", "preset"));
    assertEquals("fixed", setting(plain, "projection"));
    Path overridden = folder.resolve("overridden");
    MacroRunner.value(subject.train(overridden, "epochs=1 projection=learned-masked"));
    assertEquals("learned-masked", setting(overridden, "projection"));
    Path optioned = folder.resolve("optioned");
    MacroRunner.value(subject.train(optioned, "epochs=1", "projection", "learned-masked"));
    assertEquals(losses(overridden), losses(optioned));
    assertNotEquals(losses(plain), losses(optioned));
  }

  @Test
  void aProjectionThatThereIsNotIsRefusedWithTheSixAndSoIsOneGivenTwice() {
    Path run = folder.resolve("refused");
    String option = MacroRunner.refusal(subject.train(run, "", "projection", "learned"));
    assertTrue(option.contains(SIX), option);
    String override = MacroRunner.refusal(subject.train(run, "projection=Fixed"));
    assertTrue(override.contains(SIX) && override.contains("'Fixed'"), override);
    String twice =
        MacroRunner.refusal(
            subject.train(run, "projection=inverse", "projection", "learned-masked"));
    assertTrue(twice.contains("'projection=learned-masked' again"), twice);
    assertFalse(Files.exists(run));
  }
}
