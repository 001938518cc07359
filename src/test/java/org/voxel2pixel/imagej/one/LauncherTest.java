// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as users have it: a process with arguments, two streams and an exit code. */
class LauncherTest {
  @TempDir Path folder;

  private record Run(int exitCode, String out, String err) {}

  private Process start(String macro, String... more) throws IOException {
    Path file = folder.resolve("my macro.ijm");
    Files.writeString(file, macro);
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    return startWith(arguments);
  }

  private Process startWith(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Duser.home=" + folder,
                "-Dfile.encoding=UTF-8",
                "-Duser.language=" + System.getProperty("user.language"),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("LC_ALL", "C.UTF-8"); // for file names; Windows needs none
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java tells of it on standard error
    return builder.start();
  }

  private Run finish(Process process) throws IOException, InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    return new Run(process.exitValue(), text("out.txt"), text("err.txt"));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
  }

  private Run run(String macro, String... more) throws IOException, InterruptedException {
    return finish(start(macro, more));
  }

  @Test
  void aMacroThatGoesWellExitsWith0AndItsLogOnStandardOutput() throws Exception {
    Run run =
        run(
            "run(\"Every Input...\", \"steps=3 folder=[/tmp/日本 x]\");\n"
                + "print(getTitle() + \" for \" + getArgument());",
            "you and me");
    assertEquals("", run.err);
    assertEquals(0, run.exitCode);
    assertTrue(run.out.contains("|/tmp/日本 x|- for you and me"), run.out);
    assertTrue(run.out.contains("Every Input: step, 0 %"), run.out);
    assertFalse(Files.exists(folder.resolve(".java")), "preferences were written");
  }

  @Test
  void badInputExitsWith2AndExactlyTheReasonOnStandardError() throws Exception {
    Run run = run("run(\"Every Input...\", \"steps=0\");\nprint(\"went on\");");
    assertEquals(2, run.exitCode);
    assertEquals(
        "option steps: expected a whole number of at least 1, found \"0\"; correct it, or leave it"
            + " out for its default where it has one."
            + System.lineSeparator(),
        run.err);
    assertFalse(run.out.contains("went on"), run.out);
  }

  @Test
  void anUnknownCommandExitsWith2AndOneLine() throws Exception {
    Run run = run("run(\"Nonsense...\");");
    assertEquals(2, run.exitCode);
    assertTrue(run.err.contains("Unrecognized command: \"Nonsense...\" in line 1"), run.err);
    assertEquals(1, run.err.lines().count(), run.err);
  }

  @Test
  void aMacroThatIsNotThereExitsWith2() throws Exception {
    Run run = finish(startWith(List.of(folder.resolve("none.ijm").toString())));
    assertEquals(2, run.exitCode);
    assertTrue(run.err.contains("none.ijm: expected a macro file, found no such file"), run.err);
  }

  @Test
  void aDefectExitsWith70AndItsStackTrace() throws Exception {
    Run run =
        run("newImage(\"a\", \"8-bit\", 4, 4, 1); run(\"Trouble...\", \"kind=defect model=m\");");
    assertEquals(70, run.exitCode);
    assertTrue(run.err.contains("TroubleCommand.execute(TroubleCommand.java:"), run.err);
    assertTrue(run.err.contains("a bolt is loose"), run.err);
  }

  @Test
  void failedItemsExitWith1() throws Exception {
    Run failed =
        run(
            "newImage(\"a\", \"8-bit\", 4, 4, 1);"
                + "run(\"Trouble...\", \"kind=[failed item] model=m\");");
    assertEquals(1, failed.exitCode);
    assertEquals("1 failed: sub-02", failed.err.strip());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Process.destroy kills there")
  void onSigtermTheCommandStopsAndSaysThatItCanGoOn() throws Exception {
    Process process =
        start(
            "newImage(\"a\", \"8-bit\", 4, 4, 1); run(\"Trouble...\", \"kind=endless model=m\");");
    while (process.isAlive() && !text("out.txt").contains("Trouble: going on")) Thread.sleep(20);
    process.destroy();
    Run run = finish(process);
    assertTrue(run.err.matches("checkpoint at step \\d+ kept\\s*"), run.err);
    assertEquals(75, run.exitCode);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Process.destroy kills there")
  void onSigtermAMacroThatWaitsEndsWith3() throws Exception {
    Process process = start("print(\"waiting\"); wait(50000); print(\"went on\");");
    while (process.isAlive() && !text("out.txt").contains("waiting")) Thread.sleep(20);
    process.destroy();
    Run run = finish(process);
    assertEquals(3, run.exitCode);
    assertFalse(run.out.contains("went on"), run.out);
  }
}
