// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The numbers of src/test/python/signal_fixtures.py. */
final class Fixture {
  private Fixture() {}

  static JsonObject part(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream("signal.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonObject(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static double[] doubles(JsonElement array) {
    JsonArray values = array.getAsJsonArray();
    double[] doubles = new double[values.size()];
    for (int n = 0; n < doubles.length; n++) doubles[n] = values.get(n).getAsDouble();
    return doubles;
  }

  static float[] floats(JsonElement array) {
    double[] doubles = doubles(array);
    float[] floats = new float[doubles.length];
    for (int n = 0; n < floats.length; n++) floats[n] = (float) doubles[n];
    return floats;
  }

  static double[][] rows(JsonElement array) {
    JsonArray rows = array.getAsJsonArray();
    double[][] all = new double[rows.size()][];
    for (int n = 0; n < all.length; n++) all[n] = doubles(rows.get(n));
    return all;
  }
}
