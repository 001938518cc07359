// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Matrix products, with either factor transposed; batched ones with equal batch dimensions; a
 * sparse matrix times a dense one that is not transposed.
 */
final class MatrixRules {
  private MatrixRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("MatMul", b -> product(b, "MatMul", "transpose_a", "transpose_b"));
    rules.put("BatchMatMulV2", b -> batched(b, "BatchMatMulV2"));
    rules.put("SparseTensorDenseMatMul", MatrixRules::sparse);
  }

  private static void batched(Backward b, String type) {
    long[] x = b.input(0).shape().asArray();
    long[] y = b.input(1).shape().asArray();
    boolean equalBatches =
        x.length == y.length
            && Arrays.equals(Arrays.copyOf(x, x.length - 2), Arrays.copyOf(y, y.length - 2));
    if (!equalBatches) throw b.refusal("with broadcast batch dimensions");
    product(b, type, "adj_x", "adj_y");
  }

  /**
   * {@code y = op(a) op(b)}: {@code da = g op(b)'}, {@code db = op(a)' g}, each transposed if its
   * factor was.
   */
  private static void product(Backward b, String type, String flagA, String flagB) {
    boolean ta = b.flag(flagA);
    boolean tb = b.flag(flagB);
    Product times =
        (x, tx, y, ty) ->
            b.nativeOp(type).input(x).input(y).flag(flagA, tx).flag(flagB, ty).result();
    b.give(
        0,
        () ->
            ta
                ? times.of(b.input(1), tb, b.gradient(), true)
                : times.of(b.gradient(), false, b.input(1), !tb));
    b.give(
        1,
        () ->
            tb
                ? times.of(b.gradient(), true, b.input(0), ta)
                : times.of(b.input(0), !ta, b.gradient(), false));
  }

  /**
   * {@code y = op(A) x} with entries {@code a_e} at {@code (r, c)} of {@code op(A)}: {@code dx =
   * op(A)' g}, {@code da_e = sum over k: g[r, k] x[c, k]}. TensorFlow has no gradient of it in C++.
   */
  private static void sparse(Backward b) {
    if (b.flag("adjoint_b")) throw b.refusal("with the dense factor transposed");
    boolean transposed = b.flag("adjoint_a");
    Ops tf = b.tf();
    Operand<TFloat32> x = b.op().input(3).expect(TFloat32.class);
    b.give(
        3,
        () ->
            b.nativeOp("SparseTensorDenseMatMul")
                .input(b.op().input(0))
                .input(b.op().input(1))
                .input(b.op().input(2))
                .input(b.gradient())
                .flag("adjoint_a", !transposed)
                .result());
    b.give(
        1,
        () -> {
          Operand<TFloat32> ofRow =
              tf.gather(b.gradient(), places(b, transposed ? 1 : 0), tf.constant(0));
          Operand<TFloat32> ofColumn = tf.gather(x, places(b, transposed ? 0 : 1), tf.constant(0));
          return tf.sum(tf.math.mul(ofRow, ofColumn), tf.constant(1));
        });
  }

  /** Of each entry, the row (0) or column (1) of the matrix as it is stored. */
  private static Operand<TInt64> places(Backward b, int which) {
    Ops tf = b.tf();
    Operand<TInt64> both = b.op().input(0).expect(TInt64.class);
    int[] begin = {0, which};
    int[] size = {-1, 1};
    return tf.squeeze(
        tf.slice(both, tf.constant(begin), tf.constant(size)), Squeeze.axis(List.of(1L)));
  }

  private interface Product {
    Operand<TFloat32> of(
        Operand<TFloat32> x, boolean transposeX, Operand<TFloat32> y, boolean transposeY);
  }
}
