// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
