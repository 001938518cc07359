// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.MacroRunner;

/**
 * From scanner files to the table of results through one macro, each step judged by what it left in
 * files, with formulas of the test's own.
 */
class WholePathTest {
  private static final int PIXELS = TinySubject.FRAME_PX * TinySubject.FRAME_PX;
  private static final int FIRST_LAG = 4;
  private static final int LAST_LAG = 8;
  private static final double MIN_R2 = 0.02;
  private static final int EXAMPLES = TinySubject.TEST_VOLUMES - TinySubject.REST_VOLUMES;
  private static final int EPOCHS = 12;
  private static final int PAIRS = 5;
  private static final List<String> AREAS = List.of("V1", "V2", "V3");

  @TempDir static Path folder;
  private static TinySubject subject;
  private static Path run;

  @BeforeAll
  static void goTheWholeWay() {
    subject = TinySubject.generate(folder);
    run = folder.resolve("run");
    MacroRunner.value(
        subject.prepare()
            + subject.estimate()
            + TinySubject.command(
                "Project Voxels To Pixels...", "dataset", subject.dataset(), "minr2", MIN_R2)
            + save("rfs.tif")
            + subject.train(run, "adversarialWeight=0 epochs=" + EPOCHS)
            + subject.reconstruct(run)
            + save("reconstruction.tif")
            + evaluate("metrics.csv", "montage.png"));
  }

  private static String save(String name) {
    return "saveAs(\"Tiff\", \"" + folder.resolve(name) + "\");\n";
  }

  private static String evaluate(String metrics, String montage) {
    return TinySubject.command(
        "Evaluate Reconstructions...",
        "dataset",
        subject.dataset(),
        "metrics",
        folder.resolve(metrics),
        "montage",
        folder.resolve(montage),
        "pairs",
        PAIRS);
  }

  private static ImagePlus open(String name) {
    return IJ.openImage(folder.resolve(name).toString());
  }

  @Test
  void theDatasetHoldsEveryVolumeVoxelAndFrame() {
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      dataset.verify();
      int train = TinySubject.TRAIN_RUNS * TinySubject.TRAIN_VOLUMES;
      assertEquals(train + TinySubject.TEST_VOLUMES, dataset.sampleCount());
      assertEquals(TinySubject.VOXELS, dataset.voxelCount());
      assertEquals(AREAS, dataset.rois());
      int shown = TinySubject.TRAIN_VOLUMES - TinySubject.REST_VOLUMES;
      assertEquals(TinySubject.TRAIN_RUNS * shown + EXAMPLES, dataset.frameCount());
      assertEquals(
          List.of("Prepare Dataset", "Estimate Receptive Fields"),
          dataset.provenance().stream().map(how -> how.command()).toList());
    }
  }

  @Test
  void theEstimatedFieldsLieWhereTheTrueOnesAre() {
    List<String[]> found = TinySubject.table(subject.dataset().resolve("voxels.tsv"));
    List<String[]> truth = TinySubject.table(subject.truth());
    assertEquals("rf_x_deg", found.get(0)[5]);
    assertEquals("x_deg", truth.get(0)[5]);
    for (int axis = 5; axis <= 6; axis++) {
      List<double[]> pairs = new ArrayList<>();
      for (int n = 1; n < found.size(); n++) {
        assertEquals(truth.get(n)[4], found.get(n)[4], "the same area");
        if (found.get(n)[5].equals("n/a") || number(found.get(n)[8]) < 0.1) continue;
        pairs.add(new double[] {number(found.get(n)[axis]), number(truth.get(n)[axis])});
      }
      assertTrue(pairs.size() > TinySubject.VOXELS / 4, pairs.size() + " fields");
      double r = correlation(pairs);
      assertTrue(r > 0.7, "correlation with the truth along axis " + axis + ": " + r);
    }
  }

  private static double number(String cell) {
    return Double.parseDouble(cell);
  }

  private static double correlation(List<double[]> pairs) {
    double[] a = pairs.stream().mapToDouble(p -> p[0]).toArray();
    double[] b = pairs.stream().mapToDouble(p -> p[1]).toArray();
    return pearson(a, b);
  }

  /** numpy.corrcoef(a, b)[0, 1] */
  private static double pearson(double[] a, double[] b) {
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < a.length; i++) {
      meanA += a[i] / a.length;
      meanB += b[i] / b.length;
    }
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
  void rfsImagesHaveAChannelForEachAreaAndLagAndAreWhatAHandPaints() {
    ImagePlus rfs = open("rfs.tif");
    int lags = LAST_LAG - FIRST_LAG + 1;
    assertEquals(AREAS.size() * lags, rfs.getNChannels());
    assertEquals(EXAMPLES, rfs.getNFrames());
    assertEquals(32, rfs.getBitDepth());
    int frame = 17; // from 0
    int row = TinySubject.TRAIN_RUNS * TinySubject.TRAIN_VOLUMES + frame;
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      for (int area = 0; area < AREAS.size(); area++) {
        for (int lag = 0; lag < lags; lag++) {
          int plane = rfs.getStackIndex(area * lags + lag + 1, 1, frame + 1);
          String label = rfs.getStack().getSliceLabel(plane);
          String channel = AREAS.get(area) + " lag" + lag;
          String expectedStart = channel + " sample " + row + " sub-01_task-test_run-01";
          assertTrue(label.startsWith(expectedStart), label);
          float[] response = new float[dataset.voxelCount()];
          dataset.readResponse(row + FIRST_LAG + lag, response);
          float[] expected = paintedByHand(AREAS.get(area), response);
          float[] found = (float[]) rfs.getStack().getProcessor(plane).getPixels();
          assertArrayEquals(expected, found, 1e-6f, label);
        }
      }
    }
  }

  /** Mean response of the area's voxels centred on each pixel; y downward, degrees upward. */
  private static float[] paintedByHand(String area, float[] response) {
    double[] sum = new double[PIXELS];
    int[] count = new int[PIXELS];
    int painted = 0;
    for (String[] voxel : TinySubject.table(subject.dataset().resolve("voxels.tsv"))) {
      if (!voxel[4].equals(area) || voxel[5].equals("n/a") || number(voxel[8]) < MIN_R2) continue;
      double degPerPx = TinySubject.SCREEN_DEG / TinySubject.FRAME_PX;
      int x = (int) Math.floor((number(voxel[5]) + TinySubject.SCREEN_DEG / 2) / degPerPx);
      int y = (int) Math.floor((TinySubject.SCREEN_DEG / 2 - number(voxel[6])) / degPerPx);
      if (Math.min(x, y) < 0 || Math.max(x, y) >= TinySubject.FRAME_PX) continue;
      sum[y * TinySubject.FRAME_PX + x] += response[Integer.parseInt(voxel[0])];
      count[y * TinySubject.FRAME_PX + x]++;
      painted++;
    }
    assertTrue(painted > 0, "no voxel of " + area);
    float[] image = new float[PIXELS];
    for (int p = 0; p < PIXELS; p++) if (count[p] > 0) image[p] = (float) (sum[p] / count[p]);
    return image;
  }

  @Test
  void trainingLowersThePixelLossAndLeavesARunFolder() {
    List<String[]> log = TinySubject.table(run.resolve("log.tsv"));
    List<String> header =
        List.of("step", "epoch", "discriminator", "adversarial", "pixel", "feature", "seconds");
    assertEquals(header, List.of(log.get(0)));
    int steps = EPOCHS * TinySubject.TRAIN_RUNS * (TinySubject.TRAIN_VOLUMES - 10) / 16;
    assertEquals(steps, log.size() - 1);
    double first = meanPixelLoss(log.subList(1, 1 + steps / 4));
    double last = meanPixelLoss(log.subList(1 + steps - steps / 4, 1 + steps));
    assertTrue(last < 0.95 * first, "pixel loss from " + first + " to " + last);
    assertEquals(
        List.of("checkpoints", "config.json", "log.tsv", "model", "previews"),
        TinySubject.namesIn(run));
    String step = String.format(Locale.ROOT, "step-%08d", steps);
    assertEquals(List.of(step + ".safetensors"), TinySubject.namesIn(run.resolve("checkpoints")));
    assertTrue(TinySubject.namesIn(run.resolve("previews")).contains("train-" + step + ".png"));
  }

  private static double meanPixelLoss(List<String[]> rows) {
    return rows.stream().mapToDouble(row -> number(row[4])).average().orElseThrow();
  }

  @Test
  void theReconstructionIsLabelledCalibratedAndSaysHowItCameToBe() throws IOException {
    ImagePlus stack = open("reconstruction.tif");
    assertEquals(ImagePlus.COLOR_RGB, stack.getType());
    assertEquals(EXAMPLES, stack.getNFrames());
    assertEquals(EXAMPLES, stack.getStackSize());
    int first = TinySubject.TRAIN_RUNS * TinySubject.TRAIN_VOLUMES;
    assertEquals(
        "sample " + (first + 3) + " sub-01_task-test_run-01 2.1 s test-01/frame-0004.png",
        stack.getStack().getSliceLabel(4));
    assertEquals("deg", stack.getCalibration().getUnit());
    assertEquals(12.0 / 32, stack.getCalibration().pixelWidth, 1e-6);
    assertEquals(0.7, stack.getCalibration().frameInterval, 1e-6);
    String info = stack.getInfoProperty();
    for (String part :
        List.of(
            "command: Reconstruct",
            "split: test",
            "machine: ",
            "dataset.json: sha256 " + sha256(subject.dataset().resolve("dataset.json")),
            "model.json: sha256 " + sha256(run.resolve("model/model.json")))) {
      assertTrue(info.contains(part), "no \"" + part + "\" in " + info);
    }
  }

  private static String sha256(Path file) {
    return Provenance.sha256(file);
  }

  @Test
  void runAndModelSayWhatTheyWereMadeOf() throws IOException {
    String dataset = sha256(subject.dataset().resolve("dataset.json"));
    for (String name : List.of("config.json", "model/model.json")) {
      JsonObject json =
          JsonParser.parseString(Files.readString(run.resolve(name))).getAsJsonObject();
      JsonObject how = json.getAsJsonObject("provenance");
      assertEquals("Train Model", how.get("command").getAsString());
      assertEquals(1, how.get("seed").getAsLong());
      assertEquals("0.02", how.getAsJsonObject("parameters").get("minR2").getAsString());
      assertEquals(dataset, how.getAsJsonObject("inputHashes").get("dataset.json").getAsString());
    }
  }

  @Test
  void theMetricsAreWhatOneComputesByHand() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
    assertEquals("metric,value,mean_image,shuffled_null", lines.get(0));
    assertEquals(
        List.of("pixcorr", "ssim", "identification"),
        lines.subList(1, lines.size()).stream().map(line -> line.split(",")[0]).toList());
    List<double[]> presented = presented();
    List<double[]> reconstructed = reconstructed();
    double[] mean = meanTrainingFrame();
    double pixcorr = 0;
    double ofMean = 0;
    double identified = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      double own = pearson(reconstructed.get(i), presented.get(i));
      pixcorr += own / EXAMPLES;
      ofMean += pearson(mean, presented.get(i)) / EXAMPLES;
      for (int j = 0; j < EXAMPLES; j++) {
        if (j == i) continue;
        double other = pearson(reconstructed.get(i), presented.get(j));
        identified += (own > other ? 1 : own == other ? 0.5 : 0) / (EXAMPLES * (EXAMPLES - 1.0));
      }
    }
    assertEquals(pixcorr, cell(lines, 1, 1), 2e-6);
    assertEquals(ofMean, cell(lines, 1, 2), 2e-6);
    assertEquals(identified, cell(lines, 3, 1), 2e-6);
  }

  private static double cell(List<String> lines, int row, int column) {
    return number(lines.get(row).split(",")[column]);
  }

  /** The film frames that the labels name, from the subject's own PNG files. */
  private static List<double[]> presented() throws IOException {
    ImagePlus stack = open("reconstruction.tif");
    List<double[]> images = new ArrayList<>();
    for (int n = 1; n <= stack.getStackSize(); n++) {
      String[] label = stack.getStack().getSliceLabel(n).split(" ");
      images.add(png(label[label.length - 1]));
    }
    return images;
  }

  private static double[] png(String name) throws IOException {
    BufferedImage png = ImageIO.read(subject.bids().resolve("stimuli").resolve(name).toFile());
    double[] image = new double[3 * PIXELS];
    for (int p = 0; p < PIXELS; p++) {
      int rgb = png.getRGB(p % TinySubject.FRAME_PX, p / TinySubject.FRAME_PX);
      for (int c = 0; c < 3; c++) image[3 * p + c] = (rgb >> (16 - 8 * c)) & 0xFF;
    }
    return image;
  }

  private static List<double[]> reconstructed() {
    ImagePlus stack = open("reconstruction.tif");
    List<double[]> images = new ArrayList<>();
    for (int n = 1; n <= stack.getStackSize(); n++) {
      int[] packed = (int[]) stack.getStack().getPixels(n);
      double[] image = new double[3 * PIXELS];
      for (int p = 0; p < PIXELS; p++) {
        for (int c = 0; c < 3; c++) image[3 * p + c] = (packed[p] >> (16 - 8 * c)) & 0xFF;
      }
      images.add(image);
    }
    return images;
  }

  /** Rest follows the last frame, so every training frame has all its lags. */
  private static double[] meanTrainingFrame() throws IOException {
    double[] mean = new double[3 * PIXELS];
    int shown = TinySubject.TRAIN_VOLUMES - TinySubject.REST_VOLUMES;
    for (int film = 1; film <= TinySubject.TRAIN_RUNS; film++) {
      for (int frame = 1; frame <= shown; frame++) {
        double[] one = png(String.format(Locale.ROOT, "train-%02d/frame-%04d.png", film, frame));
        for (int i = 0; i < mean.length; i++) mean[i] += one[i] / (TinySubject.TRAIN_RUNS * shown);
      }
    }
    return mean;
  }

  @Test
  void theMontageHasItsPairsInFourColumns() throws IOException {
    BufferedImage montage = ImageIO.read(folder.resolve("montage.png").toFile());
    int cell = 96; // 3 pixels for one of 32
    assertEquals(2 * 8 + 4 * (2 * cell + 4) + 3 * 16, montage.getWidth());
    int captions = montage.getHeight() - 2 * 8 - 2 * cell - 8; // above two rows
    assertTrue(captions >= 8 && captions <= 20, "room for captions: " + captions);
  }

  @Test
  void metricsAndMontageHaveTheirOriginBesideThem() throws IOException {
    for (String name : List.of("metrics.csv.json", "montage.png.json")) {
      JsonObject how =
          JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
      assertEquals("Evaluate Reconstructions", how.get("command").getAsString());
      assertTrue(how.get("reconstruction").getAsString().contains("model.json: sha256 "));
      assertTrue(how.get("coverage").getAsString().contains(EXAMPLES + " image pairs"));
    }
  }

  @Test
  void theSavedStackReopenedIsTheReconstructionAndIsEvaluatedAlike() throws IOException {
    String reopened = "open(\"" + folder.resolve("reconstruction.tif") + "\");\n";
    MacroRunner.value(reopened + evaluate("again.csv", "again.png"));
    assertEquals(-1, Files.mismatch(folder.resolve("metrics.csv"), folder.resolve("again.csv")));
    assertEquals(-1, Files.mismatch(folder.resolve("montage.png"), folder.resolve("again.png")));
    MacroRunner.value(subject.reconstruct(run) + save("second.tif"));
    ImagePlus first = open("reconstruction.tif");
    ImagePlus second = open("second.tif");
    for (int n = 1; n <= EXAMPLES; n++) {
      assertArrayEquals(
          (int[]) first.getStack().getPixels(n), (int[]) second.getStack().getPixels(n));
    }
  }
}
