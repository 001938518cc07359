// SPDX-License-Identifier: BSD-2-Clause
/**
 * One SciJava command a menu entry. A command declares its parameters, opens what they name,
 * delegates, and reports; what it writes carries its {@link org.voxel2pixel.dataset.Provenance
 * provenance}.
 */
package org.voxel2pixel.command;
