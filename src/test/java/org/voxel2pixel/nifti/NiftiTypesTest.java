// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type, byte order, version and scaling, against nibabel (src/test/python/nifti_types.py).
 */
class NiftiTypesTest {
  @TempDir Path folder;

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = NiftiTypesTest.class.getResourceAsStream("types.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonArray()
          .asList()
          .stream()
          .map(JsonElement::getAsJsonObject)
          .map(each -> Arguments.of(each.get("name").getAsString(), each));
    }
  }

  /** N-29. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void valuesAndAffineAreNibabels(String name, JsonObject expected) throws IOException {
    byte[] compressed = Base64.getDecoder().decode(expected.get("gz").getAsString());
    Path gz = Files.write(folder.resolve("a.nii.gz"), compressed);
    Path plain = folder.resolve("a.nii");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      Files.write(plain, in.readAllBytes());
    }
    float[] values = floats(expected.get("values").getAsString());
    double[] affine =
        expected.getAsJsonArray("affine").asList().stream()
            .mapToDouble(JsonElement::getAsDouble)
            .toArray();
    for (Path file : new Path[] {gz, plain}) {
      try (NiftiSeries series = NiftiSeries.open(file)) {
        assertArrayEquals(affine, series.grid().affine(), 1e-9); // mm
        assertEquals(0.7, series.trSec());
        float[] volume = new float[6];
        for (int t = 0; t < 2; t++) {
          assertTrue(series.readNext(volume));
          for (int n = 0; n < volume.length; n++) {
            assertEquals(
                Float.floatToIntBits(values[6 * t + n]), // any NaN is as good as another
                Float.floatToIntBits(volume[n]),
                values[6 * t + n] + " expected, was " + volume[n]);
          }
        }
        assertFalse(series.readNext(volume));
      }
    }
  }

  @Test
  void theFixtureHoldsEveryTypeInBothOrdersAndVersions() throws IOException {
    try (Stream<Arguments> cases = cases()) {
      long kinds = cases.map(c -> ("" + c.get()[0]).split(" slope")[0]).distinct().count();
      assertEquals(NiftiType.values().length * 2 * 2, kinds);
    }
  }

  private static float[] floats(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
