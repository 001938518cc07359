// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.SavedModelExport;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;

/** Against files that TensorFlow itself wrote. */
class SavedModelWeightsTest {
  private static final int LAYERS = 40; // more than the 16 names of one restart of the table

  @TempDir Path folder;

  @Test
  void variablesAreThoseThatTensorFlowWrote() throws IOException {
    Path model = folder.resolve("model");
    Map<String, float[]> written = export(model);
    try (WeightsFile file = WeightsFile.open(model)) {
      assertEquals("saved-model", file.format());
      assertEquals(
          written.keySet().stream().sorted().toList(),
          file.tensors().stream().map(StoredTensor::name).toList());
      for (StoredTensor tensor : file.tensors()) {
        assertArrayEquals(written.get(tensor.name()), file.read(tensor.name()), tensor.name());
      }
      List<Path> files = file.files(model);
      for (Path each : files) assertTrue(Files.isRegularFile(each), each::toString);
      assertEquals(2, files.size());
      Files.delete(files.get(1));
      String name = file.tensors().get(0).name();
      String message = assertThrows(BadInputException.class, () -> file.read(name)).getMessage();
      assertTrue(message.contains("variables.data-00000-of-00001"), message);
    }
  }

  private static Map<String, float[]> export(Path model) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Scope scope = Scope.of(graph, "network", Mode.INFERENCE);
      Operand<TFloat32> x = graph.placeholder("x", -1, 3);
      Operand<TFloat32> y = x;
      for (int n = 0; n < LAYERS; n++) {
        Operand<TFloat32> kernel =
            scope.trainable("layer_" + n + ".kernel", Initializer.normal(0, 1), 3, 3);
        y = graph.tf().linalg.matMul(y, kernel);
      }
      Operand<TFloat32> wide = scope.trainable("wide.kernel", Initializer.normal(0, 1), 3, 500_000);
      y = graph.tf().linalg.matMul(y, wide);
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(2, 1))) {
        session.initialise(5);
        SavedModelExport.write(graph, session, "in", x, "out", y, model);
        Map<String, float[]> values = new HashMap<>();
        for (Variable variable : graph.variables().all()) {
          values.put(variable.name(), session.read(variable));
        }
        assertEquals(LAYERS + 1, values.size());
        return values;
      }
    }
  }
}
