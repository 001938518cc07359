// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.nio.file.Path;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.SavedModelExport;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;

/**
 * The generator alone, as it runs after training: moving batch statistics, any number of images at
 * once. Its weights are copied from a network in training; it is what a model folder holds.
 */
public final class GeneratorInference implements AutoCloseable {
  /** Name of the exported model's input, {@code [B][H][W][C]}. */
  public static final String INPUT = "rfs";

  /** Name of the exported model's output, {@code [B][H][W][3]}. */
  public static final String OUTPUT = "image";

  private final ImageShape shape;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;
  private final Operand<TFloat32> input;
  private final Operand<TFloat32> output;

  public GeneratorInference(Brain2PixSettings settings, ImageShape shape, SessionOptions options) {
    this.shape = shape;
    input = graph.placeholder(INPUT, -1, shape.heightPx(), shape.widthPx(), shape.rfsChannels());
    Scope scope = Scope.of(graph, Generator.GROUP, Mode.INFERENCE);
    output = Generator.build(scope, settings, shape, input);
    session = new NetworkSession(graph, options);
  }

  /** Takes the weights and moving statistics that a training network has now. */
  public void copyFrom(Brain2PixTraining training) {
    session.copyFrom(training.session());
  }

  /**
   * Reconstructs {@code count} images.
   *
   * @param rfs {@code [count][y][x][channel]}
   * @return {@code [count][y][x][3]}, RGB in (0, 1)
   */
  public float[] reconstruct(float[] rfs, int count) {
    return session
        .step()
        .feed(input, rfs, count, shape.heightPx(), shape.widthPx(), shape.rfsChannels())
        .fetch(output)
        .run()[0];
  }

  /** Writes a SavedModel. */
  public void export(Path folder) {
    SavedModelExport.write(graph, session, INPUT, input, OUTPUT, output, folder);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
