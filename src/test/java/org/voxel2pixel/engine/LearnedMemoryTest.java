// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.brain2pix.GraphProjection;
import org.voxel2pixel.model.brain2pix.LearnedProjection;
import org.voxel2pixel.model.brain2pix.LearnedRf;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class LearnedMemoryTest {
  private static final long VOXELS = 6000;
  private static final long PIXELS = 96 * 96;

  /** 6,000 voxels of one region on 96 x 96 pixels: 221 MB of weights, five times. */
  @Test
  void additiveTakesAWeightForEachVoxelAndPixelFiveTimes() {
    LearnedMemory memory = LearnedMemory.of(projection(LearnedRf.ADDITIVE));
    assertEquals(VOXELS * PIXELS + PIXELS, memory.numbers());
    assertEquals(VOXELS * PIXELS, memory.largestVariable());
    assertEquals(5 * 4 * (VOXELS * PIXELS + PIXELS), memory.nativeBytes());
    assertEquals("55,305,216 learned weights: 1.11 GB outside of Java's heap", memory.summary());
  }

  @Test
  void theOthersTakeANumberForEachVoxelOfTheFixedProjection() {
    for (LearnedRf form : List.of(LearnedRf.MASKED, LearnedRf.MULTIPLICATIVE)) {
      LearnedMemory memory = LearnedMemory.of(projection(form));
      assertEquals(VOXELS, memory.numbers());
      assertEquals(VOXELS, memory.largestVariable());
    }
  }

  @Test
  void moreThanThereIsIsRefusedWithBothNumbersAndWhoseMemoryItIs() {
    LearnedMemory memory = new LearnedMemory(100_000_000, 50_000_000); // 2 GB, 0.4 GB
    assertDoesNotThrow(() -> memory.require("learned-additive", 2_000_000_000L, 400_000_000L));
    String outside = refusal(memory, 1_990_000_000L, 400_000_000L);
    assertTrue(outside.contains("1.99 GB outside of Java's heap"), outside);
    assertTrue(outside.contains("2.00 GB for 100,000,000 learned weights"), outside);
    String heap = refusal(memory, 2_000_000_000L, 399_000_000L);
    assertTrue(heap.contains("399.0 MB of Java's heap"), heap);
    assertTrue(heap.contains("400.0 MB"), heap);
  }

  @Test
  void aVariableThatNoArrayHoldsIsRefused() {
    LearnedMemory memory = new LearnedMemory(1L << 32, 1L << 31);
    refusal(memory, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  @Test
  void thisMachineHasSomeMemoryAndNotMoreThanAMachineHas() {
    long available = LearnedMemory.availableNative();
    assertTrue(available > 50_000_000L && available < 1L << 50, "" + available);
  }

  private static String refusal(LearnedMemory memory, long availableNative, long availableHeap) {
    return assertThrows(
            BadInputException.class,
            () -> memory.require("learned-additive", availableNative, availableHeap))
        .getMessage();
  }

  private static LearnedProjection projection(LearnedRf form) {
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < VOXELS; v++) {
      rois.add("V1");
      fields.add(Optional.of(new ReceptiveField(v % 90 / 10.0 - 4.5, v / 90 / 10.0 - 4, 1)));
    }
    VoxelFields all = new VoxelFields(new PixelGrid(96, 96, 12), List.of("V1"), rois, fields, 5);
    return LearnedProjection.of(GraphProjection.of(FixedRfProjection.of(all)), form, 0);
  }
}
