// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * The grey frame on screen at each volume, run by run, averaged over areas, and standardised by the
 * mean and standard deviation of all pixels of all frames. Immutable; takes 4 bytes a working pixel
 * and volume.
 *
 * <p>Where responses are to be in warped coordinates, as Brain2Pix's targets are, the frames must
 * be warped before they come here.
 */
public final class NifFrames {
  private final PixelGrid grid;
  private final AreaReduction reduction;
  private final List<List<float[]>> runs; // [run][volume][y * width + x]
  private final double mean;
  private final double sd;

  private NifFrames(Builder builder) {
    grid = builder.grid;
    reduction = builder.reduction;
    runs = builder.runs.stream().map(List::copyOf).toList();
    long count = 0;
    double sum = 0;
    for (List<float[]> run : runs) {
      for (float[] frame : run) {
        for (float v : frame) sum += v;
        count += frame.length;
      }
    }
    mean = sum / count;
    double squares = 0;
    for (List<float[]> run : runs) {
      for (float[] frame : run) {
        for (float v : frame) squares += (v - mean) * (v - mean);
      }
    }
    sd = Math.sqrt(squares / count);
  }

  /**
   * @param grid the screen that the frames fill
   * @param maxSidePx frames are averaged over areas until neither side has more pixels
   */
  public static Builder builder(PixelGrid grid, int maxSidePx) {
    return new Builder(grid, maxSidePx);
  }

  /** Takes frames in order; not thread-safe. */
  public static final class Builder {
    private final PixelGrid grid;
    private final AreaReduction reduction;
    private final List<List<float[]>> runs = new ArrayList<>();

    private Builder(PixelGrid grid, int maxSidePx) {
      this.grid = grid;
      this.reduction = new AreaReduction(grid, maxSidePx);
    }

    /** What is added from now on belongs to the next run. */
    public Builder startRun() {
      runs.add(new ArrayList<>());
      return this;
    }

    /**
     * Adds the frame of the run's next volume.
     *
     * @param grey {@code [y * widthPx + x]}, any scale, finite
     */
    public Builder add(float[] grey) {
      if (runs.isEmpty()) throw new IllegalStateException("startRun comes before add");
      if (grey.length != grid.pixelCount()) {
        throw new IllegalArgumentException(
            "a frame must have " + grid.pixelCount() + " pixels, had " + grey.length);
      }
      double[] reduced = new double[reduction.pixelCount()];
      reduction.reduce(grey, reduced);
      float[] frame = new float[reduced.length];
      for (int p = 0; p < frame.length; p++) {
        frame[p] = (float) reduced[p];
        if (Float.isFinite(frame[p])) continue;
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "frames must be finite, was %s in volume %d of run %d",
                frame[p],
                runs.get(runs.size() - 1).size(),
                runs.size() - 1));
      }
      runs.get(runs.size() - 1).add(frame);
      return this;
    }

    /**
     * @throws BadInputException if all pixels of all frames are equal
     * @throws IllegalStateException without a frame
     */
    public NifFrames build() {
      if (runs.stream().allMatch(List::isEmpty)) throw new IllegalStateException("no frames");
      NifFrames frames = new NifFrames(this);
      if (!(frames.sd > 0)) {
        throw new BadInputException(
            "frames",
            "frames in which something is seen",
            "all pixels of all frames are " + frames.mean,
            "give frames that differ");
      }
      return frames;
    }
  }

  public PixelGrid grid() {
    return grid;
  }

  public int runCount() {
    return runs.size();
  }

  /** Frames, and so volumes, of a run. */
  public int volumeCount(int run) {
    return runs.get(run).size();
  }

  AreaReduction reduction() {
    return reduction;
  }

  /** Writes a standardised frame, {@code [y][x]}, into {@code images} from {@code offset} on. */
  void read(int run, int volume, float[] images, int offset) {
    float[] frame = runs.get(run).get(volume);
    for (int p = 0; p < frame.length; p++) images[offset + p] = (float) ((frame[p] - mean) / sd);
  }
}
