// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A tensor as src/test/python/model_comparators.py describes it: dims, rms, some values. */
record Described(long[] dims, double rms, double[] values) {
  /** Of the root mean square: float32 against float64. */
  private static final double TOLERANCE = 1e-4;

  static JsonObject resource(String name) throws IOException {
    try (Reader text =
        new InputStreamReader(Described.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(text).getAsJsonObject();
    }
  }

  static Described of(JsonObject parent, String name) {
    return new Gson().fromJson(parent.get(name), Described.class);
  }

  void requireSame(String what, float[] found) {
    assertEquals(Formula.count(dims), found.length, what);
    double squares = 0;
    for (float value : found) squares += (double) value * value;
    assertEquals(rms, Math.sqrt(squares / found.length), TOLERANCE * rms, what + " rms");
    for (int i = 0; i < values.length; i++) {
      int place = (int) (Formula.hash(Formula.PLACES, i) % found.length);
      double tolerance = TOLERANCE * Math.max(rms, Math.abs(values[i]));
      assertEquals(values[i], found[place], tolerance, what + " at " + place);
    }
  }
}
