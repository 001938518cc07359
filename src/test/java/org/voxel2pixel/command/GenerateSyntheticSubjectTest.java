// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.nifti.NiftiSeries;

class GenerateSyntheticSubjectTest {
  @TempDir Path folder;

  @Test
  void aMacroMakesASubjectThatSaysHow() throws IOException {
    Path bids = folder.resolve("bids");
    String macro =
        TinySubject.command(
            "Generate Synthetic Subject...",
            "bids",
            bids,
            "snr",
            0.8,
            "trainruns",
            1,
            "testruns",
            1,
            "trainvolumes",
            21,
            "testvolumes",
            20,
            "seed",
            12);
    MacroRunner.value(macro);
    Path func = bids.resolve("sub-01/func");
    try (NiftiSeries run = NiftiSeries.open(func.resolve("sub-01_task-train_run-01_bold.nii.gz"))) {
      assertEquals(21, run.volumeCount());
    }
    JsonObject how = json(bids.resolve("sub-01/sub-01_desc-provenance.json"));
    assertEquals("Generate Synthetic Subject", how.get("command").getAsString());
    assertEquals(12, how.get("seed").getAsInt());
    assertEquals("0.8", how.getAsJsonObject("parameters").get("snr").getAsString());
    assertEquals(
        0.8, json(bids.resolve("sub-01/sub-01_desc-synthetic.json")).get("snr").getAsDouble());
    String reason = MacroRunner.refusal(macro);
    assertTrue(reason.contains(bids.toString()) && reason.contains("choose another name"), reason);
  }

  @Test
  void picturesAreShownInBlocksWhereAsked() throws IOException {
    Path bids = folder.resolve("pictures");
    MacroRunner.value(
        pictures(
            bids,
            "trainimages",
            3,
            "trainrepeats",
            1,
            "testimages",
            2,
            "naturalrepeats",
            2,
            "shaperepeats",
            0,
            "letterrepeats",
            1));
    Path train =
        bids.resolve("sub-01/ses-train/func/sub-01_ses-train_task-train_run-01_bold.nii.gz");
    try (NiftiSeries run = NiftiSeries.open(train)) {
      assertEquals((32 + 3 * 8 + 6) / 2, run.volumeCount());
      assertEquals(2, run.trSec());
    }
    assertEquals(
        List.of("masks", "ses-letters", "ses-natural", "ses-train"),
        TinySubject.namesIn(bids.resolve("sub-01")).stream()
            .filter(name -> !name.startsWith("sub-01_"))
            .toList());
    assertEquals(10, TinySubject.namesIn(bids.resolve("stimuli/letters")).size());
    JsonObject how = json(bids.resolve("sub-01/sub-01_desc-provenance.json"));
    assertEquals("pictures", how.getAsJsonObject("parameters").get("stimuli").getAsString());
  }

  @Test
  void anOptionOfTheOtherKindOfStimuliIsRefused() {
    Path bids = folder.resolve("none");
    String film = MacroRunner.refusal(pictures(bids, "trainvolumes", 100));
    assertTrue(film.contains("trainvolumes") && film.contains("100"), film);
    String picture =
        MacroRunner.refusal(
            TinySubject.command("Generate Synthetic Subject...", "bids", bids, "shaperepeats", 5));
    assertTrue(picture.contains("shaperepeats") && picture.contains("stimuli=pictures"), picture);
    String images =
        MacroRunner.refusal(
            TinySubject.command("Generate Synthetic Subject...", "bids", bids, "images", folder));
    assertTrue(images.contains("images") && images.contains(folder.toString()), images);
    assertTrue(Files.notExists(bids));
  }

  private static String pictures(Path bids, Object... more) {
    List<Object> options = new ArrayList<>(List.of("bids", bids, "stimuli", "pictures"));
    options.addAll(List.of(more));
    return TinySubject.command("Generate Synthetic Subject...", options.toArray());
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
