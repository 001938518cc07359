// SPDX-License-Identifier: BSD-2-Clause
/**
 * A subject whose receptive fields, delay and noise are known, for demos and for tests that need
 * the truth: {@link org.voxel2pixel.synthetic.SyntheticSubject} writes the files of one who watched
 * films, {@link org.voxel2pixel.synthetic.PictureSubject} of one who looked at pictures in blocks;
 * {@link org.voxel2pixel.synthetic.ArtificialSet} has the coloured shapes and letters of Shen et
 * al. (2019).
 */
package org.voxel2pixel.synthetic;
