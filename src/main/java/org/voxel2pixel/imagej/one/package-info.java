// SPDX-License-Identifier: BSD-2-Clause
/**
 * Plain ImageJ 1 without Fiji: the bridge that runs SciJava commands from its menus and macros, and
 * the headless launcher with its exit codes.
 */
package org.voxel2pixel.imagej.one;
