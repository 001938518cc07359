// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.LagEstimation;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.synthetic.StorageOrder;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.StimulusStrength;

/** Fields are found again, and where time or side are wrong, somebody says so. */
class FieldRecoveryTest {
  @TempDir Path folder;

  private TinySubject subject(SyntheticSettings settings, String name) {
    TinySubject subject = new TinySubject(folder.resolve(name));
    SyntheticSubject.generate(settings, subject.bids(), Progress.silent());
    return subject;
  }

  private static String table(Path file, int row, String column) throws IOException {
    List<String[]> rows = Files.readAllLines(file).stream().map(l -> l.split(",")).toList();
    return rows.get(row)[List.of(rows.get(0)).indexOf(column)];
  }

  @Test
  void fieldsComparedWithTheTrueOnesAreNear() throws IOException {
    TinySubject subject = subject(TinySubject.settings(), "one");
    Path csv = folder.resolve("comparison.csv");
    MacroRunner.value(
        subject.prepare()
            + subject.estimate()
            + TinySubject.command(
                "Compare Receptive Fields...",
                "dataset",
                subject.dataset(),
                "truth",
                subject.truth(),
                "table",
                csv));
    assertEquals(TinySubject.VOXELS + "", table(csv, 1, "compared"));
    assertTrue(Double.parseDouble(table(csv, 1, "median_error_deg")) < 1);
    assertTrue(Double.parseDouble(table(csv, 1, "r_x")) > 0.7);
    assertTrue(Files.exists(folder.resolve("comparison.csv.json")));
    // With themselves, fields of another folder are the same.
    MacroRunner.value(
        TinySubject.command(
            "Compare Receptive Fields...",
            "dataset",
            subject.dataset(),
            "truth",
            subject.dataset(),
            "table",
            csv));
    assertEquals(0, Double.parseDouble(table(csv, 1, "median_error_deg")));
    assertEquals(1, Double.parseDouble(table(csv, 1, "r_y")), 1e-9);
  }

  /** Eight volumes is the greatest of the response; four more come of 2.8 s at a TR of 0.7 s. */
  @Test
  void aLateResponseIsFoundAndAWindowThatMissesItIsTold() throws IOException {
    for (int late = 0; late <= 4; late += 4) {
      TinySubject subject =
          subject(TinySubject.settings().withDelaySec(0.7 * late), "late-" + late);
      Path csv = folder.resolve("lags-" + late + ".csv");
      MacroRunner.value(
          subject.prepare()
              + TinySubject.command(
                  "Find Response Lag...", "dataset", subject.dataset(), "table", csv));
      int best = 0;
      for (int lag = 0; lag < 20; lag++) {
        double r2 = Double.parseDouble(table(csv, lag + 1, "r2"));
        if (r2 > Double.parseDouble(table(csv, best + 1, "r2"))) best = lag;
      }
      assertEquals(8 + late, best, 1, "lag of a response that is " + late + " volumes late");
      assertEquals("1.400", table(csv, 3, "lag_sec"));
      try (Dataset dataset = Dataset.open(subject.dataset())) {
        LagEstimation found =
            LagEstimation.of(dataset, StimulusStrength.LUMINANCE, Progress.silent());
        Optional<String> warning = LagAdvice.warning(found, dataset.lags());
        assertEquals(late > 0, warning.isPresent(), "the window is 4 to 8");
        if (late > 0) assertTrue(warning.get().contains("firstlag=" + (best - 4)), warning.get());
      }
    }
  }

  @Test
  void aSubjectStoredTheOtherWayRoundHasTheSameFields() {
    Map<String, Optional<FittedField>> right = fields(StorageOrder.RAS);
    Map<String, Optional<FittedField>> left = fields(StorageOrder.LAS);
    assertEquals(TinySubject.VOXELS, right.size());
    right.forEach(
        (place, field) -> {
          FittedField one = field.orElseThrow();
          FittedField other = left.get(place).orElseThrow();
          assertEquals(one.field().xDeg(), other.field().xDeg(), 1e-9, place);
          assertEquals(one.field().yDeg(), other.field().yDeg(), 1e-9, place);
          assertEquals(one.r2(), other.r2(), 1e-9, place);
        });
  }

  /** By place to the right. */
  private Map<String, Optional<FittedField>> fields(StorageOrder storage) {
    SyntheticSettings settings = TinySubject.settings().withStorage(storage);
    TinySubject subject = subject(settings, storage.name());
    MacroRunner.value(subject.prepare() + subject.estimate());
    int nx = settings.brain().nx();
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      return dataset.voxels().stream()
          .collect(
              Collectors.toMap(
                  v ->
                      (storage == StorageOrder.RAS ? v.i() : nx - 1 - v.i())
                          + " "
                          + v.j()
                          + " "
                          + v.k(),
                  Voxel::field));
    }
  }

  @Test
  void fieldsOfAnotherBrainAreRefused() {
    TinySubject subject = subject(TinySubject.settings(), "mine");
    MacroRunner.value(subject.prepare() + subject.estimate());
    TinySubject other =
        subject(TinySubject.settings().withStorage(StorageOrder.LAS).withSeed(3), "other");
    String reason =
        MacroRunner.refusal(
            TinySubject.command(
                "Compare Receptive Fields...",
                "dataset",
                subject.dataset(),
                "truth",
                other.truth().resolveSibling("sub-01_desc-synthetic.json")));
    assertTrue(reason.contains("desc-synthetic.json"), reason);
  }

  @Test
  void delaysThatAreNoneAreRefused() {
    TinySubject subject = subject(TinySubject.settings(), "delays");
    MacroRunner.value(subject.prepare());
    for (String delays : List.of("soon", "1 1", "-20")) {
      String reason =
          MacroRunner.refusal(
              TinySubject.command(
                  "Estimate Receptive Fields...",
                  "dataset",
                  subject.dataset(),
                  "method",
                  "prf",
                  "delays",
                  delays));
      assertTrue(reason.contains("delays") && reason.contains(delays), reason);
    }
    String reason =
        MacroRunner.refusal(
            TinySubject.command(
                "Estimate Receptive Fields...", "dataset", subject.dataset(), "delays", "0"));
    assertTrue(reason.contains("delays"), reason);
  }

  /** A table of fisheye coordinates is no table of degrees, and no fields of plain frames. */
  @Test
  void fieldsOfFisheyeFramesAreComparedWithSuchOnly() throws IOException {
    TinySubject plain = subject(TinySubject.settings(), "plain");
    Path fish = folder.resolve("fish");
    MacroRunner.value(plain.prepare() + plain.estimate());
    MacroRunner.value(
        plain.prepare("warp", "fisheye").replace(plain.dataset().toString(), fish.toString())
            + TinySubject.command(
                "Estimate Receptive Fields...", "dataset", fish, "search", "quick"));
    Path csv = folder.resolve("fish.csv");
    for (Path itself : List.of(fish, fish.resolve("voxels.tsv"))) {
      MacroRunner.value(compare(fish, itself, csv));
      assertEquals(0, Double.parseDouble(table(csv, 1, "median_error_deg")), "with itself");
    }
    for (Path other : List.of(fish, fish.resolve("voxels.tsv"))) {
      String reason = MacroRunner.refusal(compare(plain.dataset(), other, csv));
      assertTrue(reason.contains("FISHEYE"), reason);
    }
    String shown =
        MacroRunner.refusal(
            TinySubject.command(
                "Show Receptive Fields...", "fields", fish.resolve("voxels.tsv"), "screendeg", 12));
    assertTrue(shown.contains("fisheye"), shown);
  }

  private static String compare(Path dataset, Path other, Path csv) {
    return TinySubject.command(
        "Compare Receptive Fields...", "dataset", dataset, "truth", other, "table", csv);
  }

  @Test
  void compressiveSummationAsksForStrengthsOfZeroOrMore() {
    TinySubject subject = subject(TinySubject.settings(), "css");
    MacroRunner.value(subject.prepare());
    Object[] css = {"dataset", subject.dataset(), "method", "css", "search", "quick"};
    String reason = MacroRunner.refusal(TinySubject.command("Estimate Receptive Fields...", css));
    assertTrue(reason.contains("stimulus") && reason.contains("aperture"), reason);
    Object[] aperture = Arrays.copyOf(css, 8);
    aperture[6] = "stimulus";
    aperture[7] = "aperture";
    MacroRunner.value(TinySubject.command("Estimate Receptive Fields...", aperture));
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      assertTrue(dataset.voxels().stream().anyMatch(v -> v.field().isPresent()));
    }
  }
}
