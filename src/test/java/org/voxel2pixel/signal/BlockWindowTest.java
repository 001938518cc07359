// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockWindowTest {

  @Test
  void volumesAreThoseThatBeginWithinTheShiftedBlock() {
    for (JsonElement element : Fixture.step("windows").getAsJsonArray("cases")) {
      JsonObject expected = element.getAsJsonObject();
      double[] sec = Fixture.doubles(expected.get("times"));
      BlockWindow window = BlockWindow.of(sec[0], sec[1], sec[2], sec[3]);
      int[] volumes =
          IntStream.range(0, window.volumeCount()).map(n -> window.firstVolume() + n).toArray();
      assertArrayEquals(Fixture.ints(expected.get("volumes")), volumes, expected.toString());
    }
  }

  @Test
  void blocksOfShenHaveFourAndSixVolumesFromTheSecondOnward() {
    assertEquals(new BlockWindow(14, 4), BlockWindow.of(24, 8, 4, 2));
    assertEquals(new BlockWindow(14, 6), BlockWindow.of(24, 12, 4, 2));
  }

  @Test
  void anEventRoundedToMillisecondsLosesNoVolume() {
    // 0.7 s volumes; tables write 9.1 s as 9.1005 or 9.0995.
    for (double onsetSec : new double[] {9.0995, 9.1, 9.1005}) {
      assertEquals(new BlockWindow(13, 2), BlockWindow.of(onsetSec, 1.4, 0, 0.7));
    }
  }

  @Test
  void aMillisecondAfterAVolumeBeganIsStillThatVolumeInSpiteOfBinaryFractions() {
    for (int volume = 0; volume < 2000; volume++) {
      BlockWindow window = BlockWindow.of(volume * 0.7 + 0.001, 1.4, 0, 0.7);
      assertEquals(new BlockWindow(volume, 2), window);
    }
  }

  @Test
  void neighbouringBlocksShareNoVolumeAndLeaveNoneOut() {
    int next = BlockWindow.of(0, 2.1, 2.8, 0.7).firstVolume();
    for (int block = 0; block < 2000; block++) {
      BlockWindow window = BlockWindow.of(block * 2.1, 2.1, 2.8, 0.7);
      assertEquals(next, window.firstVolume());
      assertEquals(3, window.volumeCount());
      next += window.volumeCount();
    }
  }

  @Test
  void aWindowFitsOnlyWholeAndNotEmpty() {
    assertTrue(new BlockWindow(0, 5).fits(5));
    assertFalse(new BlockWindow(1, 5).fits(5));
    assertFalse(new BlockWindow(-1, 3).fits(5));
    assertFalse(new BlockWindow(2, 0).fits(5));
    assertFalse(new BlockWindow(Integer.MAX_VALUE, Integer.MAX_VALUE).fits(5));
    assertFalse(BlockWindow.of(1e300, 8, 4, 2).fits(100));
    assertFalse(BlockWindow.of(-1e300, 8, 4, 2).fits(100));
  }

  @Test
  void timesThatAreNoTimesAreProgrammingMistakes() {
    assertThrows(IllegalArgumentException.class, () -> BlockWindow.of(Double.NaN, 8, 4, 2));
    assertThrows(IllegalArgumentException.class, () -> BlockWindow.of(0, -8, 4, 2));
    assertThrows(IllegalArgumentException.class, () -> BlockWindow.of(0, 8, -4, 2));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> BlockWindow.of(0, 8, 4, 0));
    assertTrue(e.getMessage().contains("trSec > 0, was 0.0"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BlockWindow(0, -1));
  }
}
