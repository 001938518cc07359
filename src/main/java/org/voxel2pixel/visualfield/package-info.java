// SPDX-License-Identifier: BSD-2-Clause
/**
 * The visual field: where degrees meet pixels ({@link org.voxel2pixel.visualfield.PixelGrid}), the
 * patch that drives a voxel ({@link org.voxel2pixel.visualfield.ReceptiveField}), tables of them,
 * their estimate from natural stimuli ({@link org.voxel2pixel.visualfield.ReverseCorrelation}) or,
 * with a haemodynamic response, as population receptive fields ({@link
 * org.voxel2pixel.visualfield.PrfFit}), and the warp that magnifies the fovea ({@link
 * org.voxel2pixel.visualfield.Fisheye}). Degrees count from fixation, x to the right and y upward;
 * images are {@code [y * width + x]}, y downward.
 */
package org.voxel2pixel.visualfield;
