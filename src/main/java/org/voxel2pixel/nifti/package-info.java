// SPDX-License-Identifier: BSD-2-Clause
/**
 * NIfTI-1 and NIfTI-2 files as series of volumes: {@link org.voxel2pixel.nifti.NiftiSeries} reads
 * them in order, {@link org.voxel2pixel.nifti.NiftiVolumes} any slice, {@link
 * org.voxel2pixel.nifti.NiftiWriter} writes, {@link org.voxel2pixel.nifti.NiftiMask} selects
 * voxels. Source: nifti1.h and nifti2.h, NIfTI Data Format Working Group.
 */
package org.voxel2pixel.nifti;
