// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/** Pictures of the user's own: wide ones, black at the sides, of one grey in the middle. */
class OwnPicturesTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 24; // the screen's, so that nothing is scaled

  @TempDir Path temporary;

  private Path folder(int count) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("mine"));
    for (int n = 0; n < count; n++) write(folder, "photo " + n + ".png", 20 * n + 10);
    return folder;
  }

  private static void write(Path folder, String name, int grey) {
    byte[] rgb = new byte[RgbFrame.byteCount(WIDTH, HEIGHT)];
    for (int p = 0; p < WIDTH * HEIGHT; p++) {
      boolean middle = p % WIDTH >= 18 && p % WIDTH < 42;
      for (int c = 0; c < 3; c++) rgb[3 * p + c] = (byte) (middle ? grey : 0);
    }
    rgb[3 * 30] = (byte) 255; // not of one colour
    FrameFile.writePng(new RgbFrame(WIDTH, HEIGHT, rgb), folder.resolve(name));
  }

  private void generate(Path pictures, String name) {
    PictureSettings settings =
        SmallPictureSubject.of(SmallPictureSubject.person(), Optional.of(pictures));
    PictureSubject.generate(settings, temporary.resolve(name), Progress.silent());
  }

  @Test
  void theMiddleSquareOfEachIsShownAndTheTableSaysOfWhichFile() throws IOException {
    generate(folder(10), "subject");
    Path stimuli = temporary.resolve("subject/stimuli");
    Set<String> sources = new HashSet<>();
    for (String[] row : SmallSubject.rows(stimuli.resolve("stimuli.tsv")).subList(0, 9)) {
      assertTrue(sources.add(row[5]), row[5]);
      int number = Integer.parseInt(row[5].replaceAll("[^0-9]", ""));
      RgbFrame shown = FrameFile.read(stimuli.resolve(row[0]));
      assertEquals(24, shown.widthPx());
      assertEquals(20 * number + 10, shown.value(0, 12, 0));
      assertEquals(20 * number + 10, shown.value(23, 12, 2));
    }
    assertEquals(9, sources.size());
  }

  @Test
  void tooFewPicturesAreRefusedWithBothNumbers() throws IOException {
    Path folder = folder(8);
    String message =
        assertThrows(BadInputException.class, () -> generate(folder, "subject")).getMessage();
    assertTrue(message.contains("9 pictures") && message.contains("8 pictures"), message);
    assertTrue(Files.notExists(temporary.resolve("subject")));
  }

  @Test
  void aPictureUnderTwoNamesIsRefusedWithBoth() throws IOException {
    Path folder = folder(8);
    write(folder, "again.png", 20 * 5 + 10);
    String message =
        assertThrows(BadInputException.class, () -> generate(folder, "subject")).getMessage();
    assertTrue(message.contains("again.png") && message.contains("photo 5.png"), message);
    assertTrue(Files.notExists(temporary.resolve("subject")));
  }
}
