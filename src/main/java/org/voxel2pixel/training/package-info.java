// SPDX-License-Identifier: BSD-2-Clause
/**
 * The training loop of every network: order of the examples, losses, checkpoints, previews, the run
 * folder. It knows networks only as {@link org.voxel2pixel.model.TrainingNetwork}.
 */
package org.voxel2pixel.training;
