// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/**
 * A sparse matrix, its pattern fixed, times the vectors of a batch:
 *
 * <pre>
 *   y[b, row, lane] = sum over the entries e of the row: values[e] * x[b, lane, column(e)]
 * </pre>
 *
 * A lane is one of several vectors of an example that meet the same matrix, such as the lags of an
 * RFSimage. A row without entries is 0. One {@code SparseTensorDenseMatMul}: nothing of the size
 * rows x columns is kept. Gradients flow to x and, where they are not constant, to the values.
 */
public final class SparseProduct {
  private SparseProduct() {}

  /**
   * @param values {@code [entry]}, in the pattern's order
   * @param x {@code [batch, lane, column]}; only the batch may be unknown
   * @return {@code [batch, row, lane]}
   * @throws IllegalArgumentException if shapes do not fit the pattern
   */
  public static Operand<TFloat32> apply(
      Scope s, SparsePattern pattern, Operand<TFloat32> values, Operand<TFloat32> x) {
    long[] dims = Check.lanesDims("SparseProduct", x);
    if (dims[2] != pattern.columnCount()) {
      throw new IllegalArgumentException(
          "SparseProduct: a matrix of " + pattern + " cannot take " + Check.text(x));
    }
    if (!values.shape().equals(Shape.of(pattern.entryCount()))) {
      throw new IllegalArgumentException(
          "SparseProduct: a matrix of " + pattern + " cannot have values " + Check.text(values));
    }
    Ops tf = s.tf();
    int lanes = Math.toIntExact(dims[1]);
    int[] vectors = {-1, pattern.columnCount()};
    Operand<TFloat32> columns =
        tf.linalg.transpose(tf.reshape(x, tf.constant(vectors)), tf.constant(new int[] {1, 0}));
    Operand<TFloat32> rows =
        tf.sparse.sparseTensorDenseMatMul(
            tf.constant(Shape.of(pattern.entryCount(), 2), DataBuffers.of(pattern.places())),
            values,
            tf.constant(new long[] {pattern.rowCount(), pattern.columnCount()}),
            columns);
    int[] split = {pattern.rowCount(), Math.toIntExact(dims[0]), lanes};
    return tf.linalg.transpose(
        tf.reshape(rows, tf.constant(split)), tf.constant(new int[] {1, 0, 2}));
  }
}
