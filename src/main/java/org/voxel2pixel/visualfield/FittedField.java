// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * A receptive field with how well it explains its voxel.
 *
 * @param field where the voxel looks
 * @param r2 share of variance explained, at most 1; negative where a prediction is worse than the
 *     mean
 */
public record FittedField(ReceptiveField field, double r2) {}
