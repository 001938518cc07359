// SPDX-License-Identifier: BSD-2-Clause
/**
 * What is done to voxel time courses before anything is learned from them: nuisance regression,
 * z-scores, lags, averages over repeats, and the haemodynamic response. Runs are flat, {@code
 * [volume * voxelCount + voxel]}, in float; sums are double.
 */
package org.voxel2pixel.signal;
