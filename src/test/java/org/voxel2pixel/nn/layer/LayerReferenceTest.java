// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;

/** Each layer's output and gradients against PyTorch, with a known and an unknown batch. */
class LayerReferenceTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final Initializer ZEROS = Initializer.zeros();
  private static final BatchNormalisation.Settings NORM =
      new BatchNormalisation.Settings(0.1, 0.01);

  private interface Layer {
    Operand<TFloat32> apply(Scope s, Operand<TFloat32> x);
  }

  private static Map<String, Layer> layers() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("convSame42", (s, x) -> conv(s, x, 3, 4, 2, Padding.SAME, Bias.WITHOUT));
    layers.put("convSame32", (s, x) -> conv(s, x, 1, 3, 2, Padding.SAME, Bias.WITH));
    layers.put("convExplicit41", (s, x) -> conv(s, x, 2, 4, 1, Padding.explicit(1), Bias.WITH));
    layers.put("convValid74", (s, x) -> conv(s, x, 2, 7, 4, Padding.VALID, Bias.WITHOUT));
    layers.put(
        "convGrouped",
        (s, x) ->
            Convolution.grouped(s, "layer", x, 2, 4, 5, 1, Padding.explicit(2), Bias.WITH, ZEROS));
    layers.put(
        "transposed42", (s, x) -> Convolution.transposed(s, "layer", x, 3, 4, 2, Bias.WITH, ZEROS));
    layers.put(
        "transposed31",
        (s, x) -> Convolution.transposed(s, "layer", x, 2, 3, 1, Bias.WITHOUT, ZEROS));
    layers.put("dense", (s, x) -> Dense.apply(s, "layer", x, 4, Bias.WITH, ZEROS));
    layers.put("normTraining", (s, x) -> BatchNormalisation.apply(s, "layer", x, NORM, ZEROS));
    layers.put("normInference", (s, x) -> BatchNormalisation.apply(s, "layer", x, NORM, ZEROS));
    layers.put("localResponse", (s, x) -> new LocalResponse(5, 1.5, 0.75, 1.2).apply(s, x));
    layers.put("maxPool32", (s, x) -> Pooling.max(s, x, 3, 2, Padding.VALID));
    layers.put("averagePool", (s, x) -> Pooling.average(s, x, 3, 3, Padding.VALID));
    layers.put(
        "alignedCornersLarger", (s, x) -> Resize.bilinear(s, x, 7, 5, Resize.Grid.ALIGNED_CORNERS));
    layers.put(
        "alignedCornersSmaller",
        (s, x) -> Resize.bilinear(s, x, 2, 3, Resize.Grid.ALIGNED_CORNERS));
    layers.put(
        "alignedEdgesLarger", (s, x) -> Resize.bilinear(s, x, 7, 5, Resize.Grid.ALIGNED_EDGES));
    layers.put(
        "alignedEdgesSmaller", (s, x) -> Resize.bilinear(s, x, 2, 3, Resize.Grid.ALIGNED_EDGES));
    layers.put("leakyRelu", (s, x) -> Activation.leakyRelu(s, x, 0.2));
    layers.put("relu", Activation::relu);
    layers.put("sigmoid", Activation::sigmoid);
    layers.put("tanh", Activation::tanh);
    return layers;
  }

  private static Operand<TFloat32> conv(
      Scope s,
      Operand<TFloat32> x,
      int filters,
      int kernel,
      int stride,
      Padding padding,
      Bias bias) {
    return Convolution.conv2d(s, "layer", x, filters, kernel, stride, padding, bias, ZEROS);
  }

  static Stream<String> names() {
    return layers().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputAndGradientsAgree(String name) {
    try (Reference reference = new Reference(name)) {
      compare(name, reference, reference.dims("x"));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputAndGradientsAgreeWithAnUnknownBatch(String name) {
    try (Reference reference = new Reference(name)) {
      long[] dims = reference.dims("x");
      dims[0] = -1;
      compare(name, reference, dims);
    }
  }

  private static void compare(String name, Reference reference, long[] dims) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", dims);
      Mode mode = name.equals("normInference") ? Mode.INFERENCE : Mode.TRAINING;
      Operand<TFloat32> y = layers().get(name).apply(Scope.of(graph, "net", mode), x);
      long[] fullDims = reference.dims("y");
      if (dims[0] < 0) fullDims[0] = -1;
      assertArrayEquals(fullDims, y.shape().asArray(), "static shape");
      List<Variable> weights = graph.variables().trainable("net");
      List<Operand<TFloat32>> xs = new ArrayList<>(List.of(x));
      weights.forEach(w -> xs.add(w.read()));
      Operand<TFloat32> r = graph.placeholder("r", fullDims);
      int[] axes = IntStream.range(0, fullDims.length).toArray();
      Operand<TFloat32> loss = graph.tf().sum(graph.tf().math.mul(y, r), graph.tf().constant(axes));
      List<Operand<TFloat32>> gradients = Tape.gradients(graph, loss, xs);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        assignAll(graph, session, reference);
        Step step =
            session
                .step()
                .feed(x, reference.values("x"), reference.dims("x"))
                .feed(r, reference.values("r"), reference.dims("y"))
                .fetch(y);
        gradients.forEach(step::fetch);
        float[][] values = step.run();
        reference.assertClose("y", values[0]);
        reference.assertClose("dx", values[1]);
        for (int i = 0; i < weights.size(); i++) {
          reference.assertClose("d" + shortName(weights.get(i)), values[i + 2]);
        }
      }
    }
  }

  private static void assignAll(NetworkGraph graph, NetworkSession session, Reference reference) {
    for (Variable v : graph.variables().all()) {
      assertArrayEquals(reference.dims(shortName(v)), v.dims(), v.name());
      session.assign(v, reference.values(shortName(v)));
    }
  }

  private static String shortName(Variable v) {
    return v.name().substring("layer.".length());
  }

  @Test
  void aTrainingStepMovesTheStatisticsAsTorchDoes() {
    try (Reference reference = new Reference("normTraining");
        NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", reference.dims("x"));
      Scope s = Scope.of(graph, "net", Mode.TRAINING);
      BatchNormalisation.apply(s, "layer", x, NORM, ZEROS);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        assignAll(graph, session, reference);
        Step step = session.step().feed(x, reference.values("x"), reference.dims("x"));
        s.updates().forEach(step::target);
        step.run();
        for (String moving : List.of("MovingMean", "MovingVariance")) {
          String variable =
              "layer." + Character.toLowerCase(moving.charAt(0)) + moving.substring(1);
          float[] value = session.read(graph.variables().find(variable).orElseThrow());
          reference.assertClose("next" + moving, value);
        }
      }
    }
  }
}
