// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

class PictureSetsTest {
  @TempDir Path folder;

  /** A picture that shows its number. */
  private Path write(String name, int number) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    FrameFile.writePng(new RgbFrame(1, 1, new byte[] {(byte) number, 7, 9}), file);
    return file;
  }

  @Test
  void aFolderIsInNaturalOrderHoweverItWasFilled() throws IOException {
    List<String> expected =
        List.of("a1.png", "a2.png", "a10.png", "b/a3.png", "b/a20.png", "c.png");
    List<String> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(5));
    assertTrue(!shuffled.equals(expected));
    for (String name : shuffled) write(name, expected.indexOf(name));
    Files.writeString(folder.resolve("README.txt"), "no picture");
    Files.writeString(folder.resolve("._a1.png"), "what a Mac leaves");
    Files.writeString(folder.resolve("b/.DS_Store"), "what a Mac leaves");
    try (PictureSet set = PictureSets.open(folder)) {
      assertEquals(expected, set.names());
      for (int n = expected.size() - 1; n >= 0; n--) {
        assertEquals(n, set.picture(expected.get(n)).value(0, 0, 0));
      }
      assertEquals(List.of(), set.warnings());
    }
  }

  @Test
  void aPictureOfAKindThatIsNotReadIsRefusedWhenItIsAskedFor() throws IOException {
    write("a.png", 1);
    Files.copy(Fixture.path("picture.gif"), folder.resolve("b.gif"));
    try (PictureSet set = PictureSets.ofFolder(folder)) {
      assertEquals(List.of("a.png", "b.gif"), set.names());
      assertEquals(1, set.picture("a.png").value(0, 0, 0));
      assertRefused(() -> set.picture("b.gif"), "format gif");
    }
  }

  @Test
  void aFolderLinkedIntoItselfIsRefused() throws IOException {
    write("a.png", 1);
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertRefused(() -> PictureSets.ofFolder(folder), "a link back");
  }

  @Test
  void aPictureThatIsOnlyALinkToNowhereIsRefusedWhenItIsAskedFor() throws IOException {
    write("a.png", 1);
    Files.createSymbolicLink(folder.resolve("b.png"), Path.of(".git/annex/objects/b.png"));
    try (PictureSet set = PictureSets.ofFolder(folder)) {
      assertEquals(List.of("a.png", "b.png"), set.names());
      assertRefused(() -> set.picture("b.png"), "no such file");
    }
  }

  @Test
  void aListIsInItsOwnOrder() throws IOException {
    write("x/p10.png", 10);
    write("x/p2.png", 2);
    write("p1.png", 1);
    Path list = folder.resolve("order.tsv");
    Files.writeString(
        list, "\uFEFFstim_file\tcategory\r\nx/p10.png\tfish\r\n\r\np1.png\r\nx/p2.png\tbird\r\n");
    try (PictureSet set = PictureSets.open(list)) {
      assertEquals(List.of("x/p10.png", "p1.png", "x/p2.png"), set.names());
      assertEquals(10, set.picture("x/p10.png").value(0, 0, 0));
      assertEquals(2, set.picture("x/p2.png").value(0, 0, 0));
    }
    Path plain = Files.writeString(folder.resolve("x/order.txt"), "p2.png\n../p1.png");
    try (PictureSet set = PictureSets.open(plain)) {
      assertEquals(List.of("p2.png", "../p1.png"), set.names());
      assertEquals(1, set.picture("../p1.png").value(0, 0, 0));
    }
  }

  @Test
  void missingFilesOfAListAreNamedUpToTenWithTheirCount() throws IOException {
    write("there.png", 1);
    StringBuilder lines = new StringBuilder("there.png\n");
    for (int n = 0; n < 12; n++) lines.append("absent").append(n).append(".png\n");
    Path list = Files.writeString(folder.resolve("order.txt"), lines);
    String message = assertRefused(() -> PictureSets.open(list), "12 missing: absent0.png, ");
    assertTrue(message.contains("absent9.png, ...") && !message.contains("absent10"), message);
  }

  @Test
  void aListThatIsWrongIsRefusedWithItsLine() throws IOException {
    write("a.png", 1);
    assertRefused(
        list("a.png\na.png\n"), "line 2: expected a picture's name, found a.png a second");
    assertRefused(list("a.png\nx\\a.png\n"), "line 2: expected a picture's name, found x\\a.png");
    assertRefused(list("file\n\n"), "file names, one a line, found none");
    Path binary = Files.write(folder.resolve("b.txt"), new byte[] {'a', (byte) 0xE4, '\n'});
    assertRefused(() -> PictureSets.open(binary), "a list in UTF-8");
    assertRefused(() -> PictureSets.open(folder.resolve("absent.txt")), "no such file");
  }

  private Runnable list(String text) throws IOException {
    Path list = Files.writeString(folder.resolve("order.txt"), text);
    return () -> PictureSets.open(list);
  }

  @Test
  void aNameThatIsNotThereIsRefusedAndCaseIsHintedAt() throws IOException {
    write("a.png", 1);
    try (PictureSet set = PictureSets.ofFolder(folder)) {
      assertRefused(() -> set.picture("A.PNG"), "found a.png, in other letters");
      assertRefused(() -> set.picture("b.png"), "found 1 pictures such as a.png");
    }
  }

  @Test
  void whatIsNoSetIsRefused() throws IOException {
    assertRefused(() -> PictureSets.open(folder), "no picture");
    assertRefused(() -> PictureSets.open(folder.resolve("absent")), "found nothing");
    Path film = Files.writeString(folder.resolve("film.mp4"), "");
    assertRefused(() -> PictureSets.open(film), "open it as a film");
    assertRefused(() -> PictureSets.open(folder.resolve("absent.tif")), "no such file");
  }

  @Test
  void conversionsAreCountedByKind() throws IOException {
    for (String name : List.of("grey8.png", "grey16.png", "rgba8.png", "rgb8.png", "grey.jpg")) {
      Files.copy(Fixture.path(name), folder.resolve(name));
    }
    try (PictureSet set = PictureSets.ofFolder(folder)) {
      for (String name : set.names()) set.picture(name);
      for (String name : set.names()) set.picture(name); // a picture counts once
      assertEquals(
          List.of(
              folder
                  + ": grey, copied to red, green and blue, in 3 of 5 pictures: grey8.png, grey16.png,"
                  + " grey.jpg",
              folder + ": 16 bits, rounded to 8, in 1 of 5 pictures: grey16.png",
              folder + ": transparency, laid on black, in 1 of 5 pictures: rgba8.png"),
          set.warnings());
    }
  }

  private static String assertRefused(Runnable reading, String because) {
    BadInputException refusal = assertThrows(BadInputException.class, reading::run);
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    return refusal.getMessage();
  }
}
