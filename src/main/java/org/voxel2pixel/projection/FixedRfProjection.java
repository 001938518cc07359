// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
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
public final class FixedRfProjection {
  /** Share of centres off the screen above which units, sign or screen size must be wrong. */
  private static final double MAX_OFF_SCREEN = 0.2;

  private final PixelGrid grid;
  private final RfsLayout layout;
  private final int voxelCount;
  private final int offScreenCount;
  // Used voxels in the order of (pixel, roi). A cell is a pixel of a region with voxels on it.
  private final int[] voxelOfEntry; // [entry]
  private final int[] firstEntryOfCell; // [cell], and one more: the number of entries
  private final int[] pixelOfCell; // [cell] -> y * widthPx + x
  private final int[] roiOfCell; // [cell]

  private record Entry(int pixel, int roi, int voxel) {}

  private FixedRfProjection(
      PixelGrid grid, RfsLayout layout, int voxelCount, List<Entry> entries, int offScreenCount) {
    this.grid = grid;
    this.layout = layout;
    this.voxelCount = voxelCount;
    this.offScreenCount = offScreenCount;
    this.voxelOfEntry = entries.stream().mapToInt(Entry::voxel).toArray();
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
    if (rois.isEmpty() || new HashSet<>(rois).size() < rois.size()) {
      throw new BadInputException("regions", "each region once", rois + "", "list each once");
    }
    if (roiOfVoxel.length != fields.size()) {
      throw new IllegalArgumentException(
          "one field a voxel: fields were " + fields.size() + ", voxels " + roiOfVoxel.length);
    }
    RfsLayout layout = new RfsLayout(grid.widthPx(), grid.heightPx(), rois, lagCount);
    List<Entry> entries = new ArrayList<>();
    int offScreenCount = 0;
    for (int voxel = 0; voxel < roiOfVoxel.length; voxel++) {
      int roi = rois.indexOf(roiOfVoxel[voxel]);
      if (roi < 0 || fields.get(voxel).isEmpty()) continue;
      int pixel = grid.pixelOf(fields.get(voxel).get());
      if (pixel == PixelGrid.OFF_SCREEN) offScreenCount++;
      else entries.add(new Entry(pixel, roi, voxel));
    }
    requireOnScreen(grid, offScreenCount, entries.size());
    requireEachRegion(rois, roiOfVoxel, entries);
    entries.sort(
        Comparator.comparingInt(Entry::pixel)
            .thenComparingInt(Entry::roi)
            .thenComparingInt(Entry::voxel));
    return new FixedRfProjection(grid, layout, roiOfVoxel.length, entries, offScreenCount);
  }

  private static void requireOnScreen(PixelGrid grid, int offScreenCount, int usedCount) {
    int total = offScreenCount + usedCount;
    if (offScreenCount <= MAX_OFF_SCREEN * total) return;
    throw new BadInputException(
        "receptive fields",
        "centres on the screen, " + grid.widthDeg() + " degrees wide",
        offScreenCount + " of " + total + " centres off the screen",
        "check that x and y are degrees from fixation, y upward, and the width of the screen");
  }

  private static void requireEachRegion(
      List<String> rois, String[] roiOfVoxel, List<Entry> entries) {
    for (int r = 0; r < rois.size(); r++) {
      int roi = r;
      if (entries.stream().anyMatch(entry -> entry.roi == roi)) continue;
      String name = rois.get(roi);
      long voxels = Arrays.stream(roiOfVoxel).filter(name::equals).count();
      throw new BadInputException(
          "region " + name,
          "voxels with a receptive field on the screen",
          voxels == 0 ? "no voxel of that region" : "none among its " + voxels + " voxels",
          voxels == 0
              ? "choose among " + Arrays.stream(roiOfVoxel).distinct().sorted().toList()
              : "lower the minimum r2 or leave the region out");
    }
  }

  public PixelGrid grid() {
    return grid;
  }

  public RfsLayout layout() {
    return layout;
  }

  public int channelCount() {
    return layout.channelCount();
  }

  /** Such as "V1 lag0", in the order of the channels. */
  public List<String> channelNames() {
    return layout.channelNames();
  }

  /** Voxels that land on a pixel. */
  public int usedVoxelCount() {
    return voxelOfEntry.length;
  }

  /** Voxels with a field whose centre lies off the screen; they are not used. */
  public int offScreenCount() {
    return offScreenCount;
  }

  /**
   * Writes one volume as one lag: the channels of this lag are overwritten, those of others kept.
   *
   * @param z {@code [voxel]}, z-scores of one volume; used voxels must be finite (a voxel without
   *     variance is 0, not NaN)
   * @param lag 0 the earliest volume after the frame
   * @param rfs {@code [offset + (y * widthPx + x) * channelCount + channel]}
   * @param offset where the image starts in {@code rfs}
   * @throws IllegalArgumentException if lengths do not fit, or a used voxel is not finite; {@code
   *     rfs} is then half written
   */
  public void project(float[] z, int lag, float[] rfs, int offset) {
    if (z.length != voxelCount) {
      throw new IllegalArgumentException("z must have " + voxelCount + " voxels, had " + z.length);
    }
    if (offset < 0 || offset > rfs.length - layout.valueCount()) {
      throw new IllegalArgumentException(
          "an image of "
              + layout.valueCount()
              + " values does not fit at offset "
              + offset
              + " of "
              + rfs.length);
    }
    clear(lag, rfs, offset);
    int channelCount = layout.channelCount();
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      int channel = layout.channel(roiOfCell[cell], lag);
      rfs[offset + pixelOfCell[cell] * channelCount + channel] = (float) mean(z, cell);
    }
  }

  private void clear(int lag, float[] rfs, int offset) {
    for (int roi = 0; roi < layout.rois().size(); roi++) {
      int start = offset + layout.channel(roi, lag);
      for (int p = 0; p < grid.pixelCount(); p++) rfs[start + p * layout.channelCount()] = 0;
    }
  }

  private double mean(float[] z, int cell) {
    int from = firstEntryOfCell[cell];
    int to = firstEntryOfCell[cell + 1];
    double sum = 0;
    for (int e = from; e < to; e++) {
      float value = z[voxelOfEntry[e]];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "z must be finite, was " + value + " at voxel " + voxelOfEntry[e]);
      }
      sum += value;
    }
    return sum / (to - from);
  }

  /**
   * Voxels of a region on each pixel.
   *
   * @param roi index into the regions
   * @return {@code [y * widthPx + x]}
   */
  public int[] coverage(int roi) {
    layout.channel(roi, 0); // refuses a region that does not exist
    int[] counts = new int[grid.pixelCount()];
    for (int cell = 0; cell < pixelOfCell.length; cell++) {
      if (roiOfCell[cell] != roi) continue;
      counts[pixelOfCell[cell]] = firstEntryOfCell[cell + 1] - firstEntryOfCell[cell];
    }
    return counts;
  }

  /** Memory of this operator. */
  public long bytes() {
    long ints = voxelOfEntry.length + firstEntryOfCell.length;
    return Integer.BYTES * (ints + pixelOfCell.length + roiOfCell.length);
  }
}
