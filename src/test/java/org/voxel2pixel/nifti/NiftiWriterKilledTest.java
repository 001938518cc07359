// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N-64: a Java virtual machine that is killed while it writes leaves no half file by that name. */
class NiftiWriterKilledTest {
  @TempDir Path folder;

  /** The victim: writes two of three volumes, says so, and waits to be killed. */
  public static void main(String[] args) throws IOException {
    NiftiGrid grid = new NiftiGrid(64, 64, 20, new double[] {2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0});
    NiftiWriter writer =
        NiftiWriter.create(Path.of(args[0]), NiftiOutput.of(grid, 3, 2, NiftiType.INT16));
    writer.write(new float[grid.voxelCount()]);
    writer.write(new float[grid.voxelCount()]);
    System.out.println("half-way");
    System.out.println(System.in.read()); // for ever, while the parent lives
  }

  private void kill(Path target) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NiftiWriterKilledTest.class.getName(),
                target.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("half-way", says.readLine());
    } finally {
      victim.destroyForcibly();
    }
    assertTrue(victim.waitFor(20, TimeUnit.SECONDS));
    assertFalse(victim.exitValue() == 0);
  }

  @Test
  void theOlderFileStaysOrThereIsNone() throws IOException, InterruptedException {
    Path target = folder.resolve("run.nii");
    kill(target);
    assertFalse(Files.exists(target));
    Files.writeString(target, "older");
    kill(target);
    assertEquals("older", Files.readString(target));
  }
}
