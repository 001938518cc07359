// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * 400 files of every type, byte order, scaling and container, and every pair of these with version,
 * axes, extensions, orientation and offset: values, affine, TR, warnings and header are nibabel's
 * (src/test/python/nifti_matrix.py). N-15, N-24, N-29, N-33 to N-37, N-60.
 */
class NiftiMatrixTest {
  @TempDir static Path folder;
  private static JsonArray cases;
  private static float[] values;

  @BeforeAll
  static void unzip() throws IOException {
    InputStream resource = NiftiMatrixTest.class.getResourceAsStream("matrix.zip");
    try (ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(entry.getName()));
      }
    }
    String json = Files.readString(folder.resolve("expected.json"), StandardCharsets.UTF_8);
    cases = JsonParser.parseString(json).getAsJsonArray();
    byte[] bytes = Files.readAllBytes(folder.resolve("expected.bin"));
    values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
  }

  @TestFactory
  Stream<DynamicTest> everythingIsNibabels() {
    List<DynamicTest> tests = new ArrayList<>();
    int first = 0;
    for (JsonElement each : cases) {
      JsonObject expected = each.getAsJsonObject();
      String name = text(expected, "file") + ": " + text(expected, "name");
      int from = first;
      tests.add(DynamicTest.dynamicTest(name, () -> isNibabels(expected, from)));
      first += (int) product(expected.getAsJsonArray("shape"));
    }
    assertEquals(values.length, first);
    return tests.stream();
  }

  private static void isNibabels(JsonObject expected, int firstValue) {
    try (NiftiSeries series = NiftiSeries.open(folder.resolve(text(expected, "file")))) {
      boolean big = text(expected, "name").split(" \\| ")[1].equals(">");
      assertEquals(
          big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, series.header().byteOrder());
      HeaderText.assertSame(expected.getAsJsonObject("header"), series.header());
      assertZooms(expected, series.header());
      assertGrid(expected, series);
      assertEquals(expected.get("tr_sec").getAsDouble(), series.trSec(), 1e-12);
      assertValues(firstValue, series);
      assertWarnings(expected.getAsJsonArray("warnings"), series.warnings());
    }
  }

  private static void assertZooms(JsonObject expected, NiftiHeader header) {
    double[] zooms = numbers(expected, "zooms");
    assertEquals(header.dim()[0], zooms.length);
    for (int n = 0; n < zooms.length; n++) assertEquals(zooms[n], header.pixdim()[n + 1]);
  }

  private static void assertGrid(JsonObject expected, NiftiSeries series) {
    double[] shape = numbers(expected, "shape");
    NiftiGrid grid = series.grid();
    int[] read = {grid.nx(), grid.ny(), grid.nz(), series.volumeCount()};
    for (int n = 0; n < read.length; n++) assertEquals(n < shape.length ? shape[n] : 1, read[n]);
    assertArrayEquals(numbers(expected, "affine"), grid.affine(), 1e-6); // mm
  }

  private static void assertValues(int firstValue, NiftiSeries series) {
    float[] volume = new float[series.grid().voxelCount()];
    int next = firstValue;
    while (series.readNext(volume)) {
      for (int voxel = 0; voxel < volume.length; voxel++, next++) {
        assertEquals( // bits, but any NaN is as good as another
            Float.floatToIntBits(values[next]),
            Float.floatToIntBits(volume[voxel]),
            values[next] + " expected at " + voxel + ", was " + volume[voxel]);
      }
    }
    assertEquals(firstValue + volume.length * series.volumeCount(), next);
  }

  /** One for one: nothing is told that is in order. */
  private static void assertWarnings(JsonArray expected, List<String> warnings) {
    assertEquals(expected.size(), warnings.size(), warnings.toString());
    for (JsonElement words : expected) {
      assertTrue(
          warnings.stream().anyMatch(w -> w.contains(words.getAsString())),
          words + " expected in " + warnings);
    }
  }

  @Test
  void theFixtureHoldsEveryCombinationOfTypeOrderScalingAndContainer() {
    long distinct =
        cases.asList().stream()
            .map(each -> text(each.getAsJsonObject(), "name").split(" \\| NIfTI-")[0])
            .distinct()
            .count();
    assertEquals(NiftiType.values().length * 2 * 5 * 4, distinct);
    assertFalse(cases.isEmpty());
  }

  private static long product(JsonArray shape) {
    return IntStream.range(0, shape.size())
        .mapToLong(n -> shape.get(n).getAsLong())
        .reduce(1, Math::multiplyExact);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static double[] numbers(JsonObject object, String name) {
    return object.getAsJsonArray(name).asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
