// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.nn.weights.Safetensors;
import org.voxel2pixel.nn.weights.TensorEntry;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.SparseProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** PyTorch's values, from src/test/python/model_learned_rf.py, and the fields they were made of. */
final class LearnedRfReference implements AutoCloseable {
  static final int BATCH = 2;
  static final int LAGS = 3;
  static final PixelGrid GRID = new PixelGrid(6, 5, 6);

  private final Safetensors tensors;

  LearnedRfReference() {
    try {
      tensors =
          Safetensors.open(
              Path.of(LearnedRfReference.class.getResource("learned_rf.safetensors").toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The two kinds of sparse operator. */
  enum Operator {
    FIXED,
    MEAN;

    SparseProjection of(VoxelFields fields) {
      return this == FIXED
          ? FixedRfProjection.of(fields)
          : GaussianProjection.of(fields, GaussianSettings.mean());
    }
  }

  VoxelFields fields() {
    float[] table = values("fields");
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < table.length / 3; v++) {
      rois.add(v % 2 == 0 ? "V2" : "V1");
      fields.add(Optional.of(new ReceptiveField(table[3 * v], table[3 * v + 1], table[3 * v + 2])));
    }
    return new VoxelFields(GRID, List.of("V2", "V1"), rois, fields, LAGS);
  }

  /** {@code [batch][lag][voxel]}. */
  float[][][] responses() {
    float[] flat = values("responses");
    int voxels = flat.length / (BATCH * LAGS);
    float[][][] responses = new float[BATCH][LAGS][voxels];
    for (int i = 0; i < flat.length; i++) {
      responses[i / (LAGS * voxels)][i / voxels % LAGS][i % voxels] = flat[i];
    }
    return responses;
  }

  float[] values(String name) {
    TensorEntry entry = tensors.tensors().get(name);
    if (entry == null) throw new IllegalArgumentException("no " + name);
    return tensors.read(entry);
  }

  /** Of {@code [batch][lag][voxel]} values those of the voxels of a signal. */
  static float[] ofColumns(float[] all, int[] voxels) {
    int rows = BATCH * LAGS;
    float[] taken = new float[rows * voxels.length];
    for (int i = 0; i < taken.length; i++) {
      int row = i / voxels.length;
      taken[i] = all[row * (all.length / rows) + voxels[i % voxels.length]];
    }
    return taken;
  }

  static void assertClose(String what, float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], tolerance * scale, what + "[" + i + "]");
    }
  }

  @Override
  public void close() {
    tensors.close();
  }
}
