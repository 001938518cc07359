// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FieldConvention.Coordinates;
import org.voxel2pixel.visualfield.FieldConvention.Fit;
import org.voxel2pixel.visualfield.FieldConvention.Origin;
import org.voxel2pixel.visualfield.FieldConvention.Size;
import org.voxel2pixel.visualfield.FieldConvention.Unit;
import org.voxel2pixel.visualfield.FieldConvention.YDirection;

/**
 * One field, 3 degrees right, 4 up, sigma 0.8, written in every convention by hand: the stimulus is
 * 100 x 80 px and 20 degrees wide, so 5 px a degree, its middle at px (49.5, 39.5), the field at
 * (64.5, 19.5) from the upper left, (64.5, 59.5) from the lower left; eccentricity 5, angle
 * atan2(4, 3) = 53.13 degrees.
 */
class FieldConventionTest {
  private static final PixelGrid STIMULUS = new PixelGrid(100, 80, 20);

  private static void assertUpperRight(FieldConvention convention, RawField raw) {
    ReceptiveField field = convention.field(raw, STIMULUS);
    assertEquals(3, field.xDeg(), 1e-9);
    assertEquals(4, field.yDeg(), 1e-9);
    assertEquals(0.8, field.sigmaDeg(), 1e-9);
    int pixel = STIMULUS.pixelOf(field);
    assertTrue(pixel % 100 > 50 && pixel / 100 < 40, "pixel " + pixel); // upper right
  }

  @ParameterizedTest
  @CsvSource({
    "XY,DEGREES,UP,CENTRE,SIGMA,3,4,0.8",
    "XY,DEGREES,DOWN,CENTRE,SIGMA,3,-4,0.8",
    "XY,DEGREES,UP,CENTRE,FWHM,3,4,1.8838560360247595",
    "XY,PIXELS,UP,CENTRE,SIGMA,15,20,4",
    "XY,PIXELS,DOWN,CENTRE,SIGMA,15,-20,4",
    "XY,PIXELS,DOWN,CORNER_0,SIGMA,64.5,19.5,4",
    "XY,PIXELS,UP,CORNER_0,SIGMA,64.5,59.5,4",
    "XY,PIXELS,DOWN,CORNER_1,SIGMA,65.5,20.5,4",
    "XY,PIXELS,UP,CORNER_1,SIGMA,65.5,60.5,4",
    "POLAR,DEGREES,UP,CENTRE,SIGMA,53.13010235415598,5,0.8",
    "POLAR,DEGREES,DOWN,CENTRE,SIGMA,306.869897645844,5,0.8",
    "POLAR,PIXELS,UP,CENTRE,FWHM,53.13010235415598,25,9.419280180123797",
    "FROM_UPPER_RIGHTWARD,DEGREES,UP,CENTRE,SIGMA,36.86989764584402,5,0.8"
  })
  void theUpperRightFieldIsTheSameInEveryConvention(
      Coordinates coordinates,
      Unit unit,
      YDirection y,
      Origin origin,
      Size size,
      double first,
      double second,
      double third) {
    assertUpperRight(
        new FieldConvention(coordinates, unit, y, origin, size, Fit.FRACTION),
        new RawField(first, second, third, 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "voxel2pixel,3,4,0.8,0.5",
    "analyzeprf,53.13010235415598,25,4,50",
    "popeye,3,4,0.8,0.5",
    "samsrf,3,4,0.8,0.5",
    "benson,36.86989764584402,5,0.8,NaN"
  })
  void everyToolsNumbersBecomeTheSameField(
      String tool, double first, double second, double size, double fit) {
    FieldConvention convention = FieldTool.named(tool).convention();
    RawField raw = new RawField(first, second, size, fit);
    assertUpperRight(convention, raw);
    ImportedFields fields = ImportedFields.of("f", List.of(raw), convention, STIMULUS);
    double r2 = tool.equals("benson") ? 1 : 0.5;
    assertEquals(r2, fields.fields().get(0).orElseThrow().r2(), 1e-12);
  }

  @Test
  void theRightHemisphereSeesTheLeftHalfOfTheField() {
    FieldConvention right = FieldTool.BENSON.convention().with(Coordinates.FROM_UPPER_LEFTWARD);
    ReceptiveField field = right.field(new RawField(90, 5, 1, Double.NaN), STIMULUS);
    assertEquals(-5, field.xDeg(), 1e-12);
    assertEquals(0, field.yDeg(), 1e-12);
    ReceptiveField lower = right.field(new RawField(180, 2, 1, Double.NaN), STIMULUS);
    assertEquals(-2, lower.yDeg(), 1e-12);
  }

  @Test
  void onlyToolsThatLeaveYToTheStimulusAskForIt() {
    for (FieldTool tool : FieldTool.values()) {
      boolean open = tool == FieldTool.PRFPY || tool == FieldTool.MRVISTA;
      assertEquals(open, tool.yIsStated(), tool.label());
    }
  }

  @Test
  void aCornerGoesWithPixelsOnly() {
    FieldConvention degrees = FieldTool.VOXEL2PIXEL.convention();
    assertRefused(() -> degrees.with(Origin.CORNER_0), "origin", "units=pixels");
    FieldConvention polar = FieldTool.ANALYZEPRF.convention();
    assertRefused(() -> polar.with(Origin.CORNER_1), "origin", "POLAR");
  }

  @Test
  void anAngleOrEccentricityOutOfRangeNamesItsRow() {
    List<RawField> rows = List.of(new RawField(10, 1, 1, 1), new RawField(-90, 1, 1, 1));
    assertRefused(() -> imported(rows, FieldTool.BENSON), "maps, row 1, polar angle", "signed");
    List<RawField> negative = List.of(new RawField(10, -1, 1, 50));
    assertRefused(() -> imported(negative, FieldTool.ANALYZEPRF), "row 0, eccentricity", "-1.0");
  }

  @Test
  void r2ThatCanOnlyBeMeantInAnotherUnitIsRefused() {
    List<RawField> percent = List.of(new RawField(0, 0, 1, 0.5), new RawField(0, 0, 1, 87));
    assertRefused(
        () -> imported(percent, FieldTool.SAMSRF), "R² up to 87.0: percent?", "r2=percent");
    List<RawField> fraction = List.of(new RawField(0, 0, 1, 0.87), new RawField(0, 0, 1, 0.2));
    assertRefused(
        () -> imported(fraction, FieldTool.ANALYZEPRF), "0.87: a fraction?", "r2=fraction");
    List<RawField> beyond = List.of(new RawField(0, 0, 1, 101));
    assertRefused(() -> imported(beyond, FieldTool.ANALYZEPRF), "101");
  }

  @Test
  void rowsThatAreNoFieldAreDroppedAndCounted() {
    double nan = Double.NaN;
    List<RawField> rows =
        List.of(
            new RawField(1, 1, 1, 0.5),
            new RawField(1, 1, 0, 0.5),
            new RawField(1, 1, -2, 0.5),
            new RawField(nan, nan, nan, nan),
            new RawField(1, 1, 1, nan),
            new RawField(1, Double.POSITIVE_INFINITY, 1, 0.5),
            new RawField(1, 1, 1, -0.1),
            new RawField(1, 1, 25, 0.5));
    ImportedFields fields = imported(rows, FieldTool.SAMSRF);
    assertEquals(
        List.of(true, false, false, false, false, false, false, true),
        fields.fields().stream().map(Optional::isPresent).toList());
    assertEquals(
        List.of(
            "3 of 8 rows with no finite numbers were taken as no field",
            "2 of 8 rows with a size of 0 or less were taken as no field",
            "1 of 8 rows with an R² below 0 were taken as no field",
            "1 fields have a sigma larger than the screen is wide: other units?"),
        fields.warnings());
  }

  @Test
  void moreThanAFifthOfTheCentresOffTheScreenIsRefused() {
    List<RawField> rows = new ArrayList<>(Collections.nCopies(8, new RawField(1, 7.9, 1, 0.5)));
    rows.addAll(Collections.nCopies(2, new RawField(-1, 8.1, 1, 0.05))); // 16 degrees high
    imported(rows, FieldTool.SAMSRF).requireOnScreen("maps", STIMULUS); // just a fifth
    rows.remove(0);
    ImportedFields fields = imported(rows, FieldTool.SAMSRF);
    assertRefused(
        () -> fields.requireOnScreen("maps", STIMULUS),
        "20.00 x 16.00 degrees",
        "2 of 9 (22 %)",
        "x -1.000..1.000, y 7.900..8.100",
        "units");
    fields.above("maps", 0.1).requireOnScreen("maps", STIMULUS);
    assertRefused(
        () -> fields.above("maps", 0.9), "r2 >= 0.9", "9 fields", "0.0..0.1: 2, 0.5..0.6: 7");
  }

  @Test
  void pixelsTakenAsDegreesAreRefused() {
    List<RawField> pixels = List.of(new RawField(53, 25, 4, 50), new RawField(200, 30, 4, 50));
    FieldConvention wrong = FieldTool.ANALYZEPRF.convention().with(Unit.DEGREES);
    ImportedFields fields = ImportedFields.of("maps", pixels, wrong, STIMULUS);
    assertRefused(() -> fields.requireOnScreen("maps", STIMULUS), "100 %", "units");
    imported(pixels, FieldTool.ANALYZEPRF).requireOnScreen("maps", STIMULUS);
  }

  @Test
  void anUnknownToolIsRefusedWithTheNames() {
    assertRefused(() -> FieldTool.named("freesurfer"), "analyzeprf", "samsrf", "freesurfer");
  }

  private static ImportedFields imported(List<RawField> rows, FieldTool tool) {
    return ImportedFields.of("maps", rows, tool.convention(), STIMULUS);
  }

  private static void assertRefused(Runnable action, String... fragments) {
    String message = assertThrows(BadInputException.class, action::run).getMessage();
    for (String fragment : fragments) assertTrue(message.contains(fragment), message);
  }
}
