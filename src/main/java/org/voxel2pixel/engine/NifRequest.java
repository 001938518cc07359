// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

/**
 * An estimation of receptive fields by neural information flow.
 *
 * @param preset name of the preset that its settings start from
 * @param overrides settings replaced one by one, {@code name=value} apart by spaces
 * @param layers regions of the layers in visual order, as {@link NifLayers#parse} reads them; empty
 *     for the dataset's own order
 * @param seed of the initial weights and of the order of the responses
 * @param threads processor threads of TensorFlow
 */
public record NifRequest(String preset, String overrides, String layers, long seed, int threads) {}
