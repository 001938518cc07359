// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against src/test/python/visualfield_fisheye.py and the figures known of Brain2Pix's warp. */
class FisheyeTest {

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FisheyeTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The script's {@code noise(size)}. */
  private static byte[] noise(int sizePx) {
    long state = sizePx;
    byte[] rgb = new byte[3 * sizePx * sizePx];
    for (int n = 0; n < rgb.length; n++) {
      state = (1664525L * state + 1013904223L) & 0xffffffffL;
      rgb[n] = (byte) (state >> 24);
    }
    return rgb;
  }

  private static void assertProfile(int sizePx, double rf, double a, double b) {
    Fisheye fisheye = Fisheye.of(sizePx);
    assertEquals(rf, fisheye.rf(), 5e-7);
    assertEquals(a, fisheye.a(), 5e-8);
    assertEquals(b, fisheye.b(), 5e-8);
  }

  @Test
  void profilesOfKnownSizesAreRetinawarps() {
    assertProfile(96, 0.844316, 0.0104707, 0.5006021);
    assertProfile(112, 0.852472, 0.0089149, 0.4988957);
    assertProfile(128, 0.858620, 0.0077614, 0.4976269);
    assertProfile(227, 0.873294, 0.0043631, 0.4940914);
  }

  @Test
  void profilesAreThoseOfScipysRootAndFit() throws IOException {
    String[] lines = new String(resource("fisheye.tsv"), StandardCharsets.UTF_8).split("\n");
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] columns = line.split("\t");
      Fisheye fisheye = Fisheye.of(Integer.parseInt(columns[0]));
      assertEquals(Double.parseDouble(columns[1]), fisheye.rf(), 1e-11, line);
      assertEquals(Double.parseDouble(columns[2]), fisheye.a(), 1e-10, line);
      assertEquals(Double.parseDouble(columns[3]), fisheye.b(), 1e-9, line);
    }
  }

  @Test
  void everySizeHasAProfileThatTheBoundsOfTheFitDoNotTouch() {
    for (int sizePx = 6; sizePx <= 700; sizePx++) {
      Fisheye fisheye = Fisheye.of(sizePx);
      assertTrue(fisheye.a() > 0 && fisheye.b() > 0, "size " + sizePx);
    }
    assertTrue(Fisheye.of(4096).a() > 0);
  }

  @Test
  void theEdgeStaysAtTheEdge() {
    assertEquals(47.40, Fisheye.of(96).sourceRadius(47.5), 5e-3);
    assertEquals(80.9, Fisheye.of(96).sourceRadius(Math.hypot(47.5, 47.5)), 5e-2);
    assertEquals(55.15, Fisheye.of(112).sourceRadius(55.5), 5e-3);
    assertEquals(62.90, Fisheye.of(128).sourceRadius(63.5), 5e-3);
    assertEquals(111.5, Fisheye.of(227).sourceRadius(113), 5e-2);
  }

  @Test
  void radiiGoForwardAsKnownAndComeBack() {
    Fisheye fisheye = Fisheye.of(96);
    double[][] known = {{5, 8.5}, {10, 15.2}, {20, 25.9}, {30, 34.7}, {40, 42.4}};
    for (double[] pair : known) assertEquals(pair[1], fisheye.forwardRadius(pair[0]), 0.05);
    for (double radius = 0; radius < 100; radius += 0.25) {
      assertEquals(radius, fisheye.sourceRadius(fisheye.forwardRadius(radius)), 1e-12);
    }
  }

  @Test
  void framesAreWarpedAsByScipy() throws IOException {
    for (int sizePx : new int[] {37, 96}) {
      byte[] warped = Fisheye.of(sizePx).apply(noise(sizePx));
      ByteBuffer expected =
          ByteBuffer.wrap(resource("fisheye_" + sizePx + ".u16")).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < warped.length; n++) {
        double value = (expected.getShort() & 0xffff) / 256.0; // itself good to 1/512
        assertEquals(value, warped[n] & 0xff, 0.5 + 1.01 / 512, sizePx + " px, byte " + n);
      }
      assertEquals(0, expected.remaining());
    }
  }

  @Test
  void cornersWithoutASourceAreBlack() throws IOException {
    for (String line : new String(resource("fisheye.tsv"), StandardCharsets.UTF_8).split("\n")) {
      if (line.startsWith("size")) continue;
      String[] columns = line.split("\t");
      int sizePx = Integer.parseInt(columns[0]);
      byte[] white = new byte[3 * sizePx * sizePx];
      Arrays.fill(white, (byte) 255);
      byte[] warped = Fisheye.of(sizePx).apply(white);
      int black = 0;
      for (byte value : warped) {
        assertTrue(value == 0 || value == (byte) 255, line);
        if (value == 0) black++;
      }
      assertEquals(3 * Integer.parseInt(columns[4]), black, line);
    }
  }

  @Test
  void eightAndAHalfPercentOfAFrameComesFromOutsideTheScreen() {
    Fisheye fisheye = Fisheye.of(96);
    int outside = 0;
    for (int p = 0; p < 96 * 96; p++) {
      double x = p % 96 - 47.5;
      double y = p / 96 - 47.5;
      double scale = fisheye.sourceRadius(Math.hypot(x, y)) / Math.hypot(x, y);
      if (Math.abs(scale * x) > 48 || Math.abs(scale * y) > 48) outside++;
    }
    assertEquals(0.086, outside / 9216.0, 5e-4);
  }

  @Test
  void aPointOfTheFrameGoesWhereACentreThereWould() {
    byte[] frame = new byte[3 * 96 * 96];
    frame[3 * (40 * 96 + 52)] = (byte) 255; // red, to the upper right of the centre
    Fisheye fisheye = Fisheye.of(96);
    byte[] warped = fisheye.apply(frame);
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int p = 0; p < 96 * 96; p++) {
      double red = warped[3 * p] & 0xff;
      assertEquals(0, warped[3 * p + 1]);
      sum += red;
      sumX += red * (p % 96);
      sumY += red * (p / 96);
    }
    Fisheye.PointPx expected = fisheye.warpCentrePx(52, 40);
    assertEquals(expected.xPx(), sumX / sum, 0.1);
    assertEquals(expected.yPx(), sumY / sum, 0.1);
  }

  @Test
  void pointsGoWhereTheirContentGoes() {
    Fisheye fisheye = Fisheye.of(96);
    Fisheye.PointPx right = fisheye.warpCentrePx(47.5 + 20, 47.5);
    assertEquals(47.5 + 25.910121320094515, right.xPx(), 1e-6); // by numpy
    assertEquals(47.5, right.yPx(), 1e-12);
    Fisheye.PointPx slanted = fisheye.warpCentrePx(47.5 - 6, 47.5 + 8);
    assertEquals(47.5 - 0.6 * 15.165424406158717, slanted.xPx(), 1e-6);
    assertEquals(47.5 + 0.8 * 15.165424406158717, slanted.yPx(), 1e-6);
    assertEquals(new Fisheye.PointPx(47.5, 47.5), fisheye.warpCentrePx(47.5, 47.5));
  }

  @Test
  void fieldsMoveWithTheFramesAndGrowWithTheirArea() {
    PixelGrid grid = new PixelGrid(96, 96, 19.2); // 0.2 degrees a pixel
    Fisheye fisheye = Fisheye.of(96);
    for (double[] centreDeg : new double[][] {{-1.2, -1.6}, {4, 0}, {0.01, 0}, {3, 7}}) {
      ReceptiveField field = new ReceptiveField(centreDeg[0], centreDeg[1], 0.5);
      ReceptiveField moved = fisheye.warp(field, grid);
      double x = grid.xPx(centreDeg[0]);
      double y = grid.yPx(centreDeg[1]);
      Fisheye.PointPx centre = fisheye.warpCentrePx(x, y);
      assertEquals(grid.xDeg(centre.xPx()), moved.xDeg(), 1e-12);
      assertEquals(grid.yDeg(centre.yPx()), moved.yDeg(), 1e-12);
      // The determinant of the derivatives by central differences.
      double h = 1e-5;
      Fisheye.PointPx east = fisheye.warpCentrePx(x + h, y);
      Fisheye.PointPx west = fisheye.warpCentrePx(x - h, y);
      Fisheye.PointPx south = fisheye.warpCentrePx(x, y + h);
      Fisheye.PointPx north = fisheye.warpCentrePx(x, y - h);
      double area =
          ((east.xPx() - west.xPx()) * (south.yPx() - north.yPx())
                  - (east.yPx() - west.yPx()) * (south.xPx() - north.xPx()))
              / (4 * h * h);
      assertEquals(0.5 * Math.sqrt(area), moved.sigmaDeg(), 1e-6);
    }
    ReceptiveField foveal = fisheye.warp(new ReceptiveField(0, 0, 0.5), grid);
    assertEquals(0, foveal.eccentricityDeg(), 1e-12);
    assertEquals(0.5 / 0.5006021, foveal.sigmaDeg(), 1e-6);
  }

  @Test
  void framesAndGridsOfAnotherSizeAreProgrammingMistakes() {
    Fisheye fisheye = Fisheye.of(96);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> fisheye.apply(new byte[95 * 96 * 3]));
    assertTrue(e.getMessage().contains("3 x 96 x 96 bytes, had 27360"), e.getMessage());
    ReceptiveField field = new ReceptiveField(0, 0, 1);
    PixelGrid wide = new PixelGrid(96, 54, 20);
    assertThrows(IllegalArgumentException.class, () -> fisheye.warp(field, wide));
    assertThrows(IllegalArgumentException.class, () -> Fisheye.of(5));
    assertThrows(IllegalArgumentException.class, () -> Fisheye.of(4097));
  }

  @Test
  void theSourceFrameIsLeftAsItIs() {
    byte[] frame = noise(37);
    Fisheye.of(37).apply(frame);
    assertArrayEquals(noise(37), frame);
  }
}
