// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.SparseProduct;
import org.voxel2pixel.projection.RfsLayout;
import org.voxel2pixel.projection.SparseMatrix;
import org.voxel2pixel.projection.SparseProjection;

/**
 * A sparse projection as part of a graph: what {@link SparseProjection#projectLags} computes
 * outside of it, but from responses that a graph is fed, so that gradients reach them and the
 * operator.
 *
 * <p>A graph takes signals {@code [batch, lag, column]}: of each response only the voxels with an
 * entry, those of the first region, then those of the next, each by ascending index ({@link
 * #voxels}); lag 0 the earliest volume. It gives RFSimages {@code [batch, y, x, channel]} in the
 * order of {@link RfsLayout}.
 */
public final class GraphProjection {
  private final RfsLayout layout;
  private final int voxelCount;
  private final List<RegionOperator> regions = new ArrayList<>();
  private final int[] voxels; // [column]

  private GraphProjection(SparseProjection projection) {
    layout = projection.layout();
    voxelCount = projection.voxelCount();
    for (int roi = 0; roi < layout.rois().size(); roi++) {
      SparseMatrix operator = projection.operator(roi);
      if (operator.entryCount() == 0) {
        throw new BadInputException(
            "region " + layout.rois().get(roi),
            "at least one voxel whose field reaches a pixel",
            "none",
            "leave this region out");
      }
      regions.add(RegionOperator.of(operator));
    }
    voxels = regions.stream().flatMapToInt(r -> Arrays.stream(r.voxels())).toArray();
  }

  /**
   * @throws BadInputException if no voxel of a region reaches a pixel
   */
  public static GraphProjection of(SparseProjection projection) {
    return new GraphProjection(projection);
  }

  public RfsLayout layout() {
    return layout;
  }

  List<RegionOperator> regions() {
    return List.copyOf(regions);
  }

  /** Columns of a signal, those of all regions. */
  public int columnCount() {
    return voxels.length;
  }

  /** The voxel of each column of a signal, an index into a response. */
  public int[] voxels() {
    return voxels.clone();
  }

  /**
   * Takes the signals of one example out of whole responses.
   *
   * @param responses {@code [lag][voxel]}, z-scores; voxels that take part must be finite
   * @param signals {@code [at + lag * voxels.length + column]}
   * @throws IllegalArgumentException if lengths do not fit, or a voxel that takes part is not
   *     finite; {@code signals} is then as before
   */
  public void signals(float[][] responses, float[] signals, int at) {
    int length = layout.lagCount() * voxels.length;
    if (responses.length != layout.lagCount() || at < 0 || at > signals.length - length) {
      throw new IllegalArgumentException(
          "expected %d responses and room for %d values, were %d responses and %d values from %d"
              .formatted(layout.lagCount(), length, responses.length, signals.length, at));
    }
    float[] taken = new float[length];
    for (int lag = 0; lag < responses.length; lag++) {
      if (responses[lag].length != voxelCount) {
        throw new IllegalArgumentException(
            "a response must have " + voxelCount + " voxels, had " + responses[lag].length);
      }
      for (int c = 0; c < voxels.length; c++) {
        float value = responses[lag][voxels[c]];
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "voxel " + voxels[c] + " at lag " + lag + " must be finite, was " + value);
        }
        taken[lag * voxels.length + c] = value;
      }
    }
    System.arraycopy(taken, 0, signals, at, length);
  }

  /**
   * The projection itself, all of it constant.
   *
   * @param signals {@code [batch, lag, column]}; only the batch may be unknown
   * @return {@code [batch, y, x, roi * lag]}
   */
  public Operand<TFloat32> build(Scope scope, Operand<TFloat32> signals) {
    return build(
        scope,
        signals,
        (roi, region, own) ->
            SparseProduct.apply(
                scope, region.pattern(), scope.tf().constant(region.values()), own));
  }

  /** Maps one region's signals {@code [batch, lag, column]} to {@code [batch, pixel, lag]}. */
  interface RegionMap {
    Operand<TFloat32> apply(int roi, RegionOperator region, Operand<TFloat32> signals);
  }

  Operand<TFloat32> build(Scope scope, Operand<TFloat32> signals, RegionMap map) {
    requireSignals(signals);
    Ops tf = scope.tf();
    int[] image = {-1, layout.heightPx(), layout.widthPx(), layout.lagCount()};
    image[0] = Math.toIntExact(signals.shape().get(0));
    List<Operand<TFloat32>> channels = new ArrayList<>();
    int from = 0;
    for (int roi = 0; roi < regions.size(); roi++) {
      RegionOperator region = regions.get(roi);
      int[] begin = {0, 0, from};
      int[] size = {-1, layout.lagCount(), region.voxels().length};
      Operand<TFloat32> own = tf.slice(signals, tf.constant(begin), tf.constant(size));
      channels.add(tf.reshape(map.apply(roi, region, own), tf.constant(image)));
      from += region.voxels().length;
    }
    return channels.size() == 1 ? channels.get(0) : tf.concat(channels, tf.constant(3));
  }

  private void requireSignals(Operand<TFloat32> signals) {
    boolean fits =
        !signals.shape().isUnknown()
            && signals.shape().numDimensions() == 3
            && signals.shape().get(1) == layout.lagCount()
            && signals.shape().get(2) == columnCount();
    if (fits) return;
    throw new IllegalArgumentException(
        "signals must be [batch, %d, %d], were %s"
            .formatted(layout.lagCount(), columnCount(), signals.shape()));
  }
}
