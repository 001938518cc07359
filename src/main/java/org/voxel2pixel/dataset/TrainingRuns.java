// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PrfResponses;

/** The training runs of a dataset, whole, in the order of its rows. */
public final class TrainingRuns {
  private final Dataset dataset;
  private final List<int[]> runs; // [run][volume] -> row of the dataset

  /** Takes what was on screen at each volume, run by run. */
  public interface FrameSink {
    /** What comes now belongs to the next run. */
    void startRun();

    /**
     * @param rgb {@code [(y * widthPx + x) * 3 + channel]}, overwritten by the next frame
     */
    void frame(byte[] rgb);

    /** Nothing was on screen. */
    void nothing();
  }

  private TrainingRuns(Dataset dataset, List<int[]> runs) {
    this.dataset = dataset;
    this.runs = List.copyOf(runs);
  }

  /** Those of a dataset that stays open as long as they are read. */
  public static TrainingRuns of(Dataset dataset) {
    List<int[]> runs =
        VolumeRun.training(dataset).stream()
            .map(
                run ->
                    IntStream.range(run.firstRow(), run.firstRow() + run.volumeCount()).toArray())
            .toList();
    return new TrainingRuns(dataset, runs);
  }

  /** All runs as one: where samples stand alone, it does not matter what was before. */
  public TrainingRuns joined() {
    int[] rows = runs.stream().flatMapToInt(IntStream::of).toArray();
    return new TrainingRuns(dataset, List.of(rows));
  }

  public int runCount() {
    return runs.size();
  }

  /** Volumes of all runs. */
  public long volumeCount() {
    return runs.stream().mapToLong(rows -> rows.length).sum();
  }

  /** Hands over the frame of every volume. */
  public void readFrames(FrameSink sink, Progress progress) {
    byte[] frame = new byte[Math.multiplyExact(dataset.grid().pixelCount(), 3)];
    for (int r = 0; r < runs.size(); r++) {
      sink.startRun();
      for (int row : runs.get(r)) {
        progress.checkCancelled();
        progress.report("reading training frames, run " + (r + 1), r, runs.size());
        Sample sample = dataset.samples().get(row);
        if (sample.hasStimulus()) {
          dataset.readFrame(sample.stimulus(), frame);
          sink.frame(frame);
        } else {
          sink.nothing();
        }
      }
    }
  }

  /**
   * Responses of some voxels.
   *
   * @param voxels columns of the dataset's responses, in the order wanted
   */
  public PrfResponses responses(int[] voxels) {
    int[] columns = voxels.clone();
    float[] row = new float[dataset.voxelCount()];
    return new PrfResponses() {
      @Override
      public int voxelCount() {
        return columns.length;
      }

      @Override
      public int runCount() {
        return runs.size();
      }

      @Override
      public int volumeCount(int run) {
        return runs.get(run).length;
      }

      @Override
      public void read(int run, int firstVoxel, int count, float[] into) {
        for (int t = 0; t < volumeCount(run); t++) {
          dataset.readResponse(runs.get(run)[t], row);
          for (int n = 0; n < count; n++) into[t * count + n] = row[columns[firstVoxel + n]];
        }
      }
    };
  }
}
