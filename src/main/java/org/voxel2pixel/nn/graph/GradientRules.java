// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.GraphOperation;

/** All rules by operation type. */
final class GradientRules {
  private static final Map<String, GradientRule> RULES = rules();

  private GradientRules() {}

  private static Map<String, GradientRule> rules() {
    Map<String, GradientRule> rules = new HashMap<>();
    ArithmeticRules.addTo(rules);
    ActivationRules.addTo(rules);
    ConvolutionRules.addTo(rules);
    NormalisationRules.addTo(rules);
    PoolingRules.addTo(rules);
    ReductionRules.addTo(rules);
    ShapeRules.addTo(rules);
    JoiningRules.addTo(rules);
    MatrixRules.addTo(rules);
    ImageRules.addTo(rules);
    return Map.copyOf(rules);
  }

  static GradientRule of(GraphOperation op) {
    GradientRule rule = RULES.get(op.type());
    if (rule == null) {
      throw new IllegalArgumentException(
          "no gradient rule for operation type " + op.type() + " (" + op.name() + ")");
    }
    return rule;
  }

  /** Operation types that can be differentiated. */
  static Set<String> types() {
    return new TreeSet<>(RULES.keySet());
  }
}
