// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;

class GenerateArtificialStimuliTest {
  @TempDir Path temporary;

  @Test
  void aMacroDrawsFiftyFilesATableAndAStack() throws IOException {
    Path folder = temporary.resolve("artificial");
    String found =
        MacroRunner.value(
            TinySubject.command("Generate Artificial Stimuli...", "folder", folder, "sizepx", 40)
                + "setSlice(41); getVoxelSize(w, h, d, unit);"
                + "label = getInfo(\"slice.label\");"
                + "setSlice(4); plus = getPixel(20, 6);"
                + "return \"\" + nSlices + \" \" + getWidth() + \" \" + label + \" \" + w + \" \" +"
                + " unit + \" \" + getInfo(\"slice.label\") + \" \" + (plus & 0xffffff) + \" \" +"
                + " indexOf(getMetadata(\"Info\"), \"Generate Artificial Stimuli\");");
    // red is 0xff0000 = 16711680
    List<String> words = List.of(found.split(" "));
    assertEquals(
        List.of("50", "40", "letter_A", "0.3", "deg", "shape_red_plus", "16711680"),
        words.subList(0, 7));
    assertTrue(Integer.parseInt(words.get(7)) >= 0, found);
    List<String[]> table = TinySubject.table(folder.resolve("stimuli.tsv"));
    assertEquals(51, table.size());
    assertArrayEquals(new String[] {"file", "type", "colour", "shape"}, table.get(0));
    assertArrayEquals(new String[] {"shape_red_plus.png", "shape", "red", "plus"}, table.get(4));
    assertArrayEquals(new String[] {"letter_U.png", "letter", "black", "U"}, table.get(50));
    for (String[] row : table.subList(1, 51)) {
      assertTrue(Files.isRegularFile(folder.resolve(row[0])), row[0]);
    }
    BufferedImage picture = ImageIO.read(folder.resolve("shape_blue_large-frame.png").toFile());
    assertEquals(40, picture.getWidth());
    assertEquals(0xff0000ff, picture.getRGB(4, 4));
    assertEquals(0xff808080, picture.getRGB(20, 20));
    String how = Files.readString(folder.resolve("artificial-stimuli.json"));
    assertEquals(
        "40",
        JsonParser.parseString(how)
            .getAsJsonObject()
            .getAsJsonObject("parameters")
            .get("sizePx")
            .getAsString());
  }

  @Test
  void aSetCanBeMadeAloneAndReplacesOnlyWhatTheCommandMade() throws IOException {
    Path folder = temporary.resolve("letters");
    MacroRunner.value(command(folder, "letters", "stop"));
    assertEquals(10 + 2, TinySubject.namesIn(folder).size());
    String reason = MacroRunner.refusal(command(folder, "shapes", "stop"));
    assertTrue(reason.contains(folder.toString()), reason);
    MacroRunner.value(command(folder, "shapes", "replace"));
    assertEquals(40 + 2, TinySubject.namesIn(folder).size());
    Path other = Files.createDirectories(temporary.resolve("other"));
    Files.writeString(other.resolve("mine.txt"), "mine");
    MacroRunner.refusal(command(other, "shapes", "replace"));
    assertEquals(List.of("mine.txt"), TinySubject.namesIn(other));
  }

  private static String command(Path folder, String set, String ifExists) {
    return TinySubject.command(
        "Generate Artificial Stimuli...",
        "folder",
        folder,
        "set",
        set,
        "sizepx",
        12,
        "ifexists",
        ifExists);
  }
}
