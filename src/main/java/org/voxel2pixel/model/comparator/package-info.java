// SPDX-License-Identifier: BSD-2-Clause
/** Fixed maps from images to features, for losses that compare features. */
package org.voxel2pixel.model.comparator;
