// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

/** Real files, read as nibabel reads them (src/test/python/nifti_samples.py). */
class NiftiSamplesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("user.dir"), "..", "shared", "data", "nifti-samples");
  private static final JsonObject FACTS = facts();

  private static JsonObject facts() {
    try (InputStream in = NiftiSamplesTest.class.getResourceAsStream("samples.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static NiftiSeries open(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "no sample " + file);
    return NiftiSeries.open(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anatomical.nii",
        "functional.nii",
        "example4d.nii.gz",
        "example_nifti2.nii.gz",
        "standard.nii.gz"
      })
  void everyVoxelOfEveryVolumeIsNibabels(String name) {
    JsonObject expected = FACTS.getAsJsonObject(name);
    JsonArray volumes = expected.getAsJsonArray("volumes");
    try (NiftiSeries series = open(name)) {
      float[] volume = new float[series.grid().voxelCount()];
      for (JsonElement each : volumes) {
        assertTrue(series.readNext(volume));
        JsonObject facts = each.getAsJsonObject();
        for (Map.Entry<String, JsonElement> at : facts.getAsJsonObject("at").entrySet()) {
          float there = volume[Integer.parseInt(at.getKey())];
          assertEquals(at.getValue().getAsFloat(), there, 0f, "voxel " + at.getKey());
        }
        assertEquals(facts.get("sha256").getAsString(), sha256(volume));
      }
      assertFalse(series.readNext(volume));
      assertEquals(volumes.size(), series.volumeCount());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anatomical.nii",
        "functional.nii",
        "example4d.nii.gz",
        "example_nifti2.nii.gz",
        "standard.nii.gz"
      })
  void gridAndHeaderAreNibabels(String name) {
    JsonObject expected = FACTS.getAsJsonObject(name);
    try (NiftiSeries series = open(name)) {
      double[] shape = numbers(expected, "shape");
      NiftiGrid grid = series.grid();
      assertArrayEquals(
          shape, new double[] {grid.nx(), grid.ny(), grid.nz(), series.volumeCount()});
      assertArrayEquals(numbers(expected, "affine"), grid.affine(), 0.0);
      assertArrayEquals(numbers(expected, "sides"), grid.voxelSizeMm(), 1e-12);
      assertEquals(expected.get("axes").getAsString(), grid.axisCodes());
      NiftiHeader header = series.header();
      HeaderText.assertSame(expected.getAsJsonObject("header"), header);
      assertEquals(
          expected.get("big_endian").getAsBoolean(), header.byteOrder() == ByteOrder.BIG_ENDIAN);
    }
  }

  @Test
  void trIsPixdim4InItsUnit() {
    try (NiftiSeries functional = open("functional.nii");
        NiftiSeries anatomical = open("anatomical.nii")) {
      assertEquals(2.0, functional.trSec());
      assertEquals(0.0, anatomical.trSec());
    }
  }

  @Test
  void aTrOfHalfAnHourStopsWhoAsksForIt() {
    try (NiftiSeries series = open("example4d.nii.gz")) {
      assertTrue(series.warnings().stream().anyMatch(w -> w.contains("TR 2000.0 s?")));
      BadInputException e = assertThrows(BadInputException.class, series::trSec);
      assertTrue(e.getMessage().contains("TR 2000.0 s?"), e.getMessage());
    }
  }

  private static double[] numbers(JsonObject object, String name) {
    return object.getAsJsonArray(name).asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  private static String sha256(float[] volume) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * volume.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(volume);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
