// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.stimulus.RgbFrame;

/** One picture a trial, in the order of the trials. */
interface TrialPictures {

  /** Pictures, as many as trials. */
  int count();

  /** The picture of a trial. */
  RgbFrame frame(int trial);

  /** What the source calls it. */
  String name(int trial);
}
