// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class EvaluationTableTest {
  private static final Coverage COVERAGE = new Coverage(10, 1, 2, 3, 4, 5);
  private static final EvaluationTable TABLE =
      EvaluationTable.of(
          List.of(
              new MetricRow("pixcorr", 0.27512345, -1e-9, Double.NaN),
              new MetricRow("ssim", 1, 0.0000014, -0.25),
              new MetricRow("identification", 0.631, 0.5, 0.4987654321)),
          COVERAGE);

  @TempDir Path folder;

  @Test
  void theFileIsExactlyThisTextInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    Path file = folder.resolve("evaluation.csv");
    try {
      Locale.setDefault(Locale.GERMANY);
      TABLE.writeCsv(file);
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(
        "metric,value,mean_image,shuffled_null\n"
            + "pixcorr,0.275123,0.000000,n/a\n"
            + "ssim,1.000000,0.000001,-0.250000\n"
            + "identification,0.631000,0.500000,0.498765\n",
        Files.readString(file));
  }

  @Test
  void whatWasWrittenIsReadBack() {
    Path file = folder.resolve("evaluation.csv");
    TABLE.writeCsv(file);
    EvaluationTable read = EvaluationTable.read(file);
    assertEquals(3, read.rows().size());
    assertEquals(0.275123, read.row("pixcorr").value());
    assertEquals(Double.NaN, read.row("pixcorr").shuffledNull());
    assertEquals(-0.25, read.row("ssim").shuffledNull());
    assertEquals(0.5, read.row("identification").meanImage());
    assertTrue(read.coverage().isEmpty());
    assertThrows(IllegalArgumentException.class, () -> read.row("clip"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "metric;value;mean_image;shuffled_null\n",
        "metric,value,mean_image,shuffled_null\nssim,0.1,0.2\n",
        "metric,value,mean_image,shuffled_null\nssim,0.1,0.2,0.3,0.4\n",
        "metric,value,mean_image,shuffled_null\nssim,0.1,zero,0.3\n",
        "metric,value,mean_image,shuffled_null\n,0.1,0.2,0.3\n"
      })
  void refusesAnythingElseAndNamesTheFile(String text) throws IOException {
    Path file = folder.resolve("other.csv");
    Files.writeString(file, text);
    BadInputException refused =
        assertThrows(BadInputException.class, () -> EvaluationTable.read(file));
    assertTrue(refused.getMessage().contains("other.csv"), refused.getMessage());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThrows(BadInputException.class, () -> EvaluationTable.read(folder.resolve("absent.csv")));
  }

  @Test
  void theCoverageSaysWhatWasLeftOut() {
    String summary = TABLE.coverage().orElseThrow().summary();
    assertEquals(
        "10 image pairs; pixcorr without 3 of them (constant reconstructions: 1, constant presented"
            + " images: 2); identification with 4 ties and 5 undefined comparisons",
        summary);
  }
}
