// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/** What is done to each pixel's stimulus series before a Gaussian sums over pixels. */
public enum PixelScaling {
  /** Its mean is taken off: the Gaussian sums the stimulus as it was shown. */
  CENTRED,
  /**
   * As well divided by its standard deviation over the training samples: pixels count alike even
   * where the stimuli vary little, as do the outer pixels of photographs of single things. A pixel
   * that never varies counts nothing.
   */
  STANDARDISED
}
