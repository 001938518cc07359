// SPDX-License-Identifier: BSD-2-Clause
/**
 * What is done to voxel time courses before anything is learned from them: nuisance regression,
 * percent signal change, despiking, z-scores, block averages, lags, averages over repeats, and the
 * haemodynamic response. Runs are flat, {@code [volume * voxelCount + voxel]}, in float; sums are
 * double. Each step stands by itself; their order matters and is the caller's.
 *
 * <p>Shen et al. (2019), run by run: {@link org.voxel2pixel.signal.NuisanceRegression} of degree 1
 * with 6 motion parameters, mean kept; {@link org.voxel2pixel.signal.PercentSignalChange} from the
 * first 24 s; {@link org.voxel2pixel.signal.Despike} at 3 SD; {@link
 * org.voxel2pixel.signal.BlockAverage} of windows shifted by 4 s. Then {@link
 * org.voxel2pixel.signal.ZScore} of the training samples, {@link
 * org.voxel2pixel.signal.ResponseAverage} of test trials, {@link
 * org.voxel2pixel.signal.RepeatScaling}. Brain2Pix (Le et al. 2022), run by run: {@link
 * org.voxel2pixel.signal.RunZScore}.
 */
package org.voxel2pixel.signal;
