// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain ImageJ with windows, on a virtual display: see {@link DialogProbe} for what is done. */
class DialogTest {
  @TempDir Path folder;

  @Test
  void theDialogIsStrictAndTheRecorderWritesParameterNames() throws Exception {
    boolean hasDisplay =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "xvfb-run")));
    assumeTrue(hasDisplay, "needs xvfb-run for a virtual display");
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    "xvfb-run",
                    "-a",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.awt.headless=false",
                    "-Duser.home=" + folder,
                    "-Djava.util.prefs.userRoot=" + folder,
                    "-cp",
                    System.getProperty("java.class.path"),
                    DialogProbe.class.getName()))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), said + Files.readString(folder.resolve("err.txt")));
    assertTrue(said.contains("refused by: Every Input"), said);
    assertTrue(said.contains("kept: 0"), said);
    assertTrue(said.contains("made: 2.0|3|42|lasso|false|true||-|-"), said);
    assertTrue(
        said.contains(
            "recorded: run(\"Every Input...\", \"voxelsize=2.0 steps=3 seed=42 method=lasso"
                + " verbose=false normalise=true subject=[]\");"),
        said);
  }
}
