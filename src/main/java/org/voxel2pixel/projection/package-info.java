// SPDX-License-Identifier: BSD-2-Clause
/**
 * From voxels to pixels: sparse operators that turn a volume of z-scores into a receptive-field
 * image, the input of Brain2Pix (Le et al. 2022, equations 2 to 4).
 */
package org.voxel2pixel.projection;
