// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

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
 * The generator alone, as it runs after training, any number of images at once: voxel vectors to
 * RGB, {@code (x + mean) / 255}. The values are raw: a linear output may lie outside [0, 1], and
 * nothing is clipped or stretched. Its weights are copied from a network in training; it is what a
 * model folder holds.
 */
public final class ShenInference implements InferenceNetwork {
  /** Name of the exported model's input, {@code [B][V]}. */
  public static final String INPUT = "voxels";

  /** Name of the exported model's output, {@code [B][crop][crop][3]}. */
  public static final String OUTPUT = "image";

  private final int inputLength;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;
  private final Operand<TFloat32> input;
  private final Operand<TFloat32> output;

  /**
   * @param inputLength V, numbers in one input
   */
  public ShenInference(ShenSettings settings, int inputLength, SessionOptions options) {
    this.inputLength = inputLength;
    input = graph.placeholder(INPUT, -1, inputLength);
    Scope scope = Scope.of(graph, ShenGenerator.GROUP, Mode.INFERENCE);
    Operand<TFloat32> generated = ShenGenerator.build(scope, settings, input);
    output = new ImageSpace(settings.meanBgr()).toRgb(scope, generated);
    session = new NetworkSession(graph, options);
  }

  @Override
  public NetworkSession session() {
    return session;
  }

  /**
   * Reconstructs {@code count} images.
   *
   * @param voxels {@code [count][V]}
   * @return {@code [count][y][x][3]}, RGB, 0 to 1 but not clipped
   */
  @Override
  public float[] reconstruct(float[] voxels, int count) {
    return session.step().feed(input, voxels, count, inputLength).fetch(output).run()[0];
  }

  @Override
  public void export(Path folder) {
    SavedModelExport.write(graph, session, INPUT, input, OUTPUT, output, folder);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
