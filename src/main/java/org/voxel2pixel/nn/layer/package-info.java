// SPDX-License-Identifier: BSD-2-Clause
/**
 * Layers as plain functions of a scope: images are {@code [batch, y, x, channel]}, vectors {@code
 * [batch, feature]}, all float32.
 */
package org.voxel2pixel.nn.layer;
