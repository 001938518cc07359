// SPDX-License-Identifier: BSD-2-Clause
/**
 * The visual field: where degrees meet pixels ({@link org.voxel2pixel.visualfield.PixelGrid}), the
 * patch that drives a voxel ({@link org.voxel2pixel.visualfield.ReceptiveField}), tables of them,
 * and their estimate from natural stimuli ({@link org.voxel2pixel.visualfield.ReverseCorrelation}).
 * Degrees count from fixation, x to the right and y upward; images are {@code [y * width + x]}, y
 * downward.
 */
package org.voxel2pixel.visualfield;
