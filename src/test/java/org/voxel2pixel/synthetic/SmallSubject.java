// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.visualfield.PixelGrid;

/** A subject small enough for a test, and its files read back without its makers' classes. */
final class SmallSubject {
  static final int VOXEL_COUNT = 60 + 50 + 40;

  private SmallSubject() {}

  static SyntheticSettings settings() {
    return SyntheticSettings.standard()
        .withSeed(20220916)
        .withScreen(new PixelGrid(48, 48, 12))
        .withTraining(new SyntheticSettings.Runs(3, 190))
        .withTest(new SyntheticSettings.Runs(2, 90))
        .withBrain(new SyntheticSettings.Brain(18, 20, 8, 2.4, 60, 50, 40))
        .withSnr(0.7);
  }

  /** As small as can be: for what does not look at the signal. */
  static SyntheticSettings tiny() {
    return SyntheticSettings.standard()
        .withScreen(new PixelGrid(24, 24, 12))
        .withTraining(new SyntheticSettings.Runs(2, 30))
        .withTest(new SyntheticSettings.Runs(2, 24))
        .withBrain(new SyntheticSettings.Brain(12, 12, 6, 3, 12, 11, 10));
  }

  /** A line of the table of true fields. */
  record Truth(
      int index, int i, int j, int k, String roi, double xDeg, double yDeg, double sigma) {}

  static List<Truth> truth(Path folder) {
    List<Truth> truth = new ArrayList<>();
    for (String[] c : rows(folder.resolve("sub-01/sub-01_desc-truth_fields.tsv"))) {
      truth.add(
          new Truth(
              Integer.parseInt(c[0]),
              Integer.parseInt(c[1]),
              Integer.parseInt(c[2]),
              Integer.parseInt(c[3]),
              c[4],
              Double.parseDouble(c[5]),
              Double.parseDouble(c[6]),
              Double.parseDouble(c[7])));
    }
    return truth;
  }

  /** A table's rows without its header. */
  static List<String[]> rows(Path table) {
    try (var lines = Files.lines(table)) {
      return lines.skip(1).map(line -> line.split("\t")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path func(Path folder, String task, int run, String ending) {
    return folder.resolve("sub-01/func/sub-01_task-" + task + "_run-0" + run + "_" + ending);
  }

  /** The time courses of the truth table's voxels, {@code [voxel][volume]}. */
  static double[][] bold(Path folder, String task, int run) {
    List<Truth> truth = truth(folder);
    try (NiftiSeries series = NiftiSeries.open(func(folder, task, run, "bold.nii.gz"))) {
      double[][] bold = new double[truth.size()][series.volumeCount()];
      float[] volume = new float[series.grid().voxelCount()];
      for (int n = 0; series.readNext(volume); n++) {
        for (Truth t : truth) {
          bold[t.index()][n] = volume[series.grid().indexOf(t.i(), t.j(), t.k())];
        }
      }
      return bold;
    }
  }

  /** What lets a regression leave drift and motion out: columns {@code [regressor][volume]}. */
  static List<double[]> nuisance(Path folder, String task, int run, int cosineCount) {
    List<String[]> motion = rows(func(folder, task, run, "desc-confounds_timeseries.tsv"));
    int volumeCount = motion.size();
    List<double[]> columns = new ArrayList<>();
    for (int m = 0; m <= cosineCount; m++) {
      double[] cosine = new double[volumeCount];
      for (int n = 0; n < volumeCount; n++) {
        cosine[n] = Math.cos(Math.PI * m * (n + 0.5) / volumeCount);
      }
      columns.add(cosine);
    }
    for (int m = 0; m < 6; m++) {
      int parameter = m;
      columns.add(motion.stream().mapToDouble(row -> Double.parseDouble(row[parameter])).toArray());
    }
    return columns;
  }

  static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int n = 0; n < a.length; n++) {
      ab += (a[n] - meanA) * (b[n] - meanB);
      aa += (a[n] - meanA) * (a[n] - meanA);
      bb += (b[n] - meanB) * (b[n] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
