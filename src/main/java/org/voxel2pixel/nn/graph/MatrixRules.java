// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Matrix products, with either factor transposed; batched ones with equal batch dimensions. */
final class MatrixRules {
  private MatrixRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("MatMul", b -> product(b, "MatMul", "transpose_a", "transpose_b"));
    rules.put("BatchMatMulV2", b -> batched(b, "BatchMatMulV2"));
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

  private interface Product {
    Operand<TFloat32> of(
        Operand<TFloat32> x, boolean transposeX, Operand<TFloat32> y, boolean transposeY);
  }
}
