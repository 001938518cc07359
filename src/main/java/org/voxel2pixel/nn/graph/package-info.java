// SPDX-License-Identifier: BSD-2-Clause
/**
 * Graphs, their variables and gradients, sessions that run them, checkpoints and SavedModels. It
 * owns whatever is native.
 */
package org.voxel2pixel.nn.graph;
