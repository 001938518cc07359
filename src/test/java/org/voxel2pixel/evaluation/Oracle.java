// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What src/test/python/evaluation_oracle.py left: images, vectors and expected values. */
final class Oracle {
  static final int WIDTH_PX = 24;
  static final int HEIGHT_PX = 20;
  static final int CHANNELS = 3;
  static final int PAIR_COUNT = 4;
  static final int VECTOR_COUNT = 14;
  private static final int VECTOR_LENGTH = 30;
  private static final int VALUE_COUNT = WIDTH_PX * HEIGHT_PX * CHANNELS;

  private static final byte[] PAIRS = bytes("pairs.bin");
  private static final byte[] VECTORS = bytes("vectors.bin");
  private static final Map<String, Double> EXPECTED =
      new String(bytes("expected.tsv"), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(cells -> cells[0], cells -> Double.valueOf(cells[1])));

  private Oracle() {}

  static double expected(String name) {
    return EXPECTED.get(name);
  }

  static float[] presented(int pair) {
    return unitValues(PAIRS, 2 * pair, VALUE_COUNT);
  }

  static float[] reconstructed(int pair) {
    return unitValues(PAIRS, 2 * pair + 1, VALUE_COUNT);
  }

  static ImageSet presentedSet(int count) {
    List<float[]> images = new ArrayList<>();
    for (int pair = 0; pair < count; pair++) images.add(presented(pair));
    return new ImageSet(WIDTH_PX, HEIGHT_PX, CHANNELS, images);
  }

  static ImageSet reconstructedSet(int count) {
    List<float[]> images = new ArrayList<>();
    for (int pair = 0; pair < count; pair++) images.add(reconstructed(pair));
    return new ImageSet(WIDTH_PX, HEIGHT_PX, CHANNELS, images);
  }

  static float[] meanImage() {
    float[] mean = new float[VALUE_COUNT];
    for (int v = 0; v < VALUE_COUNT; v++) {
      double sum = 0;
      for (int pair = 0; pair < PAIR_COUNT; pair++) sum += presented(pair)[v];
      mean[v] = (float) (sum / PAIR_COUNT);
    }
    return mean;
  }

  /** The upper left corner. */
  static float[] corner(float[] image, int widthPx, int heightPx) {
    float[] corner = new float[widthPx * heightPx * CHANNELS];
    for (int y = 0; y < heightPx; y++) {
      System.arraycopy(
          image, y * WIDTH_PX * CHANNELS, corner, y * widthPx * CHANNELS, widthPx * CHANNELS);
    }
    return corner;
  }

  static float[] red(float[] image) {
    float[] red = new float[image.length / CHANNELS];
    for (int p = 0; p < red.length; p++) red[p] = image[p * CHANNELS];
    return red;
  }

  static List<float[]> presentedVectors() {
    return vectors(0);
  }

  static List<float[]> reconstructedVectors() {
    return vectors(VECTOR_COUNT);
  }

  private static List<float[]> vectors(int first) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < VECTOR_COUNT; i++) {
      vectors.add(unitValues(VECTORS, first + i, VECTOR_LENGTH));
    }
    return vectors;
  }

  private static float[] unitValues(byte[] from, int index, int count) {
    float[] values = new float[count];
    for (int v = 0; v < count; v++) values[v] = (from[index * count + v] & 0xFF) / 255f;
    return values;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Oracle.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
