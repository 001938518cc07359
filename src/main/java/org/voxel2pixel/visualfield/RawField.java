// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * The numbers that a mapping tool wrote for one voxel, in its own {@link FieldConvention}; NaN
 * where it wrote none.
 *
 * @param first x, or the polar angle
 * @param second y, or the eccentricity
 * @param size of the Gaussian
 * @param fit share of the variance explained; not looked at where the tool gives none
 */
public record RawField(double first, double second, double size, double fit) {}
