// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;

/** A template on a surface as a table of fields; macros/Benson.ijm on the real one. */
class BensonTest {
  private static final Path DATA =
      Path.of(System.getProperty("user.dir")).resolveSibling("shared/data/retinotopy-benson14");

  @TempDir Path folder;

  /** Counts as numpy has them from nibabel's values: V1, V2 and V3 of the left and the right. */
  @Test
  void theMacroDrawsBothHemispheresOfTheTemplate() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(DATA), "Benson's template is not here: " + DATA);
    String out = folder.toString().replace('\\', '/');
    String macro =
        Files.readString(Path.of("macros/Benson.ijm"))
            .replace("getArgument()", "\"" + DATA.toString().replace('\\', '/') + ";" + out + "\"");
    MacroRunner.value(macro);
    int[][] counts = new int[2][3]; // [hemisphere][area]
    for (String[] row : TinySubject.table(folder.resolve("fields.tsv")).subList(1, 34734)) {
      int hemisphere = Integer.parseInt(row[7]);
      double side = hemisphere == 0 ? 1 : -1;
      assertTrue(side * Double.parseDouble(row[1]) > -1e-3, String.join(" ", row));
      int area = List.of("V1", "V2", "V3").indexOf(row[8]);
      if (area >= 0) counts[hemisphere][area]++;
    }
    assertEquals(List.of(3701, 2945, 2056), List.of(counts[0][0], counts[0][1], counts[0][2]));
    assertEquals(List.of(3822, 3124, 2505), List.of(counts[1][0], counts[1][1], counts[1][2]));
    for (String name : List.of("fields.png", "coverage.png", "sizes.png", "r2.png")) {
      assertTrue(ImageIO.read(folder.resolve(name).toFile()).getWidth() > 500, name);
    }
    JsonObject regions =
        JsonParser.parseString(Files.readString(folder.resolve("fields.png.json")))
            .getAsJsonObject()
            .getAsJsonObject("regions");
    assertEquals(3701 + 3822, regions.getAsJsonObject("V1").get("shown").getAsInt());
    String how = Files.readString(folder.resolve("fields.tsv.json"));
    assertTrue(how.contains("rh.benson14_varea.v4_0.mgz"), how);
  }

  private static String importing(Object... keysAndValues) {
    return TinySubject.command("Import Receptive Fields...", keysAndValues);
  }

  @Test
  void aTableIsWrittenOfATemplateAlone() {
    Path output = folder.resolve("out.tsv");
    String reason = MacroRunner.refusal(importing("output", output, "maps", folder));
    assertTrue(reason.contains("tool=benson"), reason);
    reason =
        MacroRunner.refusal(
            importing("output", output, "maps", folder, "tool", "benson", "units", "pixels"));
    assertTrue(reason.contains("option output"), reason);
    reason = MacroRunner.refusal(importing("output", output, "maps", folder, "tool", "benson"));
    assertTrue(reason.contains("option hemisphere") && reason.contains("both"), reason);
    reason =
        MacroRunner.refusal(
            importing("output", output, "maps", folder, "tool", "benson", "hemisphere", "left"));
    assertTrue(reason.contains("one map named angle"), reason);
    reason = MacroRunner.refusal(importing("output", output, "dataset", folder));
    assertTrue(reason.contains("dataset and output") && reason.contains("both"), reason);
    reason = MacroRunner.refusal(importing("maps", folder));
    assertTrue(reason.contains("dataset and output") && reason.contains("none"), reason);
    assertEquals(List.of(), TinySubject.namesIn(folder));
  }
}
