// SPDX-License-Identifier: BSD-2-Clause
/**
 * Files of weights, read strictly.
 *
 * <p>{@link org.voxel2pixel.nn.weights.WeightsFile} reads the tensors of the formats that people
 * have, as they are stored. {@link org.voxel2pixel.nn.weights.Architectures} lists what published
 * networks need and how each kind of file names and lays it out; {@link
 * org.voxel2pixel.nn.weights.LoadedWeights} brings both together, checked tensor by tensor and
 * turned into TensorFlow's layout. {@link org.voxel2pixel.nn.weights.WeightsCatalogue} knows where
 * such files come from, {@link org.voxel2pixel.nn.weights.WeightsFolder} where they are looked for.
 * {@link org.voxel2pixel.nn.weights.Safetensors} is also what our own checkpoints are written in.
 */
package org.voxel2pixel.nn.weights;
