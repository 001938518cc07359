// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.imagej.one.MacroEnd;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;

/** The command tells all faults at once, writes its report, and ends as it must. */
class CheckInputsTest {
  @TempDir static Path parent;
  private static Path original;

  @TempDir Path folder;
  private TinySubject subject;

  @BeforeAll
  static void generate() {
    original = parent.resolve("bids");
    SyntheticSettings few =
        TinySubject.settings()
            .withTraining(new SyntheticSettings.Runs(2, 30))
            .withTest(new SyntheticSettings.Runs(2, 30));
    SyntheticSubject.generate(few, original, Progress.silent());
  }

  @BeforeEach
  void copySubject() {
    subject = new TinySubject(folder);
    TinySubject.copyTree(original, subject.bids());
  }

  private Path report() {
    return folder.resolve("report.json");
  }

  private String check(Object... more) {
    List<Object> options =
        new ArrayList<>(List.of("subject", subject.subject(), "report", report()));
    options.addAll(Arrays.asList(more));
    return TinySubject.command("Check Inputs...", options.toArray());
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(report())).getAsJsonObject();
  }

  @Test
  void aSoundSubjectIsToldToFitWithWhatItTakes() throws IOException {
    assertEquals(Ending.DONE, MacroRunner.run(check("sizepx", 32, "threads", 2)).ending());
    JsonObject check = json().getAsJsonObject("check");
    assertTrue(check.get("sound").getAsBoolean());
    JsonObject plan = check.getAsJsonObject("plan");
    assertEquals(2 * 30 + 30, plan.get("samples").getAsInt()); // two showings of one test film
    assertEquals(TinySubject.VOXELS, plan.get("voxels").getAsInt());
    assertEquals(4, plan.getAsJsonArray("runs").size());
    assertEquals("32", check.getAsJsonObject("settings").get("frameWidthPx").getAsString());
    JsonObject parameters = json().getAsJsonObject("parameters");
    assertEquals("task-train", parameters.get("trainRuns").getAsString()); // an inherited field
    assertFalse(parameters.has("leftOpen"));
  }

  @Test
  void allFaultsAreToldAtOnceAndTheCommandEndsAsBadInput() throws IOException {
    Files.delete(subject.func("task-train_run-01_events.tsv"));
    Files.delete(subject.bids().resolve("stimuli/test-01/frame-0003.png"));
    Files.writeString(subject.func("task-test_run-01_bold.nii.gz"), "<html>404</html>");
    MacroEnd end = MacroRunner.run(check());
    assertEquals(Ending.BAD_INPUT, end.ending());
    assertTrue(end.reason().contains("run-01_events.tsv"), end.reason());
    assertTrue(end.reason().contains("2 more: run Check Inputs..."), end.reason());
    JsonObject check = json().getAsJsonObject("check");
    assertFalse(check.get("sound").getAsBoolean());
    List<String> stops = new ArrayList<>();
    for (JsonElement finding : check.getAsJsonArray("findings")) {
      JsonObject object = finding.getAsJsonObject();
      if (object.get("level").getAsString().equals("STOP")) {
        stops.add(object.get("what").getAsString() + " " + object.get("found").getAsString());
      }
    }
    assertEquals(3, stops.size(), stops.toString());
    assertTrue(stops.get(1).contains("task-test_run-01_bold.nii.gz"), stops.toString());
    assertTrue(stops.get(2).contains("1 missing (test-01/frame-0003.png)"), stops.toString());
  }

  @Test
  void aReportIsNotOverwrittenUnasked() throws IOException {
    Files.writeString(report(), "mine");
    assertTrue(MacroRunner.refusal(check()).contains("report.json"));
    assertEquals("mine", Files.readString(report()));
    MacroRunner.value(check("ifexists", "replace"));
    assertTrue(json().has("check"));
  }

  @Test
  void everyOptionReplacesThePresetsValue() throws IOException {
    MacroRunner.value(
        check(
            "preset",
            "shen2019",
            "samples",
            "volumes",
            "firstlag",
            2,
            "lastlag",
            3,
            "sizepx",
            40,
            "screendeg",
            "7.5",
            "resize",
            "centre-crop",
            "warp",
            "fisheye",
            "steps",
            "regress degree=3 confounds=trans_x+rot_z; zscore",
            "normalisation",
            "none",
            "repeats",
            "single",
            "rois",
            "V2, V13=V1+V3",
            "columns",
            "stimulus=stim_file type=trial_type"));
    JsonObject check = json().getAsJsonObject("check");
    JsonObject settings = check.getAsJsonObject("settings");
    assertEquals("2", settings.get("firstLag").getAsString());
    assertEquals("3", settings.get("lastLag").getAsString());
    assertEquals("40", settings.get("frameHeightPx").getAsString());
    assertEquals("7.5", settings.get("screenWidthDeg").getAsString());
    assertEquals("CENTRE_CROP", settings.get("resize").getAsString());
    assertEquals("FISHEYE", settings.get("warp").getAsString());
    assertEquals(
        "regress degree=3 confounds=trans_x+rot_z; zscore ddof=0",
        settings.get("steps").getAsString());
    assertEquals("NONE", settings.get("normalisation").getAsString());
    assertEquals("SINGLE", settings.get("repeats").getAsString());
    assertEquals("stimulus=stim_file type=trial_type", settings.get("columns").getAsString());
    assertEquals(
        List.of("V2", "V13"),
        List.copyOf(check.getAsJsonObject("plan").getAsJsonObject("regions").keySet()));
    assertEquals(4 * 30, check.getAsJsonObject("plan").get("samples").getAsInt());
  }

  @Test
  void whatIsLeftOpenIsAsThePresetHasIt() throws IOException {
    MacroRunner.run(check("preset", "brain2pix"));
    JsonObject settings = json().getAsJsonObject("check").getAsJsonObject("settings");
    assertEquals("FISHEYE", settings.get("warp").getAsString());
    assertEquals("RUN", settings.get("normalisation").getAsString());
    assertEquals("", settings.get("steps").getAsString());
    MacroRunner.run(check("preset", "shen2019", "ifexists", "replace"));
    settings = json().getAsJsonObject("check").getAsJsonObject("settings");
    assertEquals("4.0", settings.get("shiftSec").getAsString());
    assertEquals("248", settings.get("frameWidthPx").getAsString());
  }

  @Test
  void optionsThatAreNotUsedOrWrongAreRefused() {
    assertRefused("option firstlag", "samples are blocks", "preset", "shen2019", "firstlag", "2");
    assertRefused("option shiftsec", "samples are volumes", "shiftsec", "4");
    assertRefused("option cutshort", "samples are volumes", "cutshort", "drop");
    assertRefused("option firstlag", "at most lastlag 3", "firstlag", "5", "lastlag", "3");
    assertRefused("option sizepx", "8 to 1024", "sizepx", "4");
    assertRefused("option sizepx", "a whole number", "sizepx", "9,5");
    assertRefused("option screendeg", "a number from 0.1", "screendeg", "1e9");
    assertRefused("steps", "regress, demean", "steps", "detrend");
    assertRefused("columns", "type=COLUMN", "columns", "keep=1");
    assertRefused("rois", "overlap=first", "rois", "V1; overlap=last");
    assertRefused("options", "sqrt(n)", "normalisation", "run", "repeats", "average-sqrt-n");
    assertRefused("testruns", "both", "testruns", "task-train");
    assertRefused("option warp", "preset, none, fisheye", "warp", "round");
  }

  private void assertRefused(String option, String part, Object... options) {
    List<Object> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(List.of("ifexists", "replace"));
    String reason = MacroRunner.refusal(check(all.toArray()));
    assertTrue(reason.contains(option) && reason.contains(part), reason);
  }

  @Test
  void aCancelledCheckWritesNothing() {
    MacroEnd end = new CancelAt("checking sub-01_task-test").during(() -> MacroRunner.run(check()));
    assertEquals(Ending.CANCELLED, end.ending(), end.reason());
    assertFalse(Files.exists(report()));
  }
}
