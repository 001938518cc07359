// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.CrossValidationFolds;
import org.voxel2pixel.dataset.CrossValidationFolds.Protocol;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.NpyFile;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.engine.TrainRequest.Start;

/** The linear baseline as a model, and cross-validated, on noise. */
class RidgeJobsTest {
  @TempDir static Path folder;
  private static Path dataset;

  @BeforeAll
  static void write() {
    dataset = folder.resolve("dataset");
    TinyDataset.write(dataset, 1);
  }

  @Test
  void aReconstructionIsWhatTheModelsArraysSay() throws IOException {
    Path model = train("arrays", "quick", "", Start.NEW);
    ReconstructJob.Reconstruction result =
        new ReconstructJob(model, dataset, Split.TEST).run(Progress.silent());
    assertEquals(TinyDataset.TEST_EXAMPLES, result.images().size());
    int row = result.rows()[5];
    double[][] scale = doubles(model.resolve("scale.npy"));
    double[][] axes = doubles(model.resolve("axes.npy"));
    double[][] loadings = doubles(model.resolve("loadings.npy"));
    double[] image = doubles(model.resolve("mean-image.npy"))[0];
    try (Dataset set = Dataset.open(dataset)) {
      float[] response = new float[TinyDataset.VOXELS];
      for (int k = 0; k < axes.length; k++) {
        double score = 0;
        for (int lag = 0; lag < 2; lag++) {
          set.readResponse(row + 1 + lag, response);
          for (int v = 0; v < response.length; v++) {
            int input = lag * response.length + v;
            score += axes[k][input] * (response[v] - scale[0][input]) / scale[1][input];
          }
        }
        for (int p = 0; p < image.length; p++) image[p] += score * loadings[k][p];
      }
    }
    float[] found = result.images().get(5);
    for (int p = 0; p < image.length; p++) {
      assertEquals(Math.max(0, Math.min(1, image[p])), found[p], 1e-5);
    }
    String card = Files.readString(model.resolve("model.json"));
    assertTrue(card.contains("\"chosenLambda\""), card);
    assertTrue(Files.readString(model.resolve("README.md")).contains("mean-image"));
  }

  @Test
  void whatRidgeHasNoUseForIsRefused() {
    assertRefused(() -> train("a", "released", "", Start.NEW), "preset");
    assertRefused(() -> train("b", "quick", "", Start.RESUME), "resume");
    assertRefused(() -> train("c", "quick", "projection=gaussian", Start.NEW), "projection");
    assertTrue(Files.notExists(folder.resolve("c")), "nothing is written before the refusal");
  }

  @Test
  void aChangedArrayIsNotReconstructedWith() throws IOException {
    Path model = train("changed", "quick", "lambdas=[1]", Start.NEW);
    byte[] bytes = Files.readAllBytes(model.resolve("loadings.npy"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(model.resolve("loadings.npy"), bytes);
    assertRefused(
        () -> new ReconstructJob(model, dataset, Split.TEST).run(Progress.silent()), "SHA-256");
  }

  @Test
  void everyExampleIsHeldOutOnceAndKFoldsDifferByOnePictureAtMost() {
    try (Dataset set = Dataset.open(dataset)) {
      CrossValidationFolds folds = folds(set, Protocol.KFOLD, 7, 3);
      int examples = TinyDataset.TRAIN_EXAMPLES + TinyDataset.TEST_EXAMPLES;
      int[] all =
          IntStream.range(0, 7).flatMap(f -> Arrays.stream(folds.heldOut(f))).sorted().toArray();
      assertArrayEquals(IntStream.range(0, examples).toArray(), all);
      for (int f = 0; f < 7; f++) {
        int held = folds.heldOut(f).length;
        assertTrue(held == examples / 7 || held == examples / 7 + 1, "fold of " + held);
        assertEquals(examples - held, folds.training(f).length);
      }
      assertEquals(0, folds.seenPictures());
      assertTrue(!Arrays.equals(folds.fold(), folds(set, Protocol.KFOLD, 7, 4).fold()));
    }
  }

  /** With an endless penalty the guess is the mean picture of what was not held out. */
  @Test
  void nothingOfAHeldOutRunReachesTheFit() {
    try (Dataset set = Dataset.open(dataset)) {
      CrossValidationFolds folds = folds(set, Protocol.LEAVE_ONE_RUN_OUT, 2, 1);
      assertEquals(4, folds.foldCount());
      CrossValidationJob.HeldOut result =
          new CrossValidationJob(set, folds, "ridge", "lambdas=[1e12]", 1).run(Progress.silent());
      byte[] frame = new byte[TinyDataset.SIDE_PX * TinyDataset.SIDE_PX * 3];
      for (int held : new int[] {0, 20, 47}) {
        String run = set.samples().get(folds.rows()[held]).run();
        double sum = 0;
        int count = 0;
        for (int row : folds.rows()) {
          if (set.samples().get(row).run().equals(run)) continue;
          set.readFrame(set.samples().get(row).stimulus(), frame);
          sum += (frame[100] & 0xff) / 255.0;
          count++;
        }
        assertEquals(36, count);
        assertEquals(sum / count, result.meanImages().get(held)[100], 1e-6);
        assertEquals(sum / count, result.reconstructed().get(held)[100], 1e-5);
        set.readFrame(set.samples().get(folds.rows()[held]).stimulus(), frame);
        assertEquals((frame[100] & 0xff) / 255f, result.presented().get(held)[100]);
      }
    }
  }

  @Test
  void shufflesAreOfTheirSeed() {
    try (Dataset set = Dataset.open(dataset)) {
      CrossValidationFolds folds = folds(set, Protocol.LEAVE_ONE_RUN_OUT, 2, 1);
      CrossValidationJob job = new CrossValidationJob(set, folds, "ridge", "lambdas=[0.1]", 1);
      float[] first = job.runShuffled(1, Progress.silent()).get(0);
      assertArrayEquals(first, job.runShuffled(1, Progress.silent()).get(0));
      assertTrue(!Arrays.equals(first, job.runShuffled(2, Progress.silent()).get(0)));
      assertTrue(!Arrays.equals(first, job.run(Progress.silent()).reconstructed().get(0)));
    }
  }

  @Test
  void moreFoldsThanPicturesAreRefused() {
    try (Dataset set = Dataset.open(dataset)) {
      assertRefused(() -> folds(set, Protocol.KFOLD, 49, 1), "at least 49 different pictures");
    }
  }

  private static CrossValidationFolds folds(Dataset set, Protocol protocol, int count, long seed) {
    return CrossValidationFolds.of(set, protocol, count, seed, Progress.silent());
  }

  private static Path train(String run, String preset, String overrides, Start start) {
    TrainRequest request =
        new TrainRequest(
            dataset, folder.resolve(run), "ridge", preset, overrides, 0.05, 1, start, 1);
    return new TrainJob(request, TinyDataset.provenance()).run(Progress.silent());
  }

  private static void assertRefused(Runnable work, String part) {
    String message = assertThrows(BadInputException.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static double[][] doubles(Path file) {
    NpyFile npy = NpyFile.open(file);
    double[][] rows = new double[npy.shape()[0]][npy.shape()[1]];
    float[] row = new float[npy.shape()[1]];
    for (int r = 0; r < rows.length; r++) {
      if (npy.type() == org.voxel2pixel.dataset.NpyType.FLOAT64) {
        npy.readRow(r, rows[r]);
        continue;
      }
      npy.readRow(r, row);
      for (int c = 0; c < row.length; c++) rows[r][c] = row[c];
    }
    return rows;
  }
}
