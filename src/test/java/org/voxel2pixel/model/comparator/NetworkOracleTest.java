// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;

/**
 * Every activation of every published network, and gradients back to the image, against PyTorch:
 * torchvision's own modules where it has the network, all with few channels. The numbers come from
 * src/test/python/model_comparators.py.
 */
class NetworkOracleTest {
  private static JsonObject reference(KnownNetwork network) throws IOException {
    return Described.resource("networks.json").getAsJsonObject(network.label());
  }

  private static long[] numbers(JsonObject object, String name) {
    return new Gson().fromJson(object.get(name), long[].class);
  }

  /** A network on its input. */
  private record Built(
      NetworkGraph graph, JsonObject reference, Operand<TFloat32> input, FrozenWeights weights) {

    static Built of(KnownNetwork network, NetworkGraph graph) throws IOException {
      JsonObject reference = NetworkOracleTest.reference(network);
      long[] size = numbers(reference, "size");
      long[] dims = new long[size.length + 2];
      dims[0] = reference.get("batch").getAsLong();
      System.arraycopy(size, 0, dims, 1, size.length);
      dims[dims.length - 1] = 3;
      String flattened = reference.getAsJsonObject("activations").has("pool5") ? "pool5" : "pool8";
      long[] pooled = numbers(activation(reference, flattened), "dims");
      return new Built(
          graph,
          reference,
          graph.placeholder("data", dims),
          new FrozenWeights(
              graph,
              "net",
              new SmallWeights(
                  reference.getAsJsonObject("kernels"), (int) pooled[pooled.length - 1])));
    }

    float[][] run(List<Operand<TFloat32>> fetched) {
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(2, 1))) {
        session.initialise(1);
        long[] dims = input.shape().asArray();
        double scale = reference.get("scale").getAsDouble();
        float[] values = Formula.values(Formula.INPUT, Formula.count(dims), scale);
        Step step = session.step().feed(input, values, dims);
        fetched.forEach(step::fetch);
        return step.run();
      }
    }
  }

  private static JsonObject activation(JsonObject reference, String name) {
    return reference.getAsJsonObject("activations").getAsJsonObject(name);
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationIsTorchs(KnownNetwork network) throws IOException {
    try (NetworkGraph graph = new NetworkGraph()) {
      Built built = Built.of(network, graph);
      List<String> names = network.blueprint().activations();
      assertEquals(built.reference().getAsJsonObject("activations").size(), names.size());
      List<Operand<TFloat32>> activations =
          network.blueprint().build(built.weights(), built.input(), names);
      float[][] values = built.run(activations);
      for (int i = 0; i < values.length; i++) {
        Described expected =
            Described.of(built.reference().getAsJsonObject("activations"), names.get(i));
        long[] dims = activations.get(i).shape().asArray();
        assertArrayEquals(expected.dims(), dims, names.get(i));
        expected.requireSame(network + " " + names.get(i), values[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsByTheImageAreTorchs(KnownNetwork network) throws IOException {
    try (NetworkGraph graph = new NetworkGraph()) {
      Built built = Built.of(network, graph);
      JsonObject gradients = built.reference().getAsJsonObject("gradients");
      List<String> names = List.copyOf(gradients.keySet());
      List<Operand<TFloat32>> ofInput =
          network.blueprint().build(built.weights(), built.input(), names).stream()
              .map(activation -> SumGradient.of(graph, activation, built.input()))
              .toList();
      float[][] values = built.run(ofInput);
      for (int i = 0; i < values.length; i++) {
        Described.of(gradients, names.get(i))
            .requireSame(network + " gradient of " + names.get(i), values[i]);
      }
    }
  }
}
