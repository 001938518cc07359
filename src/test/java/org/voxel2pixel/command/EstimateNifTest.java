// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.NpyType;
import org.voxel2pixel.dataset.NpyWriter;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.imagej.one.MacroEnd;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Neural information flow through the command, against the fields that made the data. */
class EstimateNifTest {
  /** A training of a second or two, of four minutes of film. */
  private static final String SHORT = "inputSidePx=32 epochs=1 leastSteps=300";

  /** Where it does not matter how near the fields come. */
  private static final String HARDLY =
      "inputSidePx=16 epochs=1 leastSteps=8 channels=[2,2,2] lagCount=2";

  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.generate(folder);
    MacroRunner.value(subject.prepare());
  }

  /** A copy of the dataset to write fields to: tests run side by side. */
  private static Path copy(String name) {
    Path copy = folder.resolve(name);
    TinySubject.copyTree(subject.dataset(), copy);
    return copy;
  }

  private static String estimate(Path dataset, String settings, Object... more) {
    List<Object> options = new ArrayList<>(List.of("dataset", dataset, "method", "nif"));
    options.addAll(List.of("search", "quick", "threads", 2, "settings", settings));
    options.addAll(List.of(more));
    return TinySubject.command("Estimate Receptive Fields...", options.toArray());
  }

  private static List<Voxel> voxels(Path dataset) {
    try (Dataset opened = Dataset.open(dataset)) {
      return opened.voxels();
    }
  }

  private static Map<List<Integer>, ReceptiveField> truth() {
    List<String[]> table = TinySubject.table(subject.truth());
    List<String> header = List.of(table.get(0));
    Map<List<Integer>, ReceptiveField> truth = new HashMap<>();
    for (String[] row : table.subList(1, table.size())) {
      List<Integer> place =
          List.of("i", "j", "k").stream()
              .map(name -> Integer.valueOf(row[header.indexOf(name)]))
              .toList();
      double[] field =
          List.of("x_deg", "y_deg", "sigma_deg").stream()
              .mapToDouble(name -> Double.parseDouble(row[header.indexOf(name)]))
              .toArray();
      truth.put(place, new ReceptiveField(field[0], field[1], field[2]));
    }
    return truth;
  }

  @Test
  void theFieldsComeNearTheOnesThatMadeTheData() {
    Path dataset = copy("near");
    MacroRunner.value(estimate(dataset, SHORT));
    Map<List<Integer>, ReceptiveField> truth = truth();
    List<Voxel> voxels = voxels(dataset);
    assertEquals(TinySubject.VOXELS, voxels.size());
    List<Double> errors = new ArrayList<>();
    List<Double> eccentricities = new ArrayList<>();
    double best = 0;
    for (Voxel voxel : voxels) {
      FittedField fit = voxel.field().orElseThrow();
      best = Math.max(best, fit.r2());
      if (!voxel.roi().equals("V1")) continue; // whose feature the grey frames show
      ReceptiveField made = truth.get(List.of(voxel.i(), voxel.j(), voxel.k()));
      errors.add(Math.hypot(fit.field().xDeg() - made.xDeg(), fit.field().yDeg() - made.yDeg()));
      eccentricities.add(made.eccentricityDeg());
    }
    double guessed = median(eccentricities); // were all fields at fixation
    assertTrue(guessed > 1.5, "median eccentricity " + guessed);
    assertTrue(median(errors) < guessed / 2, "median error " + median(errors) + " of " + guessed);
    assertTrue(best > 0.3, "best r2 " + best);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** The same training runs with and without a test: the test has no part in the fields. */
  @Test
  void onlyTrainingRunsAreLearnedFrom() {
    List<List<Optional<FittedField>>> fields = new ArrayList<>();
    for (String test : List.of("task-test", "none")) {
      Path dataset = folder.resolve("with-" + test);
      String prepare = subject.prepare("testruns", test);
      MacroRunner.value(prepare.replace(subject.dataset().toString(), dataset.toString()));
      MacroRunner.value(estimate(dataset, HARDLY));
      fields.add(voxels(dataset).stream().map(Voxel::field).toList());
    }
    assertEquals(fields.get(0), fields.get(1));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedDoesNot() throws IOException {
    Path dataset = copy("seeds");
    List<byte[]> tables = new ArrayList<>();
    for (int seed : new int[] {3, 4, 3}) {
      MacroRunner.value(estimate(dataset, HARDLY, "seed", seed));
      tables.add(Files.readAllBytes(dataset.resolve("voxels.tsv")));
    }
    assertArrayEquals(tables.get(0), tables.get(2));
    assertFalse(Arrays.equals(tables.get(0), tables.get(1)));
  }

  @Test
  void cancelledItLeavesTheDatasetAsItWas() throws IOException {
    Path dataset = copy("cancelled");
    byte[] before = Files.readAllBytes(dataset.resolve("voxels.tsv"));
    MacroEnd end =
        new CancelAt("epoch 1 of").during(() -> MacroRunner.run(estimate(dataset, "epochs=9999")));
    assertEquals(Ending.CANCELLED, end.ending(), end.reason());
    assertArrayEquals(before, Files.readAllBytes(dataset.resolve("voxels.tsv")));
  }

  @Test
  void layersAreTakenInTheOrderWritten() {
    Path straight = copy("straight");
    Path together = copy("together");
    MacroRunner.value(estimate(straight, HARDLY, "layers", "V1 V2 V3"));
    MacroRunner.value(estimate(copy("default"), HARDLY));
    assertEquals(voxels(straight), voxels(folder.resolve("default")));
    MacroRunner.value(estimate(together, HARDLY, "layers", "V3+V1 V2"));
    assertFalse(voxels(straight).equals(voxels(together)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings|epoch=3|epochs",
        "settings|epochs=some|a number",
        "settings|epochs=0|>= 1",
        "settings|rank=9|1 to 4",
        "settings|neighbours=5|divisor of batchSize",
        "settings|centre=MIDDLE|ARG_MAX",
        "settings|seed=3|use that option",
        "settings|epochs|name=value",
        "layers|V1 V2|no V3",
        "layers|V1 V2 V3 V4|no region \"V4\"",
        "layers|V1+V2 V3+V1|V1 twice",
        "stimulus|contrast|luminance for method nif",
        "stimulus|energy|luminance for method nif",
        "scaling|standardised|centred for method nif",
        "polarity|either|positive for method nif"
      })
  void whatDoesNotFitIsRefused(String option, String value, String message) {
    Object[] options = {
      "dataset", subject.dataset(), "method", "nif", "search", "quick", option, value
    };
    String reason =
        MacroRunner.refusal(TinySubject.command("Estimate Receptive Fields...", options));
    assertTrue(reason.contains(message), reason);
  }

  @ParameterizedTest
  @CsvSource({"settings,epochs=3", "layers,V1+V2+V3", "seed,2", "threads,1"})
  void itsOptionsAreRefusedForOtherMethods(String option, String value) {
    for (String method : List.of("reverse-correlation", "prf", "css")) {
      String macro =
          TinySubject.command(
              "Estimate Receptive Fields...",
              "dataset",
              subject.dataset(),
              "method",
              method,
              option,
              value);
      String reason = MacroRunner.refusal(macro);
      assertTrue(reason.contains("option " + option) && reason.contains(method), reason);
    }
  }

  /** Trials: up to three bright squares on 8 x 8 px; each voxel answers at one of four places. */
  @Test
  void samplesThatStandAloneSeeTheirOwnPicture() throws IOException {
    Path source = Files.createDirectories(folder.resolve("numpy"));
    Random random = new Random(4);
    float[][] pictures = new float[240][64];
    float[][] responses = new float[240][4];
    for (int n = 0; n < 240; n++) {
      for (int squares = random.nextInt(4); squares > 0; squares--) {
        int x = random.nextInt(7);
        int y = random.nextInt(7);
        for (int p = 0; p < 4; p++) pictures[n][(y + p / 2) * 8 + x + p % 2] = 1;
        for (int v = 0; v < 4; v++) {
          double dx = x + 0.5 - (v % 2 == 0 ? 1.5 : 5.5);
          double dy = y + 0.5 - (v < 2 ? 1.5 : 5.5);
          responses[n][v] += (float) Math.exp(-(dx * dx + dy * dy) / 4);
        }
      }
    }
    float[] other = new float[64];
    Arrays.fill(other, 0.5f);
    write(source.resolve("fmriTrn.npy"), responses);
    write(source.resolve("stimTrn.npy"), pictures);
    write(source.resolve("fmriTest.npy"), new float[][] {{0, 0, 0, 0}});
    write(source.resolve("stimTest.npy"), new float[][] {other});
    Path dataset = folder.resolve("trials");
    MacroRunner.value(
        TinySubject.command(
            "Import Matrices...",
            "source",
            source,
            "dataset",
            dataset,
            "widthpx",
            8,
            "heightpx",
            8,
            "screendeg",
            8,
            "white",
            1,
            "pixelorder",
            "row"));
    MacroRunner.value(estimate(dataset, "epochs=1 leastSteps=300 poolPx=[1]"));
    List<Voxel> voxels = voxels(dataset);
    assertEquals(4, voxels.size());
    for (Voxel voxel : voxels) {
      ReceptiveField field = voxel.field().orElseThrow().field();
      boolean left = voxel.index() % 2 == 0;
      boolean top = voxel.index() < 2;
      assertEquals(left ? -2 : 2, field.xDeg(), 1, voxel.toString());
      assertEquals(top ? 2 : -2, field.yDeg(), 1, voxel.toString());
    }
  }

  private static void write(Path file, float[][] rows) throws IOException {
    try (NpyWriter npy = NpyWriter.create(file, NpyType.FLOAT32, rows[0].length)) {
      for (float[] row : rows) npy.writeRow(row);
    }
  }
}
