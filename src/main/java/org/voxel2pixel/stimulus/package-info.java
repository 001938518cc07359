// SPDX-License-Identifier: BSD-2-Clause
/**
 * What the subject saw: one {@link org.voxel2pixel.stimulus.RgbFrame} an image or film frame, read
 * and written by {@link org.voxel2pixel.stimulus.FrameFile}, brought to a network's size by {@link
 * org.voxel2pixel.stimulus.FrameResize}.
 */
package org.voxel2pixel.stimulus;
