// SPDX-License-Identifier: BSD-2-Clause
/**
 * The DATASET folder: voxel responses and the frames that evoked them, ready for training.
 *
 * <p>{@link org.voxel2pixel.dataset.Dataset} reads it, {@link
 * org.voxel2pixel.dataset.DatasetWriter} writes it, {@link org.voxel2pixel.dataset.BidsPreparation}
 * makes it from fMRI runs and {@link org.voxel2pixel.dataset.MatrixPreparation} from matrices that
 * others have prepared, and {@link org.voxel2pixel.dataset.BDataPreparation} from BData files.
 *
 * <p>{@link org.voxel2pixel.dataset.NamedArrays} opens what arrays come in: MATLAB, HDF5, NumPy and
 * text.
 *
 * <pre>
 *   dataset.json    format version, TR, screen, frame size, lags, grid of the voxels, ROIs, pipeline,
 *                   sources, sizes and SHA-256 of the other files
 *   voxels.tsv      index i j k roi rf_x_deg rf_y_deg rf_sigma_deg rf_r2 rf_gain rf_exponent
 *                   rf_fit_r2 rf_held_out_r                                   (n/a where unknown)
 *   samples.tsv     sample split run onset_s stimulus repeats                 (stimulus n/a: none)
 *   stimuli.tsv     stimulus split name
 *   responses.npy   float32 [sample][voxel]
 *   frames.npy      uint8 [stimulus][y][x][rgb]
 *   receptive-fields/   maps of the fields, made of voxels.tsv: NIfTI, float32, NaN without a field
 *   zscore.npy      float64 [2][voxel], mean and SD that were taken out, if any were
 * </pre>
 */
package org.voxel2pixel.dataset;
