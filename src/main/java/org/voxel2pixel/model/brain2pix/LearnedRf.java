// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

/**
 * What of a receptive-field projection is learned (LearnedRF, Le et al. 2022, equation 4). Each
 * region has its own weights, shared by the lags. With {@code a[p, v]} the fixed operator of a
 * region ({@code delta / M} of equation 2, or Gaussian fields), {@code n[v]} the response of a
 * voxel and {@code y[p]} a pixel:
 *
 * <p>Paper and released code disagree: equation 4 combines the learned values with {@code delta /
 * M}, so that they act at a voxel's own pixels only, and the text calls them a perturbation of the
 * estimated fields; the code (neuralcodinglab/brain2pix, {@code generator_learnRF.py}) adds a dense
 * layer from every voxel to every pixel. {@link #ADDITIVE} is the code, the others are two readings
 * of the paper.
 */
public enum LearnedRf {
  /**
   * {@code y[p] = sum over v: (a[p, v] + w[v, p]) n[v] + c[p]}, w and c learned: any voxel may come
   * to reach any pixel. As released, where w starts from N(0, 0.02): with many voxels that noise is
   * larger than the map. {@code voxels * pixels + pixels} numbers a region.
   */
  ADDITIVE,
  /**
   * {@code y[p] = sum over v with a[p, v] stored: (a[p, v] + w[p, v]) n[v]}, w learned: a
   * perturbation restricted to the fields. One number an entry, no bias.
   */
  MASKED,
  /**
   * {@code y[p] = sum over v: a[p, v] f[p, v] n[v]}, f learned around 1. One number an entry, no
   * bias. It reaches the same maps as {@link #MASKED} where no a is 0, {@code f = 1 + w / a}, but a
   * step of Adam changes each entry in proportion to a: weak flanks of a field stay weak.
   */
  MULTIPLICATIVE
}
