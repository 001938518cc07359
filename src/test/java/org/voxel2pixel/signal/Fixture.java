// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The numbers of src/test/python/signal_fixtures.py and signal_steps.py. */
final class Fixture {
  private Fixture() {}

  static JsonObject part(String name) {
    return part("signal.json", name);
  }

  static JsonObject step(String name) {
    return part("steps.json", name);
  }

  /** A whole file, little-endian. */
  static ByteBuffer binary(String file) {
    try (InputStream in = Fixture.class.getResourceAsStream(file)) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject part(String file, String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(file)) {
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

  static int[] ints(JsonElement array) {
    return Arrays.stream(doubles(array)).mapToInt(value -> (int) value).toArray();
  }

  static double[][] rows(JsonElement array) {
    JsonArray rows = array.getAsJsonArray();
    double[][] all = new double[rows.size()][];
    for (int n = 0; n < all.length; n++) all[n] = doubles(rows.get(n));
    return all;
  }
}
