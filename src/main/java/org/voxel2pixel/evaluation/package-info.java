// SPDX-License-Identifier: BSD-2-Clause
/**
 * How good reconstructions are: {@link org.voxel2pixel.evaluation.PixelCorrelation}, {@link
 * org.voxel2pixel.evaluation.Ssim} and two-way {@link org.voxel2pixel.evaluation.Identification},
 * each beside two baselines, the training mean image as the guess for everything and shuffled pairs
 * ({@link org.voxel2pixel.evaluation.ShuffledNull}). {@link org.voxel2pixel.evaluation.Evaluation}
 * puts them into one table, {@link org.voxel2pixel.evaluation.Montage} shows them to the eye.
 *
 * <p>Pixels are values 0..1, flat {@code [(y * widthPx + x) * channels + channel]}.
 */
package org.voxel2pixel.evaluation;
