// SPDX-License-Identifier: BSD-2-Clause
/** Networks of the papers, a package a paper, and what they share: examples, batches, settings. */
package org.voxel2pixel.model;
