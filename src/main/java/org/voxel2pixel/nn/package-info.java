// SPDX-License-Identifier: BSD-2-Clause
/**
 * Neural networks on TensorFlow Java: graphs and their variables ({@code graph}), layers ({@code
 * layer}), losses ({@code loss}), optimizers ({@code optimizer}), weight files ({@code weights}).
 *
 * <p>A training step is one run of a static graph. A network is a function of a {@link
 * org.voxel2pixel.nn.graph.Scope} and its input; the same function, called in training and in
 * inference mode, builds the training graph (batch known) and the inference graph (batch unknown).
 *
 * <pre>{@code
 * try (NetworkGraph graph = new NetworkGraph()) {
 *   Operand<TFloat32> x = graph.placeholder("x", 8, 96, 96, 15);
 *   Operand<TFloat32> t = graph.placeholder("t", 8, 96, 96, 3);
 *   Scope s = Scope.of(graph, "generator", Mode.TRAINING);
 *   Operand<TFloat32> loss = Loss.meanAbsoluteError(graph.tf(), network(s, x), t);
 *   List<Variable> weights = graph.variables().trainable("generator");
 *   Op adam = new Adam(2e-4, 0.5, 0.999, 1e-8).minimise(graph, "adam", weights,
 *       Tape.gradients(graph, loss, weights.stream().map(Variable::read).toList()));
 *   try (NetworkSession session = new NetworkSession(graph, SessionOptions.allProcessors())) {
 *     session.initialise(seed);
 *     Step step = session.step().feed(x, inputs, 8, 96, 96, 15).feed(t, targets, 8, 96, 96, 3);
 *     s.updates().forEach(step::target);
 *     float value = step.target(adam).fetch(loss).run()[0][0];
 *   }
 * }
 * }</pre>
 */
package org.voxel2pixel.nn;
