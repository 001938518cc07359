// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.voxel2pixel.nn.weights.Safetensors;
import org.voxel2pixel.nn.weights.TensorEntry;

/** PyTorch's values, from src/test/python/nn_layers.py. */
public final class Reference implements AutoCloseable {
  private static final double TOLERANCE = 1e-5;

  private final Safetensors tensors;
  private final String testCase;

  public Reference(String testCase) {
    this.testCase = testCase;
    try {
      Path file =
          Path.of(Reference.class.getResource("/org/voxel2pixel/nn/layers.safetensors").toURI());
      tensors = Safetensors.open(file);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private TensorEntry entry(String name) {
    TensorEntry entry = tensors.tensors().get(testCase + "." + name);
    if (entry == null) throw new IllegalArgumentException("no " + name + " of " + testCase);
    return entry;
  }

  public boolean has(String name) {
    return tensors.tensors().containsKey(testCase + "." + name);
  }

  public long[] dims(String name) {
    return entry(name).dims();
  }

  public float[] values(String name) {
    return tensors.read(entry(name));
  }

  /** Within 1e-5 of the largest value or of 1. */
  public void assertClose(String name, float[] actual) {
    float[] expected = values(name);
    assertEquals(expected.length, actual.length, testCase + "." + name);
    double scale = 1;
    for (float e : expected) scale = Math.max(scale, Math.abs(e));
    for (int i = 0; i < expected.length; i++) {
      String where = testCase + "." + name + "[" + i + "]";
      assertEquals(expected[i], actual[i], TOLERANCE * scale, where);
    }
  }

  @Override
  public void close() {
    tensors.close();
  }
}
