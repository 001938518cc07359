// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.NpyFile;

/** Against scikit-learn's Ridge, see src/test/python/ridge_fixtures.py. */
class RidgeRegressionTest {
  private static final double[] LAMBDAS = {0.01, 0.1, 1, 10};

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall"})
  void theWeightsAreThoseOfScikitLearn(String name) {
    double[][] expected = doubles(name + "-weights.npy");
    double[][] found = fit(name, 0.5).weights();
    assertEquals(expected.length, found.length);
    int copies = expected[0].length / found[0].length;
    assertEquals(name.equals("tall") ? 3 : 1, copies, "gray images are fitted once");
    for (int input = 0; input < expected.length; input++) {
      for (int value = 0; value < expected[0].length; value++) {
        assertEquals(expected[input][value], found[input][value / copies], 1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall"})
  void heldOutErrorsEqualThoseOfFittingAnewForEachPart(String name) {
    float[][] z = floats(name + "-x.npy");
    StandardScale scale = StandardScale.of(z);
    for (float[] row : z) scale.apply(row);
    PenaltyChoice choice =
        PenaltyChoice.of(
            PrincipalInputs.of(z, Progress.silent()),
            scale.varyingCount(),
            centred(name),
            groups(name),
            new RidgeSettings(LAMBDAS, 3),
            Progress.silent());
    double[] expected = flat(doubles(name + "-errors.npy"));
    assertArrayEquals(expected, choice.heldOutError(), 1e-6);
    int best = 0;
    for (int k = 1; k < expected.length; k++) if (expected[k] < expected[best]) best = k;
    assertEquals(LAMBDAS[best], choice.lambda());
  }

  @Test
  void aConstantInputHasNoSayWhateverItDoesLater() {
    RidgeModel model = fit("wide", 0.5);
    float[] input = floats("wide-x.npy")[3];
    float[] before = model.reconstruct(input);
    input[2] = 1e6f;
    assertArrayEquals(before, model.reconstruct(input));
    input[1] += 1;
    assertTrue(Math.abs(before[0] - model.reconstruct(input)[0]) > 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall"})
  void aModelThatWasWrittenReconstructsTheSame(String name, @TempDir Path folder)
      throws IOException {
    RidgeModel model = fit(name, 0.5);
    model.write(folder);
    float[] input = floats(name + "-x.npy")[0];
    RidgeModel read = RidgeModel.read(folder, input.length, 6);
    assertArrayEquals(model.reconstruct(input), read.reconstruct(input), 1e-6f);
    assertThrows(BadInputException.class, () -> RidgeModel.read(folder, input.length + 1, 6));
    assertThrows(BadInputException.class, () -> RidgeModel.read(folder, input.length, 12));
  }

  @Test
  void examplesOfOneGroupAloneCannotChooseAPenalty() {
    ArrayExamples examples = new ArrayExamples(floats("wide-x.npy"), floats("wide-y.npy"));
    RidgeRegression several = new RidgeRegression(RidgeSettings.standard());
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> several.fit(examples, new int[14], Progress.silent()));
    assertTrue(e.getMessage().contains("lambdas=[1]"), e.getMessage());
    RidgeRegression one = new RidgeRegression(RidgeSettings.standardBut("lambdas=[1]"));
    one.fit(examples, new int[14], Progress.silent());
  }

  @Test
  void responsesThatNeverVaryAreRefused() {
    ArrayExamples examples = new ArrayExamples(new float[5][4], new float[5][6]);
    RidgeRegression ridge = new RidgeRegression(RidgeSettings.standard());
    int[] groups = {0, 1, 2, 3, 4};
    BadInputException e =
        assertThrows(BadInputException.class, () -> ridge.fit(examples, groups, Progress.silent()));
    assertTrue(e.getMessage().contains("responses that vary"), e.getMessage());
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefusedBeforeItIsTaken() {
    ArrayExamples examples = new ArrayExamples(floats("wide-x.npy"), floats("wide-y.npy"));
    assertThrows(BadInputException.class, () -> RidgeRegression.requireMemory(examples, 10_000));
    RidgeRegression.requireMemory(examples, 1_000_000);
  }

  /** The work itself never ends by itself here, so that only the stop can end the wait. */
  @Test
  void aStopEndsTheWaitForWorkThatCannotBeAsked() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger reports = new AtomicInteger();
    Progress stopsAtTheThirdLook =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            reports.incrementAndGet();
          }

          @Override
          public boolean isCancelled() {
            return reports.get() == 2;
          }
        };
    Patience patience = new Patience("waiting", stopsAtTheThirdLook);
    assertThrows(
        CancelledException.class,
        () ->
            patience.await(
                0,
                1,
                () -> {
                  try {
                    return never.await(1, TimeUnit.HOURS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    assertEquals(2, reports.get());
    never.countDown();
  }

  @Test
  void penaltiesThatDoNotAscendAreRefused() {
    assertThrows(BadInputException.class, () -> RidgeSettings.standardBut("lambdas=[1,0.1]"));
    assertThrows(BadInputException.class, () -> RidgeSettings.standardBut("lambdas=[0,1]"));
    assertThrows(BadInputException.class, () -> RidgeSettings.standardBut("innerFolds=1"));
  }

  private static RidgeModel fit(String name, double lambda) {
    ArrayExamples examples = new ArrayExamples(floats(name + "-x.npy"), floats(name + "-y.npy"));
    return new RidgeRegression(new RidgeSettings(new double[] {lambda}, 5))
        .fit(examples, groups(name), Progress.silent());
  }

  private static DMatrixRMaj centred(String name) {
    float[][] y = floats(name + "-y.npy");
    DMatrixRMaj matrix = new DMatrixRMaj(y.length, y[0].length);
    for (int v = 0; v < y[0].length; v++) {
      double mean = 0;
      for (float[] row : y) mean += row[v] / y.length;
      for (int i = 0; i < y.length; i++) matrix.set(i, v, y[i][v] - mean);
    }
    return matrix;
  }

  private static int[] groups(String name) {
    double[] groups = flat(doubles(name + "-groups.npy"));
    int[] whole = new int[groups.length];
    for (int i = 0; i < whole.length; i++) whole[i] = (int) groups[i];
    return whole;
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length];
    for (int i = 0; i < flat.length; i++) flat[i] = rows[i][0];
    return flat;
  }

  private static float[][] floats(String name) {
    NpyFile file = open(name);
    float[][] rows = new float[file.shape()[0]][file.shape()[1]];
    for (int row = 0; row < rows.length; row++) file.readRow(row, rows[row]);
    return rows;
  }

  private static double[][] doubles(String name) {
    NpyFile file = open(name);
    int length = file.shape().length == 1 ? 1 : file.shape()[1];
    double[][] rows = new double[file.shape()[0]][length];
    for (int row = 0; row < rows.length; row++) file.readRow(row, rows[row]);
    return rows;
  }

  private static NpyFile open(String name) {
    try {
      return NpyFile.open(Path.of(RidgeRegressionTest.class.getResource(name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
