// SPDX-License-Identifier: BSD-2-Clause
/**
 * Neural information flow (Seeliger et al. 2021, PLoS Comput. Biol. 17:e1008558; demo
 * seelikat/basicNIF): receptive fields from natural films.
 *
 * <p>Layers and loss: {@link org.voxel2pixel.model.nif.NifNetwork}; low-rank readouts: {@link
 * org.voxel2pixel.model.nif.NifReadout}; centres of mass, as Brain2Pix takes them (Le et al. 2022):
 * {@link org.voxel2pixel.model.nif.VoxelMaps}; training: {@link org.voxel2pixel.model.nif.NifFit};
 * presets: {@link org.voxel2pixel.model.nif.NifSettings}.
 */
package org.voxel2pixel.model.nif;
