// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.imagej.one.Launcher;

/** The whole path in a process of its own, as on a cluster. */
class MacroProcessTest {
  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void generate() {
    subject = TinySubject.generate(folder);
  }

  private static Process start(String macro) throws IOException {
    Path file = folder.resolve("my macro.ijm");
    Files.writeString(file, macro);
    String javacpp = System.getProperty("org.bytedeco.javacpp.cachedir");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Duser.home=" + folder,
                "-Dfile.encoding=UTF-8",
                javacpp == null ? "-Dnone=" : "-Dorg.bytedeco.javacpp.cachedir=" + javacpp,
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                file.toString(),
                folder.toString())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  private static String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  @Test
  void aMacroTakesASubjectFromItsFilesToItsResults() throws Exception {
    Path run = folder.resolve("run");
    String macro =
        subject.prepare()
            + subject.estimate()
            + subject.train(run, "epochs=1")
            + subject.reconstruct(run)
            + "saveAs(\"Tiff\", getArgument() + \"/reconstruction.tif\");\n"
            + TinySubject.command(
                "Evaluate Reconstructions...",
                "dataset",
                subject.dataset(),
                "metrics",
                folder.resolve("metrics.csv"),
                "montage",
                folder.resolve("montage.png"))
            + "print(\"all done\");";
    int exitCode = exitCode(start(macro));
    assertEquals(0, exitCode, () -> folder + ": see err.txt");
    assertTrue(text("out.txt").contains("all done"), text("out.txt"));
    assertTrue(text("out.txt").contains("Train Model: brain2pix quick: 360 training examples"));
    for (String name :
        List.of(
            "dataset/dataset.json",
            "run/model/model.json",
            "reconstruction.tif",
            "metrics.csv",
            "metrics.csv.json",
            "montage.png")) {
      assertTrue(Files.size(folder.resolve(name)) > 0, name);
    }
  }

  @Test
  void badInputExitsWith2AndItsReasonAlone() throws Exception {
    String none = folder.resolve("none").toString();
    int exitCode =
        exitCode(
            start(
                TinySubject.command("Reconstruct...", "dataset", none, "model", none)
                    + "print(\"went on\");"));
    assertEquals(2, exitCode);
    assertEquals(
        none
            + ": expected a dataset folder, which holds dataset.json, found no such folder; choose"
            + " the folder that Prepare Dataset wrote.",
        text("err.txt").strip());
    assertFalse(text("out.txt").contains("went on"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Process.destroy kills there")
  void sigtermLeavesACheckpointAndExitsWith75() throws Exception {
    TinySubject own = new TinySubject(folder.resolve("own"));
    TinySubject.copyTree(subject.bids(), own.bids());
    Path run = folder.resolve("stopped");
    Process process = start(own.prepare() + own.estimate() + own.train(run, "epochs=100000"));
    while (process.isAlive() && !text("out.txt").contains("Train Model: step")) Thread.sleep(20);
    process.destroy();
    assertEquals(75, exitCode(process), text("err.txt"));
    assertTrue(text("err.txt").contains("go on with resume=true"), text("err.txt"));
    assertEquals(1, TinySubject.namesIn(run.resolve("checkpoints")).size());
    assertFalse(Files.exists(run.resolve("run.lock")));
  }
}
