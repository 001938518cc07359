// SPDX-License-Identifier: BSD-2-Clause
/** Optimizers, whose state is registered with the graph's variables. */
package org.voxel2pixel.nn.optimizer;
