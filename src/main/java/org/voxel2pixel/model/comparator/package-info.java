// SPDX-License-Identifier: BSD-2-Clause
/**
 * Fixed maps from images to features, for losses and measures that compare features.
 *
 * <p>{@link org.voxel2pixel.model.comparator.Comparator#named} gives one by its name: the embedded
 * {@link org.voxel2pixel.model.comparator.GaborEnergy}, or the activations of a published network
 * with weights from a file. A network is a list of stages ({@code NetworkStages}), of which only
 * those are built that the wanted activations come from; its weights are frozen variables, which no
 * optimizer trains and no checkpoint holds. {@link
 * org.voxel2pixel.model.comparator.FeatureExtractor} computes the features of many images.
 */
package org.voxel2pixel.model.comparator;
