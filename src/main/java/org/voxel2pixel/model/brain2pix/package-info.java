// SPDX-License-Identifier: BSD-2-Clause
/**
 * Brain2Pix (Le et al. 2022, Front. Neurosci. 16:940972; code neuralcodinglab/brain2pix).
 *
 * <p>Generator and its table of layers: {@link org.voxel2pixel.model.brain2pix.Generator};
 * discriminator: {@link org.voxel2pixel.model.brain2pix.Discriminator}; losses, their order and
 * both optimizers: {@link org.voxel2pixel.model.brain2pix.Brain2PixTraining}; history buffer:
 * {@link org.voxel2pixel.model.brain2pix.HistoryPlan}; the five-lag input of RFSimages (equation
 * 2): {@link org.voxel2pixel.model.brain2pix.RfsExamples}, inside a graph {@link
 * org.voxel2pixel.model.brain2pix.GraphProjection}; the choice of projection: {@link
 * org.voxel2pixel.model.brain2pix.Brain2PixProjection}, and what a network is then fed: {@link
 * org.voxel2pixel.model.brain2pix.GeneratorInput}; learned receptive fields (equation 4): {@link
 * org.voxel2pixel.model.brain2pix.LearnedProjection}; presets: {@link
 * org.voxel2pixel.model.brain2pix.Brain2PixSettings}.
 */
package org.voxel2pixel.model.brain2pix;
