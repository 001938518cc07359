// SPDX-License-Identifier: BSD-2-Clause
/**
 * The border to ImageJ and SciJava: the base of all commands, strict macro options, dialogs,
 * recorder, and arrays to and from images.
 */
package org.voxel2pixel.imagej;
