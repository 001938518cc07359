// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

class ReceptiveFieldTableTest {
  private static final String HEADER = "index\tx_deg\ty_deg\tsigma_deg\tr2\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("fields.tsv"), text);
  }

  private static Optional<FittedField> field(double x, double y, double sigma, double r2) {
    return Optional.of(new FittedField(new ReceptiveField(x, y, sigma), r2));
  }

  private String refusal(String text) throws IOException {
    Path file = file(text);
    return assertThrows(BadInputException.class, () -> ReceptiveFieldTable.read(file)).getMessage();
  }

  @Test
  void whatWasWrittenIsReadBackBitwise() {
    List<VoxelSite> sites =
        List.of(
            new VoxelSite(1, 2, 3, "V1"),
            new VoxelSite(4, 5, 6, "V2"),
            new VoxelSite(7, 8, 9, "hV4 left"));
    ReceptiveFieldTable table =
        ReceptiveFieldTable.of(
                List.of(
                    field(-1.0 / 3, 1e-7, Math.PI, 0.1 + 0.2),
                    Optional.empty(),
                    field(1e10, -0.0, 1, 0)))
            .withSites(sites);
    Path file = folder.resolve("new/fields.tsv");
    table.write(file);
    ReceptiveFieldTable back = ReceptiveFieldTable.read(file);
    assertEquals(3, back.voxelCount());
    assertEquals(2, back.fieldCount());
    for (int v = 0; v < 3; v++) assertEquals(table.field(v), back.field(v));
    assertEquals(sites, back.sites());
  }

  @Test
  void whatElseIsKnownOfAFitIsReadBackBitwise() throws IOException {
    FitDetail detail =
        new FitDetail(
            OptionalDouble.of(-2.0 / 3),
            OptionalDouble.empty(),
            OptionalDouble.of(0.1 + 0.2),
            OptionalDouble.of(-1.0 / 7));
    ReceptiveFieldTable table =
        ReceptiveFieldTable.of(
            List.of(
                Optional.of(new FittedField(new ReceptiveField(1, 2, 3), 0.5, detail)),
                Optional.empty(),
                field(1, 2, 3, 1)));
    Path file = folder.resolve("fields.tsv");
    table.write(file);
    assertEquals(
        "index\tx_deg\ty_deg\tsigma_deg\tr2\tgain\texponent\tfit_r2\theld_out_r\n"
            + "0\t1.0\t2.0\t3.0\t0.5\t-0.6666666666666666\tn/a\t0.30000000000000004"
            + "\t-0.14285714285714285\n"
            + "1"
            + "\tn/a".repeat(8)
            + "\n2\t1.0\t2.0\t3.0\t1.0"
            + "\tn/a".repeat(4)
            + "\n",
        Files.readString(file));
    ReceptiveFieldTable back = ReceptiveFieldTable.read(file);
    for (int v = 0; v < 3; v++) assertEquals(table.field(v), back.field(v));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 1 2 1 0.5 1 0 n/a n/a           | line 2 | exponent",
        "0 1 2 1 0.5 1 1 n/a 1.5           | line 2 | heldOutR",
        "0 1 2 1 0.5 Infinity n/a n/a n/a  | line 2 | 'Infinity'",
        "0 n/a n/a n/a n/a n/a n/a n/a 0.5 | line 2 | held_out_r n/a where there is no field"
      })
  void detailsThatCannotBeAreNamed(String line, String where, String what) throws IOException {
    String header = HEADER.strip() + "\tgain\texponent\tfit_r2\theld_out_r\n";
    String message = refusal(header + line.trim().replace(' ', '\t') + "\n");
    assertTrue(message.contains("fields.tsv, " + where), message);
    assertTrue(message.contains(what), message);
  }

  @Test
  void aDatasetsTableOfVoxelsIsSuchATable() throws IOException {
    String header =
        "index\ti\tj\tk\troi\trf_x_deg\trf_y_deg\trf_sigma_deg\trf_r2"
            + "\trf_gain\trf_exponent\trf_fit_r2\trf_held_out_r\n";
    String values = "1.5\t-2\t0.75\t0.5\t3\tn/a\tn/a\t0.25\n";
    ReceptiveFieldTable table =
        ReceptiveFieldTable.read(
            file(header + "0\t4\t5\t6\tV1\t" + values + "1\t7\t8\t9\tV2" + "\tn/a".repeat(8)));
    FitDetail detail =
        new FitDetail(
            OptionalDouble.of(3),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(0.25));
    FittedField fitted = new FittedField(new ReceptiveField(1.5, -2, 0.75), 0.5, detail);
    assertEquals(Optional.of(fitted), table.field(0));
    assertEquals(Optional.empty(), table.field(1));
    assertEquals(
        List.of(new VoxelSite(4, 5, 6, "V1"), new VoxelSite(7, 8, 9, "V2")), table.sites());
    String placeless = header + "0\tn/a\tn/a\tn/a\tV1\t" + values;
    assertEquals(List.of(), ReceptiveFieldTable.read(file(placeless)).sites());
    String message = refusal(placeless + "1\t7\t8\t9\tV2" + "\tn/a".repeat(8));
    assertTrue(message.contains("line 2"), message);
    assertTrue(message.contains("column i"), message);
  }

  @Test
  void writingDoesNotFollowTheLanguageOfTheMachine() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Path file = folder.resolve("fields.tsv");
      ReceptiveFieldTable.of(List.of(field(1.5, -2.5, 0.5, 0.25))).write(file);
      assertEquals(HEADER + "0\t1.5\t-2.5\t0.5\t0.25\n", Files.readString(file));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void byteOrderMarkWindowsLinesAndAnyOrderOfColumnsAreAccepted() throws IOException {
    Path file =
        file(
            "\uFEFFr2\tindex\tsigma_deg\ty_deg\tx_deg\r\n"
                + "n/a\t1\tn/a\tn/a\tn/a\r\n"
                + "0.5\t0\t.75\t-2\t1e1\r\n");
    ReceptiveFieldTable table = ReceptiveFieldTable.read(file);
    assertEquals(field(10, -2, 0.75, 0.5), table.field(0));
    assertEquals(Optional.empty(), table.field(1));
    assertEquals(List.of(), table.sites());
  }

  /** As pandas and numpy write what is not there. */
  @Test
  void nanInAnyCaseIsNoField() throws IOException {
    Path file = file(HEADER + "0\tnan\tNaN\tNAN\tnan\n1\t1\t2\t1\t0.5\n");
    ReceptiveFieldTable table = ReceptiveFieldTable.read(file);
    assertEquals(Optional.empty(), table.field(0));
    assertEquals(field(1, 2, 1, 0.5), table.field(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 1,5 2 1 0.5      | line 2 | write decimals with a point",
        "0 NaN 2 1 0.5      | line 2 | 1 of the four n/a",
        "0 1 Infinity 1 0.5 | line 2 | y_deg",
        "0 1 2 0x1p3 0.5    | line 2 | sigma_deg",
        "0 1 2 1d 0.5       | line 2 | '1d'",
        "0 1 2 1e999 0.5    | line 2 | '1e999'",
        "0 1 2 1 -0.1       | line 2 | r2 -0.1",
        "0 1 2 1 n/a        | line 2 | 1 of the four n/a",
        "0 n/a 2 1 0.5      | line 2 | 1 of the four n/a",
        "0 1 2 1            | line 2 | 4 values",
        "0 1 2 1 0.5 7      | line 2 | 6 values",
        "1 1 2 1 0.5        | line 2 | index 1",
        "-1 1 2 1 0.5       | line 2 | '-1'",
        "0.0 1 2 1 0.5      | line 2 | '0.0'",
      })
  void aLineThatIsNotAsDescribedIsNamed(String line, String where, String what) throws IOException {
    String message = refusal(HEADER + line.trim().replace(' ', '\t') + "\n");
    assertTrue(message.contains("fields.tsv, " + where), message);
    assertTrue(message.contains(what), message);
  }

  @Test
  void aVoxelWithTwoLinesIsRefused() throws IOException {
    String message = refusal(HEADER + "0\t1\t2\t1\t0.5\n0\t1\t2\t1\t0.5\n");
    assertTrue(message.contains("line 3"), message);
    assertTrue(message.contains("again, as in line 2"), message);
  }

  @Test
  void anEmptyLineInTheMiddleIsRefused() throws IOException {
    assertTrue(refusal(HEADER + "\n0\t1\t2\t1\t0.5\n").contains("line 2"));
  }

  @Test
  void percentsAreRecognised() throws IOException {
    String message = refusal(HEADER + "0\t1\t2\t1\t0.5\n1\t1\t2\t1\t87\n2\t1\t2\t1\t12\n");
    assertTrue(message.contains("R² up to 87.0: percent?"), message);
    assertTrue(message.contains("line 3"), message);
  }

  @Test
  void aFieldWithoutSizeIsDroppedAndCounted() throws IOException {
    ReceptiveFieldTable table =
        ReceptiveFieldTable.read(file(HEADER + "0\t1\t2\t0\t0.5\n1\t1\t2\t-1\t0\n2\t1\t2\t1\t0\n"));
    assertEquals(2, table.droppedCount());
    assertEquals(1, table.fieldCount());
    assertEquals(Optional.empty(), table.field(0));
  }

  @ParameterizedTest
  @CsvSource({
    "'index,x_deg,y_deg,sigma_deg,r2', 'add index'",
    "'index\tx_deg\ty_deg\tsigma_deg', 'add r2'",
    "'index\tx_deg\ty_deg\tsigma_deg\tr2\troi', 'add i, j, k'",
    "'index\tx_deg\ty_deg\tsigma_deg\tr2\tecc', 'remove the other columns'",
    "'index\tx_deg\ty_deg\tsigma_deg\tr2\tgain\tfit_r2', 'add exponent, held_out_r'",
    "'index\tx_deg\trf_x_deg\ty_deg\tsigma_deg\tr2', 'remove the other columns'",
    "'index\tx_deg\tx_deg\ty_deg\tsigma_deg\tr2', 'remove the other columns'"
  })
  void aHeaderThatIsNotAsDescribedIsRefused(String header, String what) throws IOException {
    String message = refusal(header + "\n0\t1\t2\t1\t0.5\n");
    assertTrue(message.contains("line 1"), message);
    assertTrue(message.contains(what), message);
  }

  @Test
  void aFileThatIsNoneEmptyOrNotUtf8IsRefused() throws IOException {
    Path none = folder.resolve("none.tsv");
    assertThrows(BadInputException.class, () -> ReceptiveFieldTable.read(none));
    assertTrue(refusal("").contains("0 lines"));
    assertTrue(refusal(HEADER).contains("1 lines"));
    Path latin = folder.resolve("latin.tsv");
    Files.write(latin, (HEADER + "é").getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        assertThrows(BadInputException.class, () -> ReceptiveFieldTable.read(latin))
            .getMessage()
            .contains("UTF-8"));
  }

  @Test
  void fieldsThatExplainTooLittleAreLeftOutAndKeepTheirPlace() {
    ReceptiveFieldTable table =
        ReceptiveFieldTable.of(List.of(field(0, 0, 1, 0.1), field(1, 1, 1, 0.2), Optional.empty()));
    ReceptiveFieldTable kept = table.above(0.2);
    assertEquals(Optional.empty(), kept.field(0));
    assertEquals(table.field(1), kept.field(1));
    assertEquals(3, kept.voxelCount());
  }

  @Test
  void whereNoFieldExplainsEnoughTheHistogramIsShown() {
    ReceptiveFieldTable table =
        ReceptiveFieldTable.of(
            List.of(field(0, 0, 1, 0.11), field(0, 0, 1, 0.19), field(0, 0, 1, 0.31)));
    String message = assertThrows(BadInputException.class, () -> table.above(0.5)).getMessage();
    assertTrue(
        message.contains("3 fields with r2 0.1..0.15: 1, 0.15..0.2: 1, 0.3..0.35: 1, best 0.3100;"),
        message);
    ReceptiveFieldTable none = ReceptiveFieldTable.of(List.of(Optional.empty()));
    message = assertThrows(BadInputException.class, () -> none.above(0)).getMessage();
    assertTrue(message.contains("found 0 fields;"), message);
    assertThrows(BadInputException.class, () -> table.above(5));
  }

  @Test
  void fieldsOfOtherVoxelsAreRefused() throws IOException {
    List<VoxelSite> voxels = List.of(new VoxelSite(1, 0, 0, "V1"), new VoxelSite(2, 0, 0, "V1"));
    List<VoxelSite> turned = List.of(voxels.get(1), voxels.get(0));
    ReceptiveFieldTable fields =
        ReceptiveFieldTable.of(List.of(field(0, 0, 1, 1), Optional.empty()));
    fields.withSites(voxels).requireVoxels(voxels);
    fields.requireVoxels(turned); // without places only the count can be checked
    assertThrows(BadInputException.class, () -> fields.withSites(turned).requireVoxels(voxels));
    assertThrows(BadInputException.class, () -> fields.requireVoxels(voxels.subList(0, 1)));
    assertThrows(IllegalArgumentException.class, () -> fields.withSites(voxels.subList(0, 1)));
  }
}
