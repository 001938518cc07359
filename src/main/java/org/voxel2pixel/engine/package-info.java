// SPDX-License-Identifier: BSD-2-Clause
/**
 * Jobs that need TensorFlow, as configuration in and files or images out: training and
 * reconstruction. Commands see this package and nothing of TensorFlow below it.
 */
package org.voxel2pixel.engine;
