// SPDX-License-Identifier: BSD-2-Clause
/**
 * A subject whose receptive fields, delay and noise are known, for demos and for tests that need
 * the truth: {@link org.voxel2pixel.synthetic.SyntheticSubject} writes its files.
 */
package org.voxel2pixel.synthetic;
