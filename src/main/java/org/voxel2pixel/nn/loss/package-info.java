// SPDX-License-Identifier: BSD-2-Clause
/** Losses, each a scalar. */
package org.voxel2pixel.nn.loss;
