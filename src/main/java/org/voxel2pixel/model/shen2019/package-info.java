// SPDX-License-Identifier: BSD-2-Clause
/**
 * End-to-end deep image reconstruction (Shen et al. 2019, Front. Comput. Neurosci. 13:21; code
 * KamitaniLab/End2EndDeepImageReconstruction).
 *
 * <p>Generator and its table of layers: {@link org.voxel2pixel.model.shen2019.ShenGenerator};
 * discriminator: {@link org.voxel2pixel.model.shen2019.ShenDiscriminator}; losses, their order and
 * both optimizers: {@link org.voxel2pixel.model.shen2019.ShenTraining}; when a network pauses:
 * {@link org.voxel2pixel.model.shen2019.BalanceRule}; the space of the images: {@code ImageSpace};
 * random crops: {@code JitterPlan}; voxel vectors and their frames: {@link
 * org.voxel2pixel.model.shen2019.VoxelExamples}; presets: {@link
 * org.voxel2pixel.model.shen2019.ShenSettings}.
 */
package org.voxel2pixel.model.shen2019;
