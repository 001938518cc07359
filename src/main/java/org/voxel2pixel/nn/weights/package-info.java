// SPDX-License-Identifier: BSD-2-Clause
/** Files of weights, read strictly. */
package org.voxel2pixel.nn.weights;
