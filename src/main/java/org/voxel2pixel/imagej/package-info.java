// SPDX-License-Identifier: BSD-2-Clause
/**
 * The border to ImageJ and SciJava: the base of all commands, strict macro options, dialogs,
 * recorder, arrays to and from images, and what an open image keeps of its NIfTI file.
 */
package org.voxel2pixel.imagej;
