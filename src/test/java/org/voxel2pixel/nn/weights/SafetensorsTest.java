// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void writtenTensorsAreReadBack() {
    Path file = folder.resolve("a.safetensors");
    Map<String, float[]> values =
        Map.of("b", new float[] {1, -2, 3, 4, 5, 6}, "a", new float[] {0.1f}, "none", new float[0]);
    List<Safetensors.Source> sources =
        List.of(
            new Safetensors.Source("b", new long[] {2, 3}),
            new Safetensors.Source("none", new long[] {0, 3}),
            new Safetensors.Source("a", new long[] {}));
    Safetensors.write(file, Map.of("k", "v \"ü\""), sources, s -> values.get(s.name()));
    try (Safetensors read = Safetensors.open(file)) {
      assertEquals(Map.of("k", "v \"ü\""), read.metadata());
      assertEquals(3, read.tensors().size());
      read.tensors()
          .forEach((name, entry) -> assertArrayEquals(values.get(name), read.read(entry)));
      assertArrayEquals(new long[] {2, 3}, read.tensors().get("b").dims());
    }
  }

  @Test
  void valuesBeyondOneChunkKeepTheirOrder() {
    Path file = folder.resolve("a.safetensors");
    float[] values = new float[700_001];
    for (int i = 0; i < values.length; i++) values[i] = i;
    List<Safetensors.Source> sources =
        List.of(new Safetensors.Source("x", new long[] {values.length}));
    Safetensors.write(file, Map.of(), sources, s -> values);
    try (Safetensors read = Safetensors.open(file)) {
      assertArrayEquals(values, read.read(read.tensors().get("x")));
    }
  }

  /** Bits and values of the types from their definitions. */
  @ParameterizedTest
  @CsvSource({
    "F16, 3c00, 1", "F16, c000, -2", "F16, 0001, 5.9604645e-8", "F16, 7bff, 65504",
    "F16, 7c00, Infinity", "F16, 3555, 0.33325195", "F16, 8000, -0.0", "F16, 03ff, 6.097555e-5",
    "BF16, 3f80, 1", "BF16, c049, -3.140625", "BF16, 7f80, Infinity"
  })
  void halvesAreReadExactly(String type, String bits, float expected) throws IOException {
    String header = "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,2]}}";
    int value = Integer.parseInt(bits, 16);
    Path file = write(header, new byte[] {(byte) value, (byte) (value >> 8)});
    try (Safetensors read = Safetensors.open(file)) {
      assertArrayEquals(new float[] {expected}, read.read(read.tensors().get("x")));
    }
  }

  @Test
  void doublesAreRounded() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1);
    String header = "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
    try (Safetensors read = Safetensors.open(write(header, data.array()))) {
      assertArrayEquals(new float[] {0.1f}, read.read(read.tensors().get("x")));
    }
  }

  /** Each with 8 bytes of data. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} {}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905,4],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"__metadata__\":{\"a\":1},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
      })
  void whatIsNotStrictlyTheFormatIsRefused(String header) throws IOException {
    assertRefused(write(header, new byte[8]));
  }

  @Test
  void headerLengthsBeyondTheFileAndTheCapAreRefused() throws IOException {
    for (long length : new long[] {-1, 9, Safetensors.MAX_HEADER_BYTES + 1, Long.MAX_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertRefused(Files.write(folder.resolve("length"), bytes.array()));
    }
    assertRefused(Files.write(folder.resolve("short"), new byte[3]));
    assertRefused(folder.resolve("absent"));
    assertRefused(folder);
  }

  private static void assertRefused(Path file) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> Safetensors.open(file).close());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    out.write(json);
    out.write(data);
    return Files.write(folder.resolve("x.safetensors"), out.toByteArray());
  }
}
