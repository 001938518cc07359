// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;

/** The bank against its formula written anew, and complex cells as physiology knows them. */
class GaborEnergyTest {
  private static final int SIDE = 9;
  private static final int ORIENTATIONS = 4;
  private static final int FILTERS = 3 * ORIENTATIONS;
  private static final int PX = 48;
  private static final double FLOOR = 1e-2; // sqrt(1e-4)
  private static final double[] BLUE_YELLOW = {-0.5, -0.5, 1};

  /** Element of the bank: [y][x][rgb][filter]. */
  private static double bank(int y, int x, int rgb, int filter) {
    return GaborEnergy.bank()[((y * SIDE + x) * 3 + rgb) * 2 * FILTERS + filter];
  }

  /** One kernel by its formula, [y][x]: 4 pixels a wave, a Gaussian of SD 2. */
  private static double[][] gabor(int orientation, boolean odd) {
    double[][] kernel = new double[SIDE][SIDE];
    double angle = Math.toRadians(45.0 * orientation);
    double mean = 0;
    for (int y = -4; y <= 4; y++) {
      for (int x = -4; x <= 4; x++) {
        double wave = Math.PI / 2 * (x * Math.cos(angle) + y * Math.sin(angle));
        double value = Math.exp(-(x * x + y * y) / 8.0) * (odd ? Math.sin(wave) : Math.cos(wave));
        kernel[y + 4][x + 4] = value;
        mean += value / 81;
      }
    }
    double sum = 0;
    for (double[] row : kernel) {
      for (int x = 0; x < SIDE; x++) {
        row[x] -= mean;
        sum += Math.abs(row[x]);
      }
    }
    for (double[] row : kernel) for (int x = 0; x < SIDE; x++) row[x] /= sum;
    return kernel;
  }

  @Test
  void theBankIsItsFormula() {
    for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
      for (int phase = 0; phase < 2; phase++) {
        double[][] kernel = gabor(orientation, phase == 1);
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            double[] redGreen = {1, -1, 0};
            for (int rgb = 0; rgb < 3; rgb++) {
              int filter = phase * FILTERS + orientation;
              double g = kernel[y][x];
              assertEquals(g / 3, bank(y, x, rgb, filter), 1e-7);
              assertEquals(redGreen[rgb] * g, bank(y, x, rgb, filter + ORIENTATIONS), 1e-7);
              assertEquals(BLUE_YELLOW[rgb] * g, bank(y, x, rgb, filter + 2 * ORIENTATIONS), 1e-7);
            }
          }
        }
      }
    }
  }

  @Test
  void eachKernelHasMeanZeroUnitAbsoluteSumAndItsPairIsInQuadrature() {
    for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
      double[] sums = new double[2];
      double[] absolute = new double[2];
      double product = 0;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double even = 3 * bank(y, x, 0, orientation);
          double odd = 3 * bank(y, x, 0, FILTERS + orientation);
          sums[0] += even;
          sums[1] += odd;
          absolute[0] += Math.abs(even);
          absolute[1] += Math.abs(odd);
          product += even * odd;
          assertEquals(even, 3 * bank(8 - y, 8 - x, 0, orientation), 1e-7, "even");
          assertEquals(odd, -3 * bank(8 - y, 8 - x, 0, FILTERS + orientation), 1e-7, "odd");
        }
      }
      for (int phase = 0; phase < 2; phase++) {
        assertEquals(0, sums[phase], 1e-6);
        assertEquals(1, absolute[phase], 1e-6);
      }
      assertEquals(0, product, 1e-7, "a pair is orthogonal");
    }
  }

  /** Energies of one image at each scale, {@code [y][x][filter]} flat. */
  private static List<float[]> features(float[] image) {
    return features(image, "gabor:scale0/energy,scale1/energy,scale2/energy");
  }

  private static List<float[]> features(float[] image, String setting) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> input = graph.placeholder("image", 1, PX, PX, 3);
      Scope scope = Scope.of(graph, "comparator", Mode.INFERENCE);
      List<Operand<TFloat32>> scales = Comparator.named(setting).features(scope, input);
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(2, 1))) {
        List<float[]> values = new ArrayList<>();
        for (Operand<TFloat32> scale : scales) {
          values.add(session.step().feed(input, image, 1, PX, PX, 3).fetch(scale).run()[0]);
        }
        return values;
      }
    }
  }

  /** A grating whose bars are {@code wavelengthPx} apart, in some direction of colour. */
  private static float[] grating(
      double wavelengthPx, double degrees, double phase, double contrast, double[] colour) {
    float[] image = new float[PX * PX * 3];
    double angle = Math.toRadians(degrees);
    for (int p = 0; p < PX * PX; p++) {
      double along = p % PX * Math.cos(angle) + p / PX * Math.sin(angle);
      double wave = Math.cos(2 * Math.PI * along / wavelengthPx + phase);
      for (int c = 0; c < 3; c++) {
        image[3 * p + c] = (float) (0.5 + 0.5 * contrast * colour[c] * wave);
      }
    }
    return image;
  }

  private static final double[] GREY = {1, 1, 1};

  /** Energy in the middle of a scale, [filter]. */
  private static double[] centre(List<float[]> features, int scale) {
    int side = PX >> scale;
    double[] energy = new double[FILTERS];
    for (int f = 0; f < FILTERS; f++) {
      energy[f] = features.get(scale)[(side / 2 * side + side / 2) * FILTERS + f];
    }
    return energy;
  }

  @Test
  void aGratingSpeaksMostToItsOwnOrientation() {
    for (int own = 0; own < ORIENTATIONS; own++) {
      double[] energy = centre(features(grating(4, 45 * own, 0.4, 1, GREY)), 0);
      for (int other = 0; other < ORIENTATIONS; other++) {
        if (other == own) continue;
        String found = energy[own] + " at " + own + ", " + energy[other] + " at " + other;
        assertTrue(energy[own] > 3 * energy[other], found);
      }
    }
  }

  @Test
  void aGratingOfTwiceTheWavelengthSpeaksMostToTheNextScale() {
    for (int scale = 0; scale < 3; scale++) {
      List<float[]> features = features(grating(4 << scale, 0, 0.4, 1, GREY));
      double own = centre(features, scale)[0];
      for (int other = 0; other < 3; other++) {
        double there = centre(features, other)[0];
        if (other != scale) assertTrue(own > 1.3 * there, scale + ": " + own + ", " + there);
      }
    }
  }

  @Test
  void energyDoesNotDependOnPhase() {
    double[] energies = new double[16];
    for (int n = 0; n < energies.length; n++) {
      energies[n] = centre(features(grating(4, 90, n * Math.PI / 8, 1, GREY)), 0)[2];
    }
    double least = Arrays.stream(energies).min().orElseThrow();
    double most = Arrays.stream(energies).max().orElseThrow();
    assertTrue(most < 1.06 * least, "energy from " + least + " to " + most);
  }

  @Test
  void energyGrowsWithContrast() {
    double half = centre(features(grating(4, 0, 0, 0.5, GREY)), 0)[0];
    double full = centre(features(grating(4, 0, 0, 1, GREY)), 0)[0];
    assertEquals(2, full / half, 0.02);
  }

  @Test
  void aColourSpeaksToItsOwnOpponentChannelAlone() {
    double[] energy = centre(features(grating(4, 0, 0, 1, new double[] {1, -1, 0})), 0);
    assertTrue(energy[ORIENTATIONS] > 0.1, "red against green: " + energy[ORIENTATIONS]);
    assertEquals(FLOOR, energy[0], 1e-3, "no luminance");
    assertEquals(FLOOR, energy[2 * ORIENTATIONS], 1e-3, "no blue against yellow");
  }

  @Test
  void greyGivesTheFloorAwayFromTheBorder() {
    List<float[]> features = features(grating(4, 0, 0, 0, GREY));
    assertEquals(3, features.size());
    for (int scale = 0; scale < 3; scale++) {
      int side = PX >> scale;
      assertEquals(side * side * FILTERS, features.get(scale).length);
      for (double energy : centre(features, scale)) assertEquals(FLOOR, energy, 1e-5);
    }
  }

  @Test
  void eachPoolIsTheMeanOfFourPlaces() {
    float[] image = new float[PX * PX * 3];
    for (int i = 0; i < image.length; i++) image[i] = (float) (Formula.value(3, i) + 0.5);
    for (int scale = 0; scale < 3; scale++) {
      String of = "scale" + scale;
      List<float[]> stages =
          features(image, "gabor:" + of + "/energy," + of + "/pool1," + of + "/pool2");
      int side = PX >> scale;
      for (int pool = 1; pool <= 2; pool++) {
        float[] fine = stages.get(pool - 1);
        float[] coarse = stages.get(pool);
        int half = side / 2;
        assertEquals(half * half * FILTERS, coarse.length);
        for (int i = 0; i < coarse.length; i++) {
          int at = (i / FILTERS / half * 2 * side + i / FILTERS % half * 2) * FILTERS + i % FILTERS;
          double sum = fine[at] + fine[at + FILTERS];
          sum += fine[at + side * FILTERS] + fine[at + (side + 1) * FILTERS];
          assertEquals(sum / 4, coarse[i], 1e-6, of + " pool " + pool + " at " + i);
        }
        side = half;
      }
    }
  }

  /** A line that moves a pixel, from any of four places, changes pools less than energies. */
  @Test
  void poolsTolerateAShift() {
    double[] changes = new double[3];
    for (int column = 20; column < 24; column++) {
      List<float[]> there = features(line(column), "gabor");
      List<float[]> moved = features(line(column + 1), "gabor");
      for (int stage = 0; stage < 3; stage++) {
        double change = 0;
        double all = 0;
        for (int i = 0; i < there.get(stage).length; i++) {
          change += Math.abs(there.get(stage)[i] - moved.get(stage)[i]);
          all += there.get(stage)[i];
        }
        changes[stage] += change / all;
      }
    }
    assertTrue(changes[1] < changes[0], Arrays.toString(changes));
    assertTrue(changes[2] < 0.9 * changes[0], Arrays.toString(changes));
  }

  private static float[] line(int column) {
    float[] image = new float[PX * PX * 3];
    for (int i = 0; i < image.length; i++) image[i] = i / 3 % PX == column ? 1 : 0;
    return image;
  }

  @Test
  void layersComeInTheBanksOrder() {
    Comparator some = Comparator.named("gabor:scale1/pool2,scale0/energy");
    assertEquals(List.of("scale0/energy", "scale1/pool2"), some.layers());
  }

  @Test
  void aLayerThatTheImagesAreTooSmallForIsRefusedIfNamed() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> small = graph.placeholder("image", 1, 20, 30, 3);
      Scope scope = Scope.of(graph, "comparator", Mode.INFERENCE);
      List<Operand<TFloat32>> usual = Comparator.named("gabor").features(scope, small);
      assertTrue(usual.size() > 1 && usual.size() < Comparator.named("gabor").layers().size());
      Comparator named = Comparator.named("gabor:scale0/energy,scale2/energy");
      BadInputException refused =
          assertThrows(BadInputException.class, () -> named.features(scope, small));
      assertTrue(refused.getMessage().contains("30 x 20 px"), refused.getMessage());
    }
  }

  @Test
  void optionsOfNetworksAreRefused() {
    for (String setting : List.of("gabor::unit", "gabor::edges", "gabor:scale3/energy")) {
      assertThrows(BadInputException.class, () -> Comparator.named(setting));
    }
  }
}
