// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * How many images a table's means rest on.
 *
 * @param imageCount pairs of presented and reconstructed images
 * @param constantReconstructionCount reconstructions of one value, which have no correlation
 * @param constantPresentedCount presented images of one value, likewise
 * @param pixcorrExcludedCount pairs left out of the mean pixel correlation, either being constant
 * @param identificationTieCount comparisons of identification that tied
 * @param identificationUndefinedCount comparisons of identification that a constant image spoiled
 */
public record Coverage(
    int imageCount,
    int constantReconstructionCount,
    int constantPresentedCount,
    int pixcorrExcludedCount,
    long identificationTieCount,
    long identificationUndefinedCount) {

  /** One sentence for a log. */
  public String summary() {
    return imageCount
        + " image pairs; pixcorr without "
        + pixcorrExcludedCount
        + " of them (constant reconstructions: "
        + constantReconstructionCount
        + ", constant presented images: "
        + constantPresentedCount
        + "); identification with "
        + identificationTieCount
        + " ties and "
        + identificationUndefinedCount
        + " undefined comparisons";
  }
}
