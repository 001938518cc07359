// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.projection.RfsLayout;

/**
 * What a generator is fed, and how the RFSimages that its U-Net sees come of it: RFSimages painted
 * outside of the graph, as they are; or the voxels' signals, through a {@link LearnedProjection}
 * within the graph.
 */
public final class GeneratorInput {
  private final String name;
  private final ImageShape shape;
  private final long[] exampleDims;
  private final RfsGraph graph;

  /** Makes RFSimages {@code [batch, y, x, channel]} of what is fed. */
  private interface RfsGraph {
    Operand<TFloat32> build(Scope scope, Operand<TFloat32> fed);
  }

  private GeneratorInput(String name, ImageShape shape, RfsGraph graph, long... exampleDims) {
    this.name = name;
    this.shape = shape;
    this.graph = graph;
    this.exampleDims = exampleDims;
  }

  /** RFSimages {@code [batch, y, x, channel]}, named "rfs". */
  public static GeneratorInput rfs(ImageShape shape) {
    return new GeneratorInput(
        "rfs", shape, (scope, fed) -> fed, shape.heightPx(), shape.widthPx(), shape.rfsChannels());
  }

  /** Signals {@code [batch, lag, column]} as {@link GraphProjection} has them, named "signals". */
  public static GeneratorInput signals(LearnedProjection projection) {
    RfsLayout layout = projection.fixed().layout();
    return new GeneratorInput(
        "signals",
        ImageShape.of(layout),
        projection::build,
        layout.lagCount(),
        projection.fixed().columnCount());
  }

  /** Name of the placeholder, and of the exported model's input. */
  public String name() {
    return name;
  }

  /** The images that the U-Net sees and makes. */
  public ImageShape shape() {
    return shape;
  }

  /**
   * Dimensions of what is fed.
   *
   * @param batch examples; -1 = known only at the run
   */
  public long[] dims(long batch) {
    long[] dims = new long[1 + exampleDims.length];
    dims[0] = batch;
    System.arraycopy(exampleDims, 0, dims, 1, exampleDims.length);
    return dims;
  }

  Operand<TFloat32> placeholder(NetworkGraph network, long batch) {
    return network.placeholder(name, dims(batch));
  }

  /**
   * @param scope of the generator's group, to which all that is learned belongs
   * @param fed {@link #placeholder}
   * @return RFSimages {@code [batch, y, x, channel]}
   */
  Operand<TFloat32> rfs(Scope scope, Operand<TFloat32> fed) {
    return graph.build(scope, fed);
  }
}
