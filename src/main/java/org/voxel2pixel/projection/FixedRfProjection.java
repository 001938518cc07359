// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * Paints voxel responses at the centres of their receptive fields, one group of channels a region;
 * voxels of a region that share a pixel are averaged:
 *
 * <pre>
 *   rfs[y][x][roi, lag] = 1 / |V| * sum over v in V of z[v],   V = voxels of roi centred on (x, y)
 * </pre>
 *
 * and 0 where no centre falls. Le et al. 2022 (Brain2Pix), equation 2. The authors' code
 * (neuralcodinglab/brain2pix, save_brainRF.py and modules.py) indexes its maps column first; here
 * {@code y} comes first, so that a field at the upper right lights a pixel at the upper right. It
 * keeps a dense map a voxel; this keeps one index a voxel. Immutable and thread-safe.
 */
public final class FixedRfProjection extends RegionProjection implements SparseProjection {
  /** An {@link Entry} and the reference to it. */
  private static final long ENTRY_BYTES = 28;

  /** Multiplications' worth of placing and sorting one voxel. */
  private static final long SORTING = 1000;

  // Used voxels in the order of (pixel, roi). A cell is a pixel of a region with voxels on it.
  private final int[] voxelOfEntry; // [entry]
  private final int[] firstEntryOfCell; // [cell], and one more: the number of entries
  private final int[] pixelOfCell; // [cell] -> y * widthPx + x
  private final int[] roiOfCell; // [cell]

  private record Entry(int pixel, int roi, int voxel) {}

  private FixedRfProjection(PlacedVoxels placed, List<Entry> entries, int[] voxelOfEntry) {
    super(placed, voxelOfEntry, List.of());
    this.voxelOfEntry = voxelOfEntry;
    int[] first = new int[entries.size() + 1];
    int[] pixel = new int[entries.size()];
    int[] roi = new int[entries.size()];
    int cells = 0;
    for (int e = 0; e < entries.size(); e++) {
      Entry entry = entries.get(e);
      boolean sameCell =
          cells > 0 && pixel[cells - 1] == entry.pixel && roi[cells - 1] == entry.roi;
      if (sameCell) continue;
      first[cells] = e;
      pixel[cells] = entry.pixel;
      roi[cells++] = entry.roi;
    }
    first[cells] = entries.size();
    this.firstEntryOfCell = Arrays.copyOf(first, cells + 1);
    this.pixelOfCell = Arrays.copyOf(pixel, cells);
    this.roiOfCell = Arrays.copyOf(roi, cells);
  }

  /**
   * @param rois regions in the order of their channels, each once; voxels of others are not used
   * @param roiOfVoxel {@code [voxel]}
   * @param fields {@code [voxel]}; empty = voxel not used
   * @param lagCount volumes shown together, at least 1
   * @throws BadInputException if a region has no voxel with a field, if more than 20 % of the
   *     centres lie off the screen, or if of a region none lies on it
   */
  public static FixedRfProjection of(
      PixelGrid grid,
      List<String> rois,
      String[] roiOfVoxel,
      List<Optional<ReceptiveField>> fields,
      int lagCount) {
    return of(new VoxelFields(grid, rois, List.of(roiOfVoxel), fields, lagCount));
  }

  /**
   * What {@link #of} will cost. An image is first cleared, value by value, then each voxel is
   * looked up and added once a lag; in multiplications, half a value and four an addition, as
   * measured (bench/projection).
   *
   * @throws BadInputException as {@link #of}
   */
  public static ProjectionEstimate estimate(VoxelFields fields) {
    PlacedVoxels placed = PlacedVoxels.of(fields);
    long used = placed.usedVoxelCount();
    long cells = 0;
    for (int roi = 0; roi < placed.regionCount(); roi++) {
      cells +=
          Arrays.stream(placed.voxelsOf(roi))
              .map(voxel -> placed.grid().pixelOf(placed.field(voxel)))
              .distinct()
              .count();
    }
    long kept = Integer.BYTES * (used + 3 * cells + 1);
    long building = used * (ENTRY_BYTES + Integer.BYTES) + kept;
    long values = (long) fields.layout().valueCount();
    long perImage = values / 2 + 4 * used * fields.lagCount();
    return new ProjectionEstimate(kept, building, perImage, SORTING * used);
  }

  /** As above. */
  public static FixedRfProjection of(VoxelFields fields) {
    PlacedVoxels placed = PlacedVoxels.of(fields);
    List<Entry> entries = new ArrayList<>();
    for (int roi = 0; roi < placed.regionCount(); roi++) {
      for (int voxel : placed.voxelsOf(roi)) {
        entries.add(new Entry(placed.grid().pixelOf(placed.field(voxel)), roi, voxel));
      }
    }
    entries.sort(
        Comparator.comparingInt(Entry::pixel)
            .thenComparingInt(Entry::roi)
            .thenComparingInt(Entry::voxel));
    int[] voxelOfEntry = entries.stream().mapToInt(Entry::voxel).toArray();
    return new FixedRfProjection(placed, entries, voxelOfEntry);
  }

  @Override
  void paint(float[][] responses, int firstLag, float[] rfs, int at) {
    clear(responses.length, firstLag, rfs, at);
    int channelCount = channelCount();
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      int to = at + pixelOfCell[cell] * channelCount + layout().channel(roiOfCell[cell], firstLag);
      for (int lag = 0; lag < responses.length; lag++) {
        rfs[to + lag] = (float) mean(responses[lag], cell);
      }
    }
  }

  private void clear(int lagCount, int firstLag, float[] rfs, int at) {
    if (lagCount == layout().lagCount()) {
      Arrays.fill(rfs, at, at + layout().valueCount(), 0);
      return;
    }
    for (int roi = 0; roi < layout().rois().size(); roi++) {
      int start = at + layout().channel(roi, firstLag);
      for (int p = 0; p < grid().pixelCount(); p++) {
        Arrays.fill(rfs, start + p * channelCount(), start + p * channelCount() + lagCount, 0);
      }
    }
  }

  private double mean(float[] response, int cell) {
    int from = firstEntryOfCell[cell];
    int to = firstEntryOfCell[cell + 1];
    double sum = 0;
    for (int e = from; e < to; e++) sum += response[voxelOfEntry[e]];
    return sum / (to - from);
  }

  /** Voxels of a region on each pixel. */
  @Override
  public float[] coverage(int roi) {
    layout().channel(roi, 0); // refuses a region that does not exist
    float[] counts = new float[grid().pixelCount()];
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      if (roiOfCell[cell] == roi) counts[pixelOfCell[cell]] = voxelsOf(cell);
    }
    return counts;
  }

  private int voxelsOf(int cell) {
    return firstEntryOfCell[cell + 1] - firstEntryOfCell[cell];
  }

  /**
   * {@inheritDoc} Made anew by each call. An entry is {@code 1 / |V|} rounded to float, so that its
   * product may differ from {@link #project} in the last digit.
   */
  @Override
  public SparseMatrix operator(int roi) {
    layout().channel(roi, 0);
    int[] entriesOfPixel = new int[grid().pixelCount()];
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      if (roiOfCell[cell] == roi) entriesOfPixel[pixelOfCell[cell]] = voxelsOf(cell);
    }
    SparseMatrix.Filling filling = new SparseMatrix.Filling(entriesOfPixel, voxelCount());
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      if (roiOfCell[cell] != roi) continue;
      for (int e = firstEntryOfCell[cell]; e < firstEntryOfCell[cell + 1]; e++) {
        filling.add(pixelOfCell[cell], voxelOfEntry[e], 1.0 / voxelsOf(cell));
      }
    }
    return filling.matrix();
  }

  @Override
  public long bytes() {
    long ints = voxelOfEntry.length + firstEntryOfCell.length;
    return Integer.BYTES * (ints + pixelOfCell.length + roiOfCell.length);
  }

  @Override
  public String summary() {
    return describe("centre of each field, mean of the voxels on a pixel");
  }
}
