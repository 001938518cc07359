// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.visualfield.FittedField;

/** Population receptive fields through the command, against the fields that made the data. */
class EstimatePrfTest {
  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.generate(folder);
    MacroRunner.value(subject.prepare());
  }

  private static String estimate(Object... more) {
    Object[] all = new Object[2 + more.length];
    all[0] = "dataset";
    all[1] = subject.dataset();
    System.arraycopy(more, 0, all, 2, more.length);
    return TinySubject.command("Estimate Receptive Fields...", all);
  }

  @Test
  void theFieldsComeNearTheOnesThatMadeTheData() {
    MacroRunner.value(estimate("method", "prf", "search", "quick"));
    List<String[]> truth = TinySubject.table(subject.truth());
    List<String> header = List.of(truth.get(0));
    double[] errors = new double[TinySubject.VOXELS];
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      assertEquals(TinySubject.VOXELS, dataset.voxelCount());
      for (Voxel voxel : dataset.voxels()) {
        String[] row =
            truth.stream()
                .skip(1)
                .filter(line -> is(line, header, voxel))
                .findFirst()
                .orElseThrow();
        double x = Double.parseDouble(row[header.indexOf("x_deg")]);
        double y = Double.parseDouble(row[header.indexOf("y_deg")]);
        errors[voxel.index()] =
            voxel
                .field()
                .map(f -> Math.hypot(f.field().xDeg() - x, f.field().yDeg() - y))
                .orElse(Double.POSITIVE_INFINITY);
      }
    }
    Arrays.sort(errors);
    double median = errors[errors.length / 2];
    assertTrue(median < 0.6, "median error " + median + " of a screen of 12 degrees");
  }

  private static boolean is(String[] line, List<String> header, Voxel voxel) {
    return line[header.indexOf("i")].equals("" + voxel.i())
        && line[header.indexOf("j")].equals("" + voxel.j())
        && line[header.indexOf("k")].equals("" + voxel.k());
  }

  /** The same training runs with and without a test: the test has no part in the fields. */
  @Test
  void onlyTrainingRunsAreLearnedFrom() {
    List<List<Optional<FittedField>>> fields = new ArrayList<>();
    for (String test : List.of("task-test", "none")) {
      Path dataset = folder.resolve("with-" + test);
      MacroRunner.value(
          subject.prepare("testruns", test).replace(subject.dataset().toString(), dataset + "")
              + estimate("method", "prf", "search", "quick")
                  .replace(subject.dataset().toString(), dataset + ""));
      try (Dataset opened = Dataset.open(dataset)) {
        fields.add(opened.voxels().stream().map(Voxel::field).toList());
        assertEquals(
            test.equals("none"), opened.samples().stream().noneMatch(s -> s.split() == Split.TEST));
      }
    }
    assertEquals(fields.get(0), fields.get(1));
  }

  @Test
  void optionsOfTheOtherMethodAreRefused() {
    String reason = MacroRunner.refusal(estimate("method", "prf", "scaling", "standardised"));
    assertTrue(reason.contains("scaling"), reason);
    reason = MacroRunner.refusal(estimate("stimulus", "energy"));
    assertTrue(reason.contains("stimulus"), reason);
  }
}
