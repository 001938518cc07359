// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was on the screen while each volume was acquired, run by run, averaged over areas: what
 * {@link PrfModel} responds to.
 *
 * <p>A pixel's value says how strong the stimulus is there: the share that an aperture shows, 0 to
 * 1, or for photographs and films a local contrast, {@link StimulusStrength#CONTRAST} or {@link
 * ContrastEnergy}. Before the first volume of a run nothing was shown: no response crosses from one
 * run to the next. Immutable; takes 4 bytes a working pixel and volume.
 */
public final class PrfStimulus {
  private final PixelGrid grid;
  private final double trSec;
  private final AreaReduction reduction;
  private final List<float[]> runs; // [working pixel * volumeCount + volume]
  private final float least;

  private PrfStimulus(Builder builder) {
    this.grid = builder.grid;
    this.trSec = builder.trSec;
    this.reduction = builder.reduction;
    this.runs = List.copyOf(builder.runs);
    this.least = builder.least;
  }

  /**
   * @param grid the screen that the stimuli fill
   * @param trSec time from one volume to the next
   * @param maxSidePx stimuli are averaged over areas until neither side has more pixels, the
   *     working pixels; at least 4
   */
  public static Builder builder(PixelGrid grid, double trSec, int maxSidePx) {
    return new Builder(grid, trSec, maxSidePx);
  }

  /** Takes volumes in order; not thread-safe. */
  public static final class Builder {
    private final PixelGrid grid;
    private final double trSec;
    private final AreaReduction reduction;
    private final List<float[]> runs = new ArrayList<>();
    private List<float[]> volumes; // [working pixel] each, of the run that is being added
    private float least = Float.POSITIVE_INFINITY;

    private Builder(PixelGrid grid, double trSec, int maxSidePx) {
      if (!(trSec > 0) || !Double.isFinite(trSec)) {
        throw new IllegalArgumentException("trSec must be > 0, was " + trSec);
      }
      if (maxSidePx < 4) {
        throw new IllegalArgumentException("maxSidePx must be >= 4, was " + maxSidePx);
      }
      this.grid = grid;
      this.trSec = trSec;
      this.reduction = new AreaReduction(grid, maxSidePx);
    }

    /** What is added from now on belongs to the next run. */
    public Builder startRun() {
      endRun();
      volumes = new ArrayList<>();
      return this;
    }

    /**
     * Adds the next volume of the run.
     *
     * @param strength {@code [y * widthPx + x]}, mean over the volume's time; finite
     */
    public Builder add(float[] strength) {
      if (volumes == null) throw new IllegalStateException("startRun comes before add");
      if (strength.length != grid.pixelCount()) {
        throw new IllegalArgumentException(
            "strength must have " + grid.pixelCount() + " pixels, had " + strength.length);
      }
      double[] reduced = new double[reduction.pixelCount()];
      reduction.reduce(strength, reduced);
      float[] volume = new float[reduced.length];
      for (int p = 0; p < volume.length; p++) {
        volume[p] = (float) reduced[p];
        if (!Float.isFinite(volume[p])) throw notFinite(strength);
        least = Math.min(least, volume[p]);
      }
      volumes.add(volume);
      return this;
    }

    private IllegalArgumentException notFinite(float[] strength) {
      int p = 0;
      while (p < strength.length - 1 && Float.isFinite(strength[p])) p++;
      return new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "strength must be finite, was %s at pixel (%d, %d), volume %d of run %d",
              strength[p],
              p % grid.widthPx(),
              p / grid.widthPx(),
              volumes.size(),
              runs.size()));
    }

    private void endRun() {
      if (volumes == null) return;
      int count = volumes.size();
      if (count == 0) throw new IllegalStateException("run " + runs.size() + " has no volumes");
      float[] run = new float[Math.multiplyExact(reduction.pixelCount(), count)];
      for (int v = 0; v < count; v++) {
        float[] volume = volumes.get(v);
        for (int p = 0; p < volume.length; p++) run[p * count + v] = volume[p];
      }
      runs.add(run);
      volumes = null;
    }

    /** The stimulus of all runs; the builder may go on. */
    public PrfStimulus build() {
      endRun();
      if (runs.isEmpty()) throw new IllegalStateException("a stimulus needs at least one run");
      return new PrfStimulus(this);
    }
  }

  public PixelGrid grid() {
    return grid;
  }

  public double trSec() {
    return trSec;
  }

  public int runCount() {
    return runs.size();
  }

  /** Volumes of a run. */
  public int volumeCount(int run) {
    return runs.get(run).length / reduction.pixelCount();
  }

  /** Volumes of all runs. */
  public int volumeCount() {
    int count = 0;
    for (int run = 0; run < runCount(); run++) count += volumeCount(run);
    return count;
  }

  /** The smallest value of a working pixel. */
  float least() {
    return least;
  }

  AreaReduction reduction() {
    return reduction;
  }

  /** A run, {@code [working pixel * volumeCount + volume]}; not to be changed. */
  float[] run(int run) {
    return runs.get(run);
  }
}
