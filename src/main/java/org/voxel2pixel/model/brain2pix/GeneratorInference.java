// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.nio.file.Path;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.SavedModelExport;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * The generator alone, with the projection that it has learned if any, as it runs after training:
 * moving batch statistics, any number of images at once. Its weights are copied from a network in
 * training; it is what a model folder holds.
 */
public final class GeneratorInference implements InferenceNetwork {
  /** Name of the exported model's output, {@code [B][H][W][3]}. */
  public static final String OUTPUT = "image";

  private final GeneratorInput fed;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;
  private final Operand<TFloat32> input;
  private final Operand<TFloat32> output;

  public GeneratorInference(
      Brain2PixSettings settings, GeneratorInput fed, SessionOptions options) {
    this.fed = fed;
    input = fed.placeholder(graph, -1);
    Scope scope = Scope.of(graph, Generator.GROUP, Mode.INFERENCE);
    output = Generator.build(scope, settings, fed.shape(), fed.rfs(scope, input));
    session = new NetworkSession(graph, options);
  }

  @Override
  public NetworkSession session() {
    return session;
  }

  /**
   * Reconstructs {@code count} images.
   *
   * @param inputs {@code count} inputs of {@link GeneratorInput#dims}
   * @return {@code [count][y][x][3]}, RGB in (0, 1)
   */
  @Override
  public float[] reconstruct(float[] inputs, int count) {
    return session.step().feed(input, inputs, fed.dims(count)).fetch(output).run()[0];
  }

  /** Writes a SavedModel; its input is called as {@link GeneratorInput#name} says. */
  @Override
  public void export(Path folder) {
    SavedModelExport.write(graph, session, fed.name(), input, OUTPUT, output, folder);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
