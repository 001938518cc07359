// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * Threads of a session.
 *
 * <p>TensorFlow makes its intra-op pool once a JVM, for the first session: use the same options for
 * all. The last bits of a result change with {@code intraThreads}, not with {@code interThreads}.
 *
 * @param intraThreads threads within one operation, at least 1
 * @param interThreads operations at once, at least 1
 */
public record SessionOptions(int intraThreads, int interThreads) {

  public SessionOptions {
    if (intraThreads < 1 || interThreads < 1) {
      throw new IllegalArgumentException(
          "threads must be >= 1, were intra " + intraThreads + ", inter " + interThreads);
    }
  }

  /** All processors within an operation, one operation at a time. */
  public static SessionOptions allProcessors() {
    return new SessionOptions(Runtime.getRuntime().availableProcessors(), 1);
  }

  /**
   * The graph rewriter is off: for float32 training it gains nothing and reports failed passes. A
   * GPU's memory is taken as needed, not all at once.
   */
  ConfigProto toProto() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(intraThreads)
        .setInterOpParallelismThreads(interThreads)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }
}
