// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.visualfield.ReceptiveField;

class NifFitTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  private static NifSettings settings(int epochs) {
    return new NifSettings(
        "test",
        NifSimulation.SIDE,
        1,
        2,
        List.of(6, 6),
        3,
        NifSettings.Nonlinearity.RELU,
        1,
        0.02,
        0.9,
        0.999,
        1e-10,
        32,
        epochs,
        0.1,
        7);
  }

  private static NifResult fit(NifSimulation simulation, int epochs) {
    return NifFit.fit(
        simulation.frames(), simulation.bold(), settings(epochs), OPTIONS, Progress.silent());
  }

  private static List<NifSimulation.Truth> scattered(int count, long seed) {
    Random random = new Random(seed);
    List<NifSimulation.Truth> truths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      truths.add(
          new NifSimulation.Truth(1.5 + 12 * random.nextDouble(), 1.5 + 12 * random.nextDouble()));
    }
    return truths;
  }

  private static List<ReceptiveField> fields(NifResult result, int region, FieldCentre centre) {
    return result.fields(region, centre).stream().map(f -> f.orElseThrow().field()).toList();
  }

  private static <T> double[] each(List<T> items, ToDoubleFunction<T> value) {
    return items.stream().mapToDouble(value).toArray();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = java.util.Arrays.stream(a).average().orElseThrow();
    double meanB = java.util.Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void knownFieldsAreRecoveredInBothLayers() {
    NifSimulation simulation =
        NifSimulation.of(List.of(scattered(16, 1), scattered(12, 2)), 2, 250, 3);
    long start = System.nanoTime();
    NifResult result = fit(simulation, 60);
    System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
    for (int region = 0; region < 2; region++) {
      List<NifSimulation.Truth> truth = simulation.regions().get(region);
      for (FieldCentre centre : FieldCentre.values()) {
        List<ReceptiveField> found = fields(result, region, centre);
        // 0.5 degrees a pixel, the middle at 7.5 px, y upward
        double rx =
            correlation(each(truth, t -> (t.xPx() - 7.5) * 0.5), each(found, ReceptiveField::xDeg));
        double ry =
            correlation(each(truth, t -> (7.5 - t.yPx()) * 0.5), each(found, ReceptiveField::yDeg));
        double err = 0;
        for (int v = 0; v < found.size(); v++) {
          err +=
              Math.hypot(
                      found.get(v).xDeg() - (truth.get(v).xPx() - 7.5) * 0.5,
                      found.get(v).yDeg() - (7.5 - truth.get(v).yPx()) * 0.5)
                  / found.size();
        }
        System.out.println(
            region
                + " "
                + centre
                + " rx "
                + rx
                + " ry "
                + ry
                + " err deg "
                + err
                + " sigma "
                + found.get(0).sigmaDeg());
        assertTrue(rx > 0.8 && ry > 0.8, region + " " + centre + ": " + rx + ", " + ry);
      }
      double r = java.util.Arrays.stream(result.heldOutR(region)).average().orElseThrow();
      System.out.println("held out r " + r + " " + java.util.Arrays.toString(result.epochLosses()));
      assertTrue(r > 0.5, "mean held-out r " + r);
    }
  }
}
