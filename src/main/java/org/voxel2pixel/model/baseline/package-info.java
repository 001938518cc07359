// SPDX-License-Identifier: BSD-2-Clause
/**
 * What a network has to beat: ridge regression from responses to pixels. No TensorFlow.
 *
 * <p>With z the standardised responses of an example ({@link
 * org.voxel2pixel.model.baseline.StandardScale}) and y its pixels, {@link
 * org.voxel2pixel.model.baseline.RidgeRegression} minimises, over the training examples,
 *
 * <pre>
 *   Σ |y - mean y - W'z|² + λ p |W|²
 * </pre>
 *
 * where p is the number of inputs that vary. Since each of them has variance 1, {@code λ p} is λ
 * times the mean squared length of z, and a λ means the same for any number of voxels. One λ for
 * all pixels, by {@link org.voxel2pixel.model.baseline.PenaltyChoice}. All comes from one
 * eigen-decomposition ({@link org.voxel2pixel.model.baseline.PrincipalInputs}) of the smaller of
 * the two Gram matrices.
 */
package org.voxel2pixel.model.baseline;
