// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The stimulus and the files of src/test/python/visualfield_prf.py. */
final class PrfBars {
  static final int WIDTH = 16;
  static final int HEIGHT = 12;
  static final int RUNS = 2;
  static final int VOLUMES = 150;
  static final double TR_SEC = 1.5;
  static final PixelGrid GRID = new PixelGrid(WIDTH, HEIGHT, 8);

  private static final int[][] DIRECTIONS = {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {-1, 0}, {0, -1}};

  private PrfBars() {}

  static PrfStimulus stimulus() {
    PrfStimulus.Builder builder = PrfStimulus.builder(GRID, TR_SEC, WIDTH);
    for (int run = 0; run < RUNS; run++) {
      builder.startRun();
      for (int t = 0; t < VOLUMES; t++) builder.add(bar(run, t));
    }
    return builder.build();
  }

  /** The script's {@code bars()}. */
  static float[] bar(int run, int t) {
    float[] aperture = new float[WIDTH * HEIGHT];
    int[] direction = DIRECTIONS[(t / 25 + run * 3) % 6];
    int reach = Math.abs(direction[0]) * WIDTH + Math.abs(direction[1]) * HEIGHT;
    int centre = -reach + Math.floorDiv(2 * reach * (2 * (t % 25) + 1), 40);
    for (int p = 0; p < aperture.length && t % 25 < 20; p++) {
      int place =
          direction[0] * (2 * (p % WIDTH) - WIDTH + 1)
              + direction[1] * (2 * (p / WIDTH) - HEIGHT + 1);
      if (Math.abs(place - centre) <= 4 + run) aperture[p] = 1;
    }
    return aperture;
  }

  /** Responses of both runs, {@code [volume * voxelCount + voxel]} each. */
  static PrfResponses responses(String name, int voxelCount) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(read("prf_responses_" + name + ".f32"));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      float[] values = new float[VOLUMES * voxelCount];
      for (int n = 0; n < values.length; n++) values[n] = bytes.getFloat();
      runs.add(values);
    }
    return PrfResponses.of(voxelCount, runs);
  }

  /** Rows of numbers, separated by tabs; lines that begin with a letter are left out. */
  static List<double[]> table(String name) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : new String(read(name), StandardCharsets.US_ASCII).split("\n")) {
      if (Character.isLetter(line.charAt(0))) continue;
      String[] words = line.split("\t");
      double[] row = new double[words.length];
      for (int n = 0; n < row.length; n++) row[n] = Double.parseDouble(words[n]);
      rows.add(row);
    }
    return rows;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = PrfBars.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
