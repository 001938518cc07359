// SPDX-License-Identifier: BSD-2-Clause
/**
 * What the subject saw. One {@link org.voxel2pixel.stimulus.RgbFrame} is an image or a film's
 * frame: {@link org.voxel2pixel.stimulus.FrameFile} reads one, {@link
 * org.voxel2pixel.stimulus.PictureSets} a folder, a list or a stack of them in a declared order,
 * {@link org.voxel2pixel.stimulus.FilmFile} a film. {@link org.voxel2pixel.stimulus.FrameTiming}
 * says which frame is on when, and {@link org.voxel2pixel.stimulus.FrameResize} brings it to a
 * network's size.
 */
package org.voxel2pixel.stimulus;
