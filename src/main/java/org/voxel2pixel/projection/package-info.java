// SPDX-License-Identifier: BSD-2-Clause
/**
 * From voxels to pixels: operators that turn volumes of z-scores into a receptive-field image
 * (RFSimage), the input of Brain2Pix (Le et al. 2022, section on receptive-field images). A {@link
 * org.voxel2pixel.projection.VoxelProjection} is made of {@link
 * org.voxel2pixel.projection.VoxelFields}:
 *
 * <ul>
 *   <li>{@link org.voxel2pixel.projection.FixedRfProjection}: each voxel at its field's centre,
 *       voxels that share a pixel averaged (equation 2)
 *   <li>{@link org.voxel2pixel.projection.GaussianProjection}: each voxel all over its field, mean
 *       or sum
 *   <li>{@link org.voxel2pixel.projection.InverseProjection}: the regularised pseudo-inverse of the
 *       fields (equation 3, a general linear map)
 * </ul>
 *
 * All are sparse: there is never a map of pixels a voxel. What one will cost is known before it is
 * built ({@link org.voxel2pixel.projection.ProjectionEstimate}).
 */
package org.voxel2pixel.projection;
