// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;

/**
 * Twelve trials of three pictures of 3 x 1 pixels, four a run, where voxel p responds by the value
 * of pixel p: what is linear is found whole.
 */
class CrossValidateReconstructionTest {
  private static final String[] PICTURES = {"0,0.5,1", "0,1,0", "1,0.5,0"};

  @TempDir static Path folder;
  private static Path dataset;

  @BeforeAll
  static void importTrials() throws IOException {
    StringBuilder images = new StringBuilder();
    StringBuilder kinds = new StringBuilder();
    for (int trial = 0; trial < 12; trial++) {
      images.append(PICTURES[trial % 3]).append('\n');
      kinds.append(trial % 3 == 1 ? "2\n" : "1\n");
    }
    Path source = Files.createDirectories(folder.resolve("trials"));
    Files.writeString(source.resolve("seen.csv"), images);
    Files.writeString(source.resolve("bold.csv"), images);
    Files.writeString(source.resolve("kind.csv"), kinds);
    dataset = folder.resolve("three pictures");
    MacroRunner.value(
        TinySubject.command(
            "Import Matrices...",
            "source",
            source,
            "trainresponses",
            "bold",
            "trainimages",
            "seen",
            "trainkinds",
            "kind",
            "testresponses",
            "",
            "testimages",
            "",
            "trialsperrun",
            4,
            "pixelorder",
            "row",
            "white",
            1,
            "widthpx",
            3,
            "heightpx",
            1,
            "dataset",
            dataset));
  }

  private static String validate(Object... more) {
    Object[] options = new Object[4 + more.length];
    System.arraycopy(new Object[] {"dataset", dataset, "nulls", 2}, 0, options, 0, 4);
    System.arraycopy(more, 0, options, 4, more.length);
    return TinySubject.command("Cross-Validate Reconstruction...", options);
  }

  @Test
  void knownPicturesAreFoundWholeAndTheTableGrows() throws IOException {
    Path table = folder.resolve("table.csv");
    String byRun = "leave-one-run-out";
    Object[] options = {
      "protocol",
      byRun,
      "override",
      "lambdas=[0.000001]",
      "name",
      "threes",
      "table",
      table,
      "iftable",
      "append"
    };
    String stacks =
        MacroRunner.value(
            validate(options)
                + "selectImage(\"held-out reconstruction\"); a = \"\" + nSlices + \" \" + getWidth();"
                + "selectImage(\"presented beside held-out reconstruction\");"
                + "setSlice(2); v = \"\"; for (x = 0; x < 6; x++) { g = getPixel(x, 0) & 255; v = v + g + \" \"; }"
                + "return a + \" \" + nSlices + \" \" + v;");
    assertEquals("12 3 12 0 255 0 0 255 0 ", stacks);
    MacroRunner.value(validate(options));
    List<String> lines = Files.readAllLines(table);
    assertEquals("set,protocol,model,metric,value,mean_image,shuffled_null", lines.get(0));
    assertEquals(11, lines.size(), "two calls of five measures");
    assertTrue(lines.get(1).startsWith("threes,leave-one-run-out,ridge,pixcorr,1.000000,"));
    assertTrue(lines.get(4).startsWith("threes,leave-one-run-out,ridge,identification,1.000000,"));
    assertTrue(lines.get(5).contains(",identification_within_class,1.000000,"), lines.get(5));
    assertEquals(lines.subList(1, 6), lines.subList(6, 11));
    String json = Files.readString(folder.resolve("table.csv.json"));
    assertEquals(3, json.split("\"Cross-Validate Reconstruction\"", -1).length, json);
  }

  @Test
  void picturesThatWereNotLearnedFromAreHeldOutWithAllTheirTrials() {
    String reason = MacroRunner.refusal(validate("protocol", "kfold", "folds", 4));
    assertTrue(reason.contains("at least 4 different pictures"), reason);
    assertTrue(reason.contains("found 3"), reason);
  }

  @Test
  void anotherTableIsNotAddedTo() throws IOException {
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "metric,value\n");
    String reason =
        MacroRunner.refusal(
            validate(
                "protocol",
                "leave-one-run-out",
                "override",
                "lambdas=[1]",
                "table",
                other,
                "iftable",
                "append"));
    assertTrue(reason.contains("other.csv"), reason);
    assertEquals("metric,value\n", Files.readString(other));
  }

  @Test
  void aNameThatWouldBreakTheTableIsRefused() {
    String reason =
        MacroRunner.refusal(
            validate("protocol", "leave-one-run-out", "override", "lambdas=[1]", "name", "a,b"));
    assertTrue(reason.contains("'a,b'"), reason);
  }
}
